import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import t from 'tap'
import { ringAgain, ringOutbox } from '../../server/documents/ring-outbox.ts'
import type { Document } from '../../server/documents/schema.ts'
import type { Bell, Queue } from '../../server/io/queue.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { testService } from '../service.ts'
import { startTestRedis, testDatabase } from '../stores.ts'
import { checkWalk } from '../walks/check-walk.ts'

const skip = process.env.TEST_WITHOUT_REDIS

t.test('the bells of an org that is parked wait until it is active again, and hold up nobody', async (t) => {
  const { database } = await testDatabase(t)
  const rung: string[] = []
  const deps = { database, queue: { ring: async (_lane: string, { tenantId }: Bell) => { rung.push(tenantId) } } as unknown as Queue }
  const turn = async () => {
    rung.length = 0
    await ringOutbox(deps)
    await ringAgain(deps)
    return [...rung].sort()
  }
  for (const tenant of [tenantA, tenantB]) {
    await database.withTenant(tenant, async (trx) => {
      const { runId, parcelId } = await fillTenant(trx, tenant)
      await trx.insertInto('outbox').values({ tenant_id: tenant, parcel_id: parcelId, epoch: 1, lane: 'interactive', created_at: new Date(0) }).execute()
      await trx.insertInto('parcel').values({ tenant_id: tenant, run_id: runId, key: 'orphan', mapping: 'm', record_ids: ['001'], state: 'running', lease_until: new Date(0) }).execute()
    })
  }
  const change = (state: 'active' | 'parked') => database.withTenant(tenantB, (trx) => trx.updateTable('tenant').set({ state }).execute())
  await change('parked')
  t.same(await turn(), [tenantA, tenantA, tenantA], 'its outbox, its orphan, its waiting parcel')
  await change('active')
  t.same(await turn(), [tenantA, tenantA, tenantB, tenantB, tenantB])
})

t.test('Redis may forget everything', { skip }, async (t) => {
  let redis = await startTestRedis()
  // Teardowns run from the last to the first: the service closes before its Redis goes.
  t.teardown(() => redis.stop())
  const service = await testService(t, { settings: { REDIS_URL: redis.url } })
  const { sandbox, deps, call } = service

  const ask = async () => {
    const answer = await call({ method: 'POST', url: '/v1/documents', body: { mapping: 'quote_ja', recordId: sandbox.records['quote'] } })
    if (answer.statusCode !== 202) throw new Error(answer.body)
    return answer.json<Document>().id
  }
  const settled = async (id: string) => {
    for (;;) {
      const { state } = (await call({ method: 'GET', url: `/v1/documents/${id}` })).json<Document>()
      if (state !== 'queued') return state
      await pause(50)
    }
  }
  /** More than are taken at a time, so that some wait with nothing but a bell in Redis. */
  const askMany = () => {
    sandbox.faults.add({ kind: 'slow', ms: 1500, times: 4, match: { path: /FROM Quote\b/ } })
    return Promise.all(Array.from({ length: 10 }, ask))
  }
  const waiting = () => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel').select('id').where('state', '=', 'ready').execute())

  t.test('emptied while documents wait, it is filled again from the database', async (t) => {
    const ids = await askMany()
    const client = new Redis(redis.url.replace('unix://', ''))
    await client.flushall()
    client.disconnect()
    // Some are taken between the two looks; none may be overlooked.
    t.ok(await ringAgain(deps) >= (await waiting()).length)
    for (const id of ids) t.equal(await settled(id), 'done')
  })

  t.test('killed and started empty while people click, it costs none of them anything', async (t) => {
    const before = await askMany()
    const restarting = redis.restart()
    const during = await Promise.all(Array.from({ length: 5 }, ask))
    redis = await restarting
    // As the worker does it every now and then: until Redis answers again.
    while (await ringAgain(deps).then(() => false, () => true)) await pause(100)
    const after = await ask()
    for (const id of [...before, ...during, after]) t.equal(await settled(id), 'done')
  })

  t.test('what was rung is not rung again', async (t) => {
    t.equal(await ringOutbox(deps), 0)
    t.equal(await ringAgain(deps), 0)
  })

  t.test('after all of this nothing is lost and nothing doubled', async (t) => {
    await checkWalk(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
  })
})
