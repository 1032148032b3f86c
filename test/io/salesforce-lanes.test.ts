import t from 'tap'
import fc from 'fast-check'
import { LANES, takeLane } from '../../server/io/salesforce-lanes.ts'

t.test('whatever comes, in whatever order it ends: never more than the lanes at once, and everything gets its turn', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (scheduler, outcomes) => {
    let running = 0
    let most = 0
    const request = scheduler.scheduleFunction(async (succeeds: boolean) => {
      if (!succeeds) throw new Error('refused')
      return Promise.resolve(true)
    })
    const all = outcomes.map((succeeds) => takeLane('org', async () => {
      most = Math.max(most, ++running)
      try {
        return await request(succeeds)
      } finally {
        running--
      }
    }).catch(() => false))
    const results = await scheduler.waitFor(Promise.all(all))
    return most === Math.min(LANES, outcomes.length) && JSON.stringify(results) === JSON.stringify(outcomes)
  }), { numRuns: 100 })
})

t.test('a slow org does not hold up another', async (t) => {
  const stuck = Array.from({ length: LANES + 5 }, () => { let free = () => {}; return { done: takeLane('slow', () => new Promise<void>((resolve) => { free = resolve })), free: () => { free() } } })
  t.equal(await takeLane('quick', () => Promise.resolve('through')), 'through')
  for (const one of stuck) {
    one.free()
    await new Promise(setImmediate)
  }
  for (const one of stuck) one.free()
  await Promise.all(stuck.map(({ done }) => done))
})
