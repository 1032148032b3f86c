import t from 'tap'
import { openSignals } from '../../server/io/signals.ts'

/** The one thing signals need of a database. */
function testEar () {
  let hear: (key: string) => void = () => {}
  return { say: (key: string) => hear(key), database: { listen: async (_channel: string, heard: (key: string) => void) => { hear = heard; return async () => { hear = () => {} } } } }
}

t.test('who waits for a key is woken by it, and only by it', async (t) => {
  const { say, database } = testEar()
  const signals = await openSignals(database, 'parcels')
  const [mine, other] = [signals.wait('a', 1000), signals.wait('b', 30)]
  say('a')
  t.equal(await mine, true)
  t.equal(await other, false, 'the other gives up after its time')
})

t.test('several may wait for the same key', async (t) => {
  const { say, database } = testEar()
  const signals = await openSignals(database, 'parcels')
  const both = Promise.all([signals.wait('a', 1000), signals.wait('a', 1000)])
  say('a')
  t.same(await both, [true, true])
})

t.test('after a lost connection everybody looks again', async (t) => {
  const { say, database } = testEar()
  const signals = await openSignals(database, 'parcels')
  const both = Promise.all([signals.wait('a', 1000), signals.wait('b', 1000)])
  say('')
  t.same(await both, [true, true])
})

t.test('who does not want to wait any more, or is closed, is let go', async (t) => {
  const { database } = testEar()
  const signals = await openSignals(database, 'parcels')
  const stop = new AbortController()
  const waiting = signals.wait('a', 60_000, stop.signal)
  stop.abort()
  t.equal(await waiting, false)
  const last = signals.wait('b', 60_000)
  await signals.close()
  t.equal(await last, false)
})
