import type { Test } from 'tap'
import type { Deps } from '../../server/deps.ts'
import type { JournalInsert } from '../../server/sandbox/journal.ts'

export interface Walked {
  deps: Pick<Deps, 'database' | 'files'>
  orgId: string
  /** every file that came to be in the org */
  files: JournalInsert[]
}

/**
 * What must hold when the dust has settled, whatever happened before. The org's journal is the outer truth: a doubled file can be seen there only.
 * Nothing lost, nothing doubled, done means filed, every try and every end on record.
 */
export async function checkWalk (t: Test, { deps, orgId, files }: Walked): Promise<void> {
  const { documents, attempts, histories } = await deps.database.withTenant(orgId, async (trx) => ({
    documents: await trx.selectFrom('document').innerJoin('parcel', 'parcel.id', 'document.parcel_id')
      .select(['document.id', 'document.state', 'document.error', 'document.sha256', 'document.record_id', 'document.storage_key', 'document.content_version_id', 'parcel.state as parcel', 'parcel.key', 'parcel.options']).execute(),
    attempts: await trx.selectFrom('parcel_attempt').selectAll().execute(),
    histories: await trx.selectFrom('history').select(['detail', 'result']).where('kind', '=', 'output').execute()
  }))
  t.same(documents.filter(({ state, parcel, error }) => !(state === 'done' && parcel === 'done') && !(state === 'failed' && parcel === 'failed' && error !== null)), [], 'nothing is lost: every document is done, or failed with its reason')
  const filed = Map.groupBy(files, ({ key }) => key ?? '')
  t.same([...filed].filter(([, same]) => same.length > 1).map(([key]) => key), [], 'nothing is doubled: one file under each key')
  for (const { id, state, key, options, ...document } of documents) {
    if (state !== 'done' || options['save'] === false) continue
    const [file] = filed.get(key) ?? []
    // A further version lies where its file lies; the org is told no record for it.
    const recordId = options['saveAs'] === 'version' && file?.recordId === null ? null : document.record_id
    t.match(file, { id: document.content_version_id, sha256: document.sha256, recordId }, `done means filed: ${id}`)
    t.ok(await deps.files.has(`t/${orgId.toLowerCase()}/${document.storage_key}`), 'and kept')
  }
  t.same(attempts.filter(({ outcome, ended_at: ended }) => outcome === null || ended === null), [], 'every try has an end')
  const told = Map.groupBy(histories, ({ detail }) => String(detail['document']))
  t.same(documents.filter(({ id, state, error }) => told.get(id)?.length !== 1 || told.get(id)?.[0]?.result !== (state === 'done' ? 'done' : error?.code)), [], 'every end has one line in the history')
}
