import { makeId } from '../documents/make-id.ts'
import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Place } from '../io/secrets.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { deadlines } from './deadlines.ts'
import { countAffected, draftReport } from './draft-report.ts'
import { queueNotices } from './queue-notices.ts'
import type { DeclareIncident } from './schema.ts'

/** What declares an incident: an admin (`declared`), or a rule of the service that was found broken. */
export interface Cause { rule: string, about: string }

/**
 * Puts a leak of personal data on record, with the report begun, the clocks running and the notices to the tenant's admins queued, all in one transaction.
 * Gives its id; the same breach of a rule is one incident as long as that is open. Errors: RequestInvalid for a moment that is still to come.
 */
export async function declareIncident (tenant: Tenant, { overview, malicious = false, noticedAt, documents = [] }: DeclareIncident, cause?: Cause): Promise<string> {
  const noticed = noticedAt === undefined ? tenant.now() : new Date(noticedAt)
  if (noticed > tenant.now()) throw new RequestInvalid(both('`noticedAt` has not come yet', '`noticedAt` が未来の日時です'))
  const affected = await countAffected(tenant, documents)
  const id = await makeId(tenant)
  const { preliminaryDue, finalDue } = deadlines({ noticedAt: noticed, malicious })
  const report = await tenant.secrets.seal(reportPlace(id), JSON.stringify(draftReport(overview, affected)))
  return tenant.db(async (trx) => {
    const declared = await trx.insertInto('incident').values({
      tenant_id: tenant.id,
      id,
      rule: cause?.rule ?? 'declared',
      about: cause?.about ?? id,
      malicious,
      declared_by: tenant.user.username,
      noticed_at: noticed,
      preliminary_due: preliminaryDue,
      final_due: finalDue,
      report,
      document_ids: affected.documents,
      persons: affected.persons
    }).onConflict((clash) => clash.doNothing()).executeTakeFirst()
    if (declared.numInsertedOrUpdatedRows === 0n) {
      return (await trx.selectFrom('incident').select('id').where('rule', '=', cause?.rule ?? '').where('about', '=', cause?.about ?? '').where('state', '<>', 'closed').executeTakeFirstOrThrow()).id
    }
    await queueNotices(trx, tenant, { incidentId: id, kind: 'declared' })
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'declare-incident', about: id, result: 'done', detail: { rule: cause?.rule ?? 'declared', documents: affected.documents.length, persons: affected.persons } })
    return id
  })
}

/** For what finds that a rule is broken, such as a document that holds another record's data: declares it at once, as the service itself. */
export async function raiseIncident (tenant: Tenant, { rule, about, overview, documents }: Cause & Pick<DeclareIncident, 'overview' | 'documents'>): Promise<string> {
  return declareIncident({ ...tenant, user: { username: 'service', role: 'admin', via: 'run' } }, { overview, documents }, { rule, about })
}

/** What the sealed report of an incident belongs to. */
export function reportPlace (id: string): Place {
  return { table: 'incident', column: 'report', row: id }
}
