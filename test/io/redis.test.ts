import t from 'tap'
import { openQueue } from '../../server/io/queue.ts'
import { openRedis } from '../../server/io/redis.ts'
import { silent, startTestRedis, testRedis } from '../stores.ts'

const skip = process.env.TEST_WITHOUT_REDIS

t.test('a Redis that may evict keys is refused with a sentence', { skip }, async (t) => {
  const url = await testRedis(t, '--maxmemory-policy', 'allkeys-lru')
  await t.rejects(openRedis(url, silent), { code: 'CHOHYO_CONFIG_INVALID', message: /REDIS_URL.*allkeys-lru.*noeviction/ })
})

t.test('a Redis that does not answer is refused with a sentence', async (t) => {
  await t.rejects(openRedis('redis://127.0.0.1:1', silent), { code: 'CHOHYO_CONFIG_INVALID', message: /REDIS_URL.*does not answer/ })
})

t.test('while Redis is away ringing fails instead of waiting, because the outbox rings again', { skip }, async (t) => {
  const { url, stop } = await startTestRedis()
  const queue = await openQueue({ redisUrl: url }, silent)
  await queue.ring('batch', { tenantId: 't', parcelId: 'p', epoch: 0 })
  await stop()
  await t.rejects(queue.ring('batch', { tenantId: 't', parcelId: 'p', epoch: 1 }))
  await t.resolves(queue.close(), 'and the queue can be closed')
})
