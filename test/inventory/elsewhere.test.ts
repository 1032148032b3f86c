import { existsSync, readdirSync } from 'node:fs'
import { Redis } from 'ioredis'
import pg from 'pg'
import t from 'tap'
import { openLog } from '../../server/io/log.ts'
import { openQueue } from '../../server/io/queue.ts'
import { INVENTORY_FOLDER, INVENTORY_LOG, INVENTORY_OBJECTS, INVENTORY_QUEUE } from '../../server/tenants/inventory-elsewhere.ts'
import { filesOf } from '../../server/tenants/open-tenant.ts'
import { testService } from '../service.ts'
import { silent, testRedis } from '../stores.ts'
import { make } from './make.ts'

const lines: Array<Record<string, unknown>> = []
const log = openLog('debug', { write: (line) => { lines.push(JSON.parse(line) as Record<string, unknown>) } })
const { app, call, deps, sandbox } = await testService(t, { sandbox: { orgNumber: 9131 }, log, settings: { LOG_LEVEL: 'debug' } })

t.test('a run is made for the inventory to be held against', async (t) => {
  const body = { mapping: 'invoice_ja', recordId: sandbox.records.invoice }
  await make(call, body)
  await make(call, { ...body, recordId: '001000000000000AAA' })
  t.equal((await call({ method: 'POST', url: '/v1/documents', body: { mapping: 'nope' } })).statusCode, 400)
  t.equal((await app.inject({ url: '/v1/documents?counterparty=x', headers: { authorization: 'Bearer chy_nobody' } })).statusCode, 401)
  const run = await call({ method: 'POST', url: '/v1/runs', body: { mapping: 'invoice_ja', source: { recordIds: [sandbox.records.invoice, sandbox.records.englishInvoice] }, join: 'merged' } })
  t.ok(run.statusCode < 500, run.body)
})

t.test('every stored object has a key of a form that is in the inventory', async (t) => {
  const forms = Object.keys(INVENTORY_OBJECTS).map((form) => new RegExp(`^${form.replace(/[.]/g, '\\.').replace(/<\w+>/g, '[A-Za-z0-9-]+')}$`))
  const keys: string[] = []
  for await (const page of deps.files.list(filesOf(sandbox.orgId))) keys.push(...page)
  t.ok(keys.some((key) => key.includes('/documents/')) && keys.some((key) => key.includes('/assets/')))
  t.same(keys.filter((key) => !forms.some((form) => form.test(key))), [])
})

t.test('a bell in the queue has the members of the inventory and no others, on both stores', async (t) => {
  const members = Object.keys(INVENTORY_QUEUE)
  const bell = { tenantId: sandbox.orgId, parcelId: '01900000-0000-7000-8000-000000000000', epoch: 7 }
  await deps.queue.ring('batch', { ...bell, epoch: 99 })
  const redisUrl = await testRedis(t)
  const queue = await openQueue({ redisUrl }, silent)
  t.teardown(() => queue.close())
  await queue.ring('batch', bell)
  const redis = new Redis(redisUrl)
  t.teardown(() => { redis.disconnect() })
  const jobs = await redis.keys('bull:chohyo-batch:*.7')
  t.same(Object.keys(JSON.parse(await redis.hget(jobs[0] ?? '', 'data') ?? '{}') as object).sort(), ['epoch', 'parcelId', 'tenantId'])
  const client = new pg.Client({ connectionString: deps.config.DATABASE_URL })
  await client.connect()
  t.teardown(() => client.end())
  const { rows: tables } = await client.query<{ name: string }>("select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.columns where column_name = 'data' and table_schema not in ('pg_catalog', 'information_schema')")
  t.ok(tables.length > 0)
  for (const { name } of tables) {
    const { rows } = await client.query<{ data: string | object | null }>(`select data from ${name}`)
    const seen = new Set(rows.flatMap(({ data }) => Object.keys(typeof data === 'string' ? JSON.parse(data) as object : data ?? {})))
    t.same([...seen].filter((member) => !members.includes(member)), [], name)
  }
})

t.test('the log has the fields of the inventory and no others', async (t) => {
  const fields = new Set(lines.flatMap((line) => namesOf(line)))
  t.ok(fields.has('req.path') && fields.has('tenant'))
  t.same([...fields].filter((name) => !Object.hasOwn(INVENTORY_LOG, name)).sort(), [])
})

t.test('the folder of an installation holds what the inventory says', async (t) => {
  const known = Object.keys(INVENTORY_FOLDER).map((name) => name.split('/')[0])
  const dir = deps.config.dataDir
  const there = existsSync(dir) ? readdirSync(dir) : []
  t.ok(there.includes('chrome') && there.includes('files'))
  t.same(there.filter((name) => !known.includes(name) && !['postgres', 'files'].includes(name)), [])
})

function namesOf (value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || path === 'err.cause') return [path]
  return Object.entries(value).flatMap(([name, inner]) => namesOf(inner, path === '' ? name : `${path}.${name}`))
}
