import t from 'tap'
import { openQueue } from '../../server/io/queue.ts'
import { silent, testDatabaseUrl, testRedis } from '../stores.ts'
import { queueSuite } from './queue-suite.ts'

t.test('the queue on PostgreSQL', async (t) => {
  await queueSuite(t, async (t) => ({ postgresUrl: await testDatabaseUrl(t) }))
})

t.test('the queue on Redis', { skip: process.env.TEST_WITHOUT_REDIS }, async (t) => {
  await queueSuite(t, async (t) => ({ redisUrl: await testRedis(t) }))
})

t.test('a PostgreSQL whose user may not make the queue’s tables is refused with a sentence', async (t) => {
  const url = await testDatabaseUrl(t)
  await t.rejects(openQueue({ postgresUrl: url.replace('//chohyo@', '//nobody@') }, silent), { code: 'CHOHYO_DATABASE_NOT_READY', message: /queue:/ })
})
