import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'
import { checkCovered } from './covered.ts'
import { json, type ConformanceOrg, refusal } from './open-org.ts'

export async function driveRuns (t: Test, org: ConformanceOrg): Promise<void> {
  const apex = org.apex()
  const { quote = '', account = '' } = org.sandbox.records

  interface Run { id: string, state: string, counts: Record<string, number>, total: number | null, finishedAt: string | null }
  interface Parcel { recordId: string, state: string, error: { code: string } | null }

  async function settled (id: string): Promise<Run> {
    for (;;) {
      const run = await json<Run>(apex.call('ChohyoRuns.getRun', id))
      if (run.finishedAt !== null) return run
      await pause(100)
    }
  }

  const request = JSON.stringify({ mapping: 'quote_ja', source: { recordIds: [quote, account] }, join: 'separate', save: false })
  const requestKey = randomUUID()
  const { id } = await json<Run>(apex.call('ChohyoRuns.startRun', request, requestKey))

  t.test('a run is started once, and followed to its end', async (t) => {
    t.equal((await json<Run>(apex.call('ChohyoRuns.startRun', request, requestKey))).id, id)
    t.match(await settled(id), { state: 'failed', total: 2, counts: { done: 1, failed: 1 } })
  })

  t.test('what became of each record, by state and page after page', async (t) => {
    const { parcels, next } = await json<{ parcels: Parcel[], next: string | null }>(apex.call('ChohyoRuns.listParcels', id, null, null))
    t.match(parcels, [{ recordId: quote, state: 'done', error: null }, { recordId: account, state: 'failed', error: { code: 'CHOHYO_RECORD_NOT_FOUND' } }])
    t.equal(next, null)
    t.match(await json(apex.call('ChohyoRuns.listParcels', id, 'failed', null)), { parcels: [{ recordId: account }] })
    t.match(await json(apex.call('ChohyoRuns.listParcels', id, null, '2')), { parcels: [] })
    t.match(await refusal(apex.call('ChohyoRuns.listParcels', id, 'lost', null)), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
  })

  t.test('failed records are tried again, and a run that has ended is not cancelled any more', async (t) => {
    t.match(await json(apex.call('ChohyoRuns.retryRun', id)), { id })
    t.match(await settled(id), { state: 'failed', counts: { done: 1, failed: 1 } })
    t.match(await json(apex.call('ChohyoRuns.cancelRun', id)), { id, counts: { done: 1 } })
  })

  t.test('this user’s runs, newest first', async (t) => {
    const later = await json<Run>(apex.call('ChohyoRuns.startRun', JSON.stringify({ mapping: 'quote_ja', source: { recordIds: [quote] }, save: false }), randomUUID()))
    await settled(later.id)
    t.match(await json(apex.call('ChohyoRuns.listRuns', null)), { runs: [{ id: later.id }, { id }], next: null })
    t.match(await json(apex.call('ChohyoRuns.listRuns', later.id)), { runs: [{ id }] })
  })

  t.test('what is no run is refused', async (t) => {
    t.match(await refusal(apex.call('ChohyoRuns.getRun', randomUUID())), { status: 404, code: 'CHOHYO_RUN_UNKNOWN' })
    t.match(await refusal(apex.call('ChohyoRuns.startRun', '{"mapping":"quote_ja"}', null)), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
    t.match(await refusal(apex.call('ChohyoRuns.startRun', null, null)), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
  })

  t.test('every method of the class is driven', async (t) => {
    checkCovered(t, 'runs', [apex])
  })
}
