import t from 'tap'
import { openQueue } from '../../server/io/queue.ts'
import { openRedis } from '../../server/io/redis.ts'
import { silent, startTestRedis, testRedis } from '../stores.ts'
import { until } from './queue-suite.ts'

const skip = process.env.TEST_WITHOUT_REDIS

t.test('a Redis that may evict keys is refused with a sentence', { skip }, async (t) => {
  const url = await testRedis(t, '--maxmemory-policy', 'allkeys-lru')
  await t.rejects(openRedis(url, silent), { code: 'CHOHYO_CONFIG_INVALID', message: /REDIS_URL.*allkeys-lru.*noeviction/ })
})

t.test('a Redis that does not answer is refused with a sentence', async (t) => {
  await t.rejects(openRedis('redis://127.0.0.1:1', silent), { code: 'CHOHYO_CONFIG_INVALID', message: /REDIS_URL.*does not answer \(connect ECONNREFUSED/ })
})

t.test('while Redis is away ringing fails instead of waiting, because the outbox rings again', { skip }, async (t) => {
  const { url, stop } = await startTestRedis()
  const queue = await openQueue({ redisUrl: url }, silent)
  await queue.ring('batch', { tenantId: 't', parcelId: 'p', epoch: 0 })
  await stop()
  await t.rejects(queue.ring('batch', { tenantId: 't', parcelId: 'p', epoch: 1 }))
  await t.resolves(queue.close(), 'and the queue can be closed')
})

t.test('a Redis that was killed and came back empty is rung and answered again', { skip }, async (t) => {
  const first = await startTestRedis()
  const queue = await openQueue({ redisUrl: first.url }, silent)
  const heard: string[] = []
  await queue.answer('batch', 1, async ({ parcelId }) => { heard.push(parcelId) })
  await queue.ring('batch', { tenantId: 't', parcelId: 'before', epoch: 0 })
  await until(() => heard.length === 1)
  const second = await first.restart()
  t.teardown(second.stop)
  await until(() => queue.ring('batch', { tenantId: 't', parcelId: 'after', epoch: 0 }).then(() => true, () => false))
  await until(() => heard.length > 1)
  t.same(heard, ['before', 'after'])
  await queue.close()
})
