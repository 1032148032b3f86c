import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { startPostgres } from '../../server/io/postgres.ts'
import { openQueue } from '../../server/io/queue.ts'
import { silent, startTestRedis, testDatabaseUrl, testFolder, testRedis } from '../stores.ts'
import { queueSuite, until } from './queue-suite.ts'

t.test('the queue on PostgreSQL', async (t) => {
  await queueSuite(t, async (t) => ({ postgresUrl: await testDatabaseUrl(t) }))
})

t.test('the queue on Redis', { skip: process.env.TEST_WITHOUT_REDIS }, async (t) => {
  await queueSuite(t, async (t) => ({ redisUrl: await testRedis(t) }))
})

t.test('while Redis is gone a service can still stop, after what it has begun', { skip: process.env.TEST_WITHOUT_REDIS }, async (t) => {
  const redis = await startTestRedis()
  t.teardown(redis.stop)
  const service = spawn(process.execPath, [join(import.meta.dirname, 'stop-without-redis.ts'), redis.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => service.kill('SIGKILL'))
  let said = ''
  service.stdout.on('data', (text) => { said += String(text) })
  const left = once(service, 'exit')
  await until(() => said.includes('begun'))
  await redis.kill()
  service.kill('SIGTERM')
  t.same(await left, [0, null])
  t.equal(said, 'begun p\nended p\n')
})

t.test('a PostgreSQL whose user may not make the queue’s tables is refused with a sentence', async (t) => {
  const url = await testDatabaseUrl(t)
  await t.rejects(openQueue({ postgresUrl: url.replace('//chohyo@', '//nobody@') }, silent), { code: 'CHOHYO_DATABASE_NOT_READY', message: /queue:/ })
})

t.test('a PostgreSQL that was killed and started again is rung and answered again', async (t) => {
  const dir = join(await testFolder(t), 'postgres')
  const { url, stop } = await startPostgres({ dir, log: silent })
  t.teardown(stop)
  const queue = await openQueue({ postgresUrl: url }, silent)
  t.teardown(() => queue.close())
  const heard: string[] = []
  await queue.answer('batch', 1, async ({ parcelId }) => { heard.push(parcelId) })
  await queue.ring('batch', { tenantId: 't', parcelId: 'before', epoch: 0 })
  await until(() => heard.length === 1)
  const [pid] = (await readFile(join(dir, 'data/postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await sleep(50)
  await until(() => queue.ring('batch', { tenantId: 't', parcelId: 'after', epoch: 0 }).then(() => true, () => false))
  await until(() => heard.includes('after'))
  // A bell that was being put away when the server died may be heard once more: it rings at least once.
  t.same([...new Set(heard)], ['before', 'after'])
})
