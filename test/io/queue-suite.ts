import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { openQueue } from '../../server/io/queue.ts'
import type { Bell, QueueOptionsChoice } from '../../server/io/queue.ts'
import { silent } from '../stores.ts'

const tenantId = '00D00000000000AAAA'
const bell = (parcelId: string, epoch = 0): Bell => ({ tenantId, parcelId, epoch })

/** What the queue has to do on every store; `store` makes a fresh one. */
export async function queueSuite (t: Test, store: (t: Test) => Promise<QueueOptionsChoice>): Promise<void> {
  const open = async (t: Test, options: QueueOptionsChoice) => {
    const queue = await openQueue(options, silent)
    t.teardown(() => queue.close())
    return queue
  }

  await t.test('a bell is heard on its lane, as it was rung, and is then forgotten', async (t) => {
    const queue = await open(t, await store(t))
    const heard: Array<[string, Bell]> = []
    await queue.answer('interactive', 2, async (it) => { heard.push(['interactive', it]) })
    await queue.answer('batch', 2, async (it) => { heard.push(['batch', it]) })
    await queue.ring('interactive', bell('p1'))
    await queue.ring('batch', bell('p2', 3))
    await until(() => heard.length === 2)
    t.same(heard.sort(), [['batch', bell('p2', 3)], ['interactive', bell('p1')]])
    await until(async () => (await queue.count()).interactive === 0 && (await queue.count()).batch === 0)
    t.same(await queue.count(), { interactive: 0, batch: 0 })
  })

  await t.test('ringing twice for one parcel and epoch is ringing once; a new epoch is a new bell', async (t) => {
    const queue = await open(t, await store(t))
    await Promise.all([1, 2, 3].map(() => queue.ring('batch', bell('p1'))))
    await queue.ring('batch', bell('p1', 1))
    await queue.ring('batch', bell('p2'))
    t.same(await queue.count(), { interactive: 0, batch: 3 })
    const heard: string[] = []
    await queue.answer('batch', 1, async ({ parcelId, epoch }) => { heard.push(`${parcelId}.${epoch}`) })
    await until(() => heard.length >= 3)
    await sleep(50)
    t.same(heard.sort(), ['p1.0', 'p1.1', 'p2.0'])
    await queue.ring('batch', bell('p1'))
    await until(() => heard.length === 4)
    t.equal(heard.at(-1), 'p1.0', 'after it was answered the same bell can be rung again')
  })

  await t.test('a bell rung while nobody listens waits, across a restart', async (t) => {
    const options = await store(t)
    const first = await openQueue(options, silent)
    await first.ring('batch', bell('p1'))
    await first.close()
    const queue = await open(t, options)
    t.same(await queue.count(), { interactive: 0, batch: 1 })
    const heard: string[] = []
    await queue.answer('batch', 1, async ({ parcelId }) => { heard.push(parcelId) })
    await until(() => heard.length === 1)
    t.same(heard, ['p1'])
  })

  await t.test('the bells of one tenant are taken away, and no others', async (t) => {
    const queue = await open(t, await store(t))
    const other = '00D00000000000BAAB'
    await Promise.all(Array.from({ length: 1100 }, (_, index) => queue.ring('batch', { tenantId: index % 3 === 0 ? other : tenantId, parcelId: `p${index}`, epoch: 0 })))
    await queue.ring('interactive', bell('click'))
    t.equal(await queue.forget(tenantId), 734)
    t.same(await queue.count(), { interactive: 0, batch: 367 })
    const heard = new Set<string>()
    await queue.answer('batch', 20, async (it) => { heard.add(it.tenantId) })
    await until(async () => (await queue.count()).batch === 0)
    t.same([...heard], [other])
  })

  await t.test('no more bells than asked for are answered at the same time, by several workers each once', async (t) => {
    const options = await store(t)
    const [one, other] = [await open(t, options), await open(t, options)]
    const heard: string[] = []
    let now = 0
    let most = 0
    for (const queue of [one, other]) {
      await queue.answer('batch', 2, async ({ parcelId }) => {
        most = Math.max(most, ++now)
        await sleep(5)
        heard.push(parcelId)
        now--
      })
    }
    const parcels = Array.from({ length: 60 }, (_, index) => `p${index}`)
    await Promise.all(parcels.map((parcelId) => one.ring('batch', bell(parcelId))))
    await until(() => heard.length >= 60)
    t.same(heard.sort(), parcels.sort())
    t.ok(most <= 4 && most >= 2, `at most 2 a worker, ${most} in all`)
  })

  await t.test('a bell heard in vain is not repeated, and the next is heard', async (t) => {
    const queue = await open(t, await store(t))
    const heard: string[] = []
    await queue.answer('interactive', 1, async ({ parcelId }) => {
      heard.push(parcelId)
      if (parcelId === 'bad') throw new Error('out of order')
    })
    await queue.ring('interactive', bell('bad'))
    await queue.ring('interactive', bell('good'))
    await until(() => heard.length === 2)
    await until(async () => (await queue.count()).interactive === 0)
    t.same([heard, await queue.count()], [['bad', 'good'], { interactive: 0, batch: 0 }])
  })

  await t.test('closing waits for the bell that is being answered and takes no other', async (t) => {
    const options = await store(t)
    const queue = await openQueue(options, silent)
    const [started, ended] = [[] as string[], [] as string[]]
    await queue.answer('batch', 1, async ({ parcelId }) => {
      started.push(parcelId)
      await sleep(150)
      ended.push(parcelId)
    })
    await queue.ring('batch', bell('p1'))
    await queue.ring('batch', bell('p2'))
    await until(() => started.length === 1)
    await queue.close()
    t.same(ended, started, 'what was begun is finished')
    t.same(ended, ['p1'])
    t.same(await (await open(t, options)).count(), { interactive: 0, batch: 1 })
  })
}

export async function until (condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let rounds = 0; rounds < 1000 && !await condition(); rounds++) await sleep(10)
}
