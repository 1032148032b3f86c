import { sql } from 'kysely'
import type { Test } from 'tap'
import type { Deps } from '../../server/deps.ts'
import type { JournalInsert } from '../../server/sandbox/journal.ts'

/**
 * What must hold of all runs of many when the dust has settled, whatever happened before: the counts are those of the parcels, each record is
 * there once, what is done was filed once under its key and nothing else was filed, every end is in the history.
 */
export async function checkRuns (t: Test, { deps, orgId, files }: { deps: Pick<Deps, 'database'>, orgId: string, files: JournalInsert[] }): Promise<void> {
  const { runs, parcels, attempts, ends } = await deps.database.withTenant(orgId, async (trx) => ({
    runs: await trx.selectFrom('run').selectAll().where('kind', '=', 'bulk').execute(),
    parcels: await trx.selectFrom('parcel').leftJoin('document', 'document.parcel_id', 'parcel.id').innerJoin('run', 'run.id', 'parcel.run_id').where('run.kind', '=', 'bulk')
      .select(['parcel.run_id', 'parcel.kind', 'parcel.state', 'parcel.key', 'parcel.position', 'parcel.options', 'parcel.record_ids', 'document.state as document', 'document.error', 'document.sha256', 'document.content_version_id']).execute(),
    attempts: await trx.selectFrom('parcel_attempt').selectAll().where((or) => or.or([or('ended_at', 'is', null), or('outcome', 'is', null)])).execute(),
    ends: await trx.selectFrom('history').select(['about', sql<number>`count(*)`.as('lines')]).where('what', '=', 'end-run').groupBy('about').execute()
  }))
  const ofRun = Map.groupBy(parcels.filter(({ kind }) => kind === 'document'), (parcel) => parcel.run_id)
  for (const run of runs) {
    const own = ofRun.get(run.id) ?? []
    const count = (state: string) => own.filter((parcel) => parcel.state === state).length
    t.same({ planned: run.planned, done: run.done, failed: run.failed, cancelled: run.cancelled }, { planned: own.length, done: count('done'), failed: count('failed'), cancelled: count('cancelled') }, 'the counts are those of the parcels')
    t.equal(run.done + run.failed + run.cancelled, run.planned, 'everything has come to its end')
    t.same(own.map(({ position }) => position).sort((a, b) => Number(a) - Number(b)), own.map((_, at) => at + 1), 'the places are those of the source, each once')
    t.equal(new Set(own.map(({ record_ids: ids }) => ids[0])).size, own.length, 'every record once')
    t.ok(ends.find(({ about }) => about === run.id), 'its end is in the history')
  }
  t.same(parcels.filter(({ state }) => state === 'ready' || state === 'running'), [], 'nothing waits')
  t.same(parcels.filter(({ kind, state, document }) => kind === 'document' && document !== (state === 'done' ? 'done' : 'failed')), [], 'every parcel has its document')
  t.same(attempts, [], 'every try has an end')
  const filed = Map.groupBy(files, ({ key }) => key ?? '')
  t.same([...filed].filter(([, same]) => same.length > 1), [], 'nothing is doubled')
  const isDue = ({ kind, state, options }: typeof parcels[number]) => kind !== 'plan' && state === 'done' && options['save'] !== false
  const unfiled = parcels.filter((parcel) => {
    const [file] = filed.get(parcel.key) ?? []
    // A further version lies where its file lies; the org is told no record for it.
    const place = parcel.options['saveAs'] === 'version' && file?.recordId === null ? null : parcel.record_ids[0]
    return isDue(parcel) && (file?.id !== parcel.content_version_id || file?.sha256 !== parcel.sha256 || file?.recordId !== place)
  })
  t.same(unfiled, [], 'done means filed')
  t.same(parcels.filter((parcel) => !isDue(parcel) && filed.has(parcel.key)), [], 'and nothing else is')
}
