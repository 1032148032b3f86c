import { sql } from 'kysely'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { Report } from './schema.ts'

/** Affected documents as far as they are the tenant's, with how many persons and who has seen them. */
export interface Affected { documents: string[], persons: number, seenBy: number, views: number }

/** Counts what a leak of these documents means. Persons are counterparties where the ledger knows them, else records, each once. */
export async function countAffected (tenant: Tenant, documents: string[]): Promise<Affected> {
  if (documents.length === 0) return { documents: [], persons: 0, seenBy: 0, views: 0 }
  return tenant.db(async (trx) => {
    const rows = await trx.selectFrom('document').select(['id', 'record_id', 'counterparty_index']).where('id', '=', sql<string>`any(${documents}::uuid[])`).execute()
    const persons = new Set(rows.map((row) => row.counterparty_index?.toString('hex') ?? row.record_id ?? row.id))
    const seen = await trx.selectFrom('history').select([sql<number>`count(*)`.as('views'), sql<number>`count(distinct who)`.as('people')])
      .where('about', '=', sql<string>`any(${rows.map(({ id }) => id)}::text[])`).where('what', 'in', ['download-document', 'view-document', 'export-document']).executeTakeFirstOrThrow()
    return { documents: rows.map(({ id }) => id), persons: persons.size, seenBy: seen.people, views: seen.views }
  })
}

/** The nine items, filled in as far as the service knows: an admin completes them. */
export function draftReport (overview: string, { documents, persons, seenBy, views }: Affected): Report {
  return {
    overview,
    items: documents.length > 0 ? `帳票 ${documents.length} 件に記載された氏名又は名称、住所、取引の内容及び金額` : '',
    persons: documents.length > 0 ? `${persons} 名(社)(帳票の取引先及びレコードから集計)` : '',
    cause: '',
    harm: '',
    toPersons: '',
    publicity: '',
    prevention: '',
    remarks: documents.length > 0 ? `本サービスの履歴では、対象の帳票は ${seenBy} 名の利用者により ${views} 回閲覧又は出力された。データベース及び保管先では組織ごとの鍵により暗号化されている。` : 'データベース及び保管先では組織ごとの鍵により暗号化されている。'
  }
}
