import t from 'tap'
import { openTurns } from '../../server/io/turns.ts'

const never = async (): Promise<never> => await new Promise(() => {})

t.test('each thing is lent to one taker at a time, first come first served', async (t) => {
  const turns = openTurns(['a', 'b'], () => 0)
  const lent = new Set<string>()
  const order: number[] = []
  await Promise.all(Array.from({ length: 20 }, async (_, i) => await turns.take('', async (thing) => {
    t.notOk(lent.has(thing))
    lent.add(thing)
    order.push(i)
    await new Promise((resolve) => setImmediate(resolve))
    lent.delete(thing)
  })))
  t.same(order, [...order].sort((a, b) => a - b))
})

t.test('among free things the one that suits the wish best is taken', async (t) => {
  const turns = openTurns(['tea', 'coffee'], (thing, wish) => thing === wish ? 1 : 0)
  t.equal(await turns.take('coffee', async (thing) => thing), 'coffee')
  t.equal(await turns.take('coffee', async (thing) => thing), 'coffee')
  t.equal(await turns.take('milk', async (thing) => thing), 'tea')
})

t.test('the patient wait until nobody else does, among themselves first come first served', async (t) => {
  const turns = openTurns(['a'], () => 0)
  const order: string[] = []
  const take = async (name: string, patient?: boolean): Promise<void> => await turns.take('', async () => {
    order.push(name)
    await new Promise((resolve) => setImmediate(resolve))
  }, patient)
  await Promise.all([take('first', true), take('batch 1', true), take('batch 2', true), take('click 1'), take('click 2')])
  t.same(order, ['first', 'click 1', 'click 2', 'batch 1', 'batch 2'])
})

t.test('a thing whose use failed is lent again', async (t) => {
  const turns = openTurns(['a'], () => 0)
  await t.rejects(turns.take('', async () => { throw new Error('no') }), { message: 'no' })
  t.equal(await turns.take('', async (thing) => thing), 'a')
})

t.test('closing finishes what runs and refuses what waits', async (t) => {
  const turns = openTurns(['a'], () => 0)
  const { promise, resolve } = Promise.withResolvers<string>()
  const running = turns.take('', async () => await promise)
  await new Promise((resolve) => setImmediate(resolve))
  const waiting = turns.take('', never)
  waiting.catch(() => {})
  await new Promise((resolve) => setImmediate(resolve))
  const closing = turns.close()
  resolve('done')
  t.equal(await running, 'done')
  await t.rejects(waiting, { code: 'CHOHYO_CHROME_UNAVAILABLE' })
  await closing
  await t.rejects(turns.take('', never), { code: 'CHOHYO_CHROME_UNAVAILABLE' })
})
