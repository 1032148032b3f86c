import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { Lease } from './claim-parcel.ts'

/** A twin that files the first one is waited for this long; then the document becomes a file of its own, as it may. */
const LONGEST_WAIT_MS = 10_000
const ROWS = 50
const MOST_ASKED = 10
const MOST_TARGETS = 3

/**
 * Runs `write` in a transaction with the files that the document may become a version of, the newest first: those of the same mapping and record
 * that lie on the record and that this user sees there. None when it is to be a file of its own. Two clicks at the same moment make one file with
 * two versions: whoever plans second waits until the first has its file.
 */
export async function chooseVersion<T> (tenant: Tenant, lease: Lease, write: (trx: Transaction<Tables>, versionOf: string[]) => Promise<T>): Promise<T> {
  if (!lease.save || lease.saveAs === 'file') return tenant.db((trx) => write(trx, []))
  const until = Date.now() + LONGEST_WAIT_MS
  for (;;) {
    const known = await tenant.db((trx) => earlierFiles(trx, lease))
    const seen = await tenant.salesforce.filesOn(lease.recordId, known)
    const written = await tenant.db(async (trx) => {
      await lockPlace(trx, tenant, lease)
      if (Date.now() < until && (await hasTwin(trx, lease) || String(await earlierFiles(trx, lease)) !== String(known))) return null
      return { result: await write(trx, known.filter((id) => seen.has(id)).slice(0, MOST_TARGETS)) }
    })
    if (written) return written.result
    await pause(200)
  }
}

/** The files that documents of this mapping became on this record, the newest first. */
async function earlierFiles (trx: Transaction<Tables>, { mapping, recordId }: Lease): Promise<string[]> {
  const rows = await trx.selectFrom('document').select('content_document_id')
    .where('record_id', '=', recordId).where('mapping', '=', mapping).where('state', '=', 'done').where('content_document_id', 'is not', null)
    .orderBy('id', 'desc').limit(ROWS).execute()
  return [...new Set(rows.flatMap(({ content_document_id: id }) => id ?? []))].slice(0, MOST_ASKED)
}

/** One plans at a time for this mapping and record, until its transaction ends. */
async function lockPlace (trx: Transaction<Tables>, { id }: Tenant, { mapping, recordId }: Lease): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${[id, mapping, recordId].join('/')}, 0))`.execute(trx)
}

/** Somebody is filing a first one right now. */
async function hasTwin (trx: Transaction<Tables>, { parcelId, mapping, recordId }: Lease): Promise<boolean> {
  const twin = await trx.selectFrom('document').innerJoin('effect', 'effect.parcel_id', 'document.parcel_id').select('document.id')
    .where('document.record_id', '=', recordId).where('document.mapping', '=', mapping).where('document.state', '=', 'queued').where('document.parcel_id', '<>', parcelId)
    .where('effect.state', '=', 'started').where(sql<boolean>`effect.reference -> 'versionOf' is null`).limit(1).executeTakeFirst()
  return twin !== undefined
}
