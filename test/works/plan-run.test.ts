import t from 'tap'
import { claimParcel } from '../../server/documents/claim-parcel.ts'
import { cancelParcels } from '../../server/works/cancel-run.ts'
import { planRun } from '../../server/works/plan-run.ts'
import type { Run, StartRun } from '../../server/works/schema.ts'
import { startRun } from '../../server/works/start-run.ts'
import { openWorks } from './open-works.ts'

// No worker of the service runs here: each test is the worker, and no document is made.
const works = await openWorks(t, { worker: false, sandbox: { size: 3000 } })
const { sandbox, call, deps } = works
const [admin = '', , limited = '', private_ = ''] = sandbox.users.map(({ username }) => username)
const tenant = await works.tenant()
const accountId = sandbox.records['account'] ?? ''

t.afterEach(() => sandbox.faults.clear())

/** Publishes a form over accounts; `filter` is the View's own. */
async function publish (name: string, { filter, path = 'Phone' }: { filter?: unknown, path?: string } = {}): Promise<void> {
  const bodies = {
    views: { object: 'Account', columns: [{ name: 'name', path: 'Name' }, { name: 'shown', path }], ...filter !== undefined && { filter } },
    templates: { lang: 'ja', paper: { size: 'A4', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, html: '<h1>{{name}}</h1>', css: '', partials: {}, assets: {} },
    mappings: { view: name, template: name, fields: [{ name: 'name', formula: 'name' }], output: { fileName: '{name}', locale: 'ja-JP', timeZone: 'Asia/Tokyo' } }
  }
  for (const [kind, body] of Object.entries(bodies)) {
    for (const request of [{ method: 'PUT', url: `/v1/${kind}/${name}`, body: { label: name, body } }, { method: 'POST', url: `/v1/${kind}/${name}/publish` }] as const) {
      const answer = await call(request)
      if (answer.statusCode !== 200) throw new Error(answer.body)
    }
  }
}

const rows = (id: string) => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel').selectAll().where('run_id', '=', id).where('kind', '=', 'document').orderBy('position').execute())
const planOf = (id: string) => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel').selectAll().where('run_id', '=', id).where('kind', '=', 'plan').executeTakeFirstOrThrow())
const due = (id: string) => deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('parcel').set({ next_at: new Date(0) }).where('run_id', '=', id).execute())

/** Starts a run as this user and lets a worker plan it once. */
async function plan (ask: StartRun, username = admin): Promise<Run> {
  const user = await works.tenant(username, username === admin ? 'admin' : 'general')
  const { id } = await startRun(user, ask)
  await planOnce(id, username)
  return works.get(id)
}

async function planOnce (id: string, username = admin): Promise<void> {
  await planRun(await works.tenant(username), { tenantId: tenant.id, parcelId: (await planOf(id)).id, epoch: 0 })
}

const ids = async (where = '') => (await tenant.salesforce.query(`SELECT Id FROM Account${where} ORDER BY Id`)).records.map((record) => String(record['Id']))
const named = { path: 'Name', op: '!=', value: null } as const

await publish('company')

t.test('three thousand records that meet a filter are planned in pages, with the calls that were announced', async (t) => {
  const everything = await ids()
  t.ok(everything.length >= 3000 && everything.length < 4000)
  await tenant.salesforce.describe('Account')
  sandbox.journal.clear()
  const run = await plan({ mapping: 'company', source: { filter: named } })
  const calls = sandbox.journal.list().filter(({ path }) => !path.includes('/oauth2/'))
  t.equal(calls.length, 3, 'one to count, and one for each page of 2,000')
  t.ok(calls.every(({ user }) => user === admin))
  t.match(run, { state: 'running', total: everything.length, counts: { waiting: everything.length, running: 0, done: 0 } })
  const parcels = await rows(run.id)
  t.same(parcels.map(({ record_ids: [id] }) => id), everything, 'every record once, in the order of ids')
  t.same(parcels.map(({ position }) => position), everything.map((_, at) => at + 1))
  t.ok(parcels.every(({ record_name: name, lane, state }) => name !== null && lane === 'batch' && state === 'ready'))
  t.equal(new Set(parcels.map(({ created_at: at }) => at.getTime())).size, 1, 'all of the same day')
  const lines = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('outbox').innerJoin('parcel', 'parcel.id', 'outbox.parcel_id').select('outbox.dispatched_at').where('run_id', '=', run.id).where('parcel.kind', '=', 'document').execute())
  t.equal(lines.length, everything.length)
  t.ok((await deps.queue.count()).batch <= 16, 'the queue is not flooded: the outbox holds the rest')
})

t.test('a plan that was broken off goes on where it was, and nothing is planned twice', async (t) => {
  const everything = await ids()
  sandbox.faults.add({ kind: 'queryTimeout', times: 1, match: { path: /Id > '001/ } })
  const first = await plan({ mapping: 'company', source: { filter: named } })
  t.match(first, { state: 'running', total: null, counts: { waiting: 2000 }, error: null })
  t.match(await planOf(first.id), { state: 'ready', last_error: { code: 'CHOHYO_SALESFORCE_TIMED_OUT' } })
  await due(first.id)
  sandbox.journal.clear()
  await planOnce(first.id)
  t.equal(sandbox.journal.count(), 1, 'only what was left is read')
  t.match(await works.get(first.id), { total: everything.length, counts: { waiting: everything.length } })
  t.same((await rows(first.id)).map(({ record_ids: [id], position }) => [id, position]), everything.map((id, at) => [id, at + 1]))
})

t.test('a limit is kept, over pages too, and needs no counting', async (t) => {
  sandbox.journal.clear()
  t.equal((await plan({ mapping: 'company', source: { filter: named, limit: 2005 } })).total, 2005)
  t.equal(sandbox.journal.count(), 2)
  t.equal((await plan({ mapping: 'company', source: { filter: { path: 'Name', op: '=', value: 'nobody' }, limit: 5 } })).total, 0)
})

t.test('a run of nothing is done', async (t) => {
  t.match(await plan({ mapping: 'company', source: { filter: { path: 'Name', op: '=', value: 'nobody' } } }), { state: 'done', total: 0, finishedAt: /Z$/ })
})

t.test('the filter of the View holds too, and who reads sees only what is theirs', async (t) => {
  await publish('customers', { filter: { path: 'Type', op: '=', value: 'Customer' } })
  const source = { filter: named }
  t.equal((await plan({ mapping: 'customers', source })).total, (await ids(" WHERE Type = 'Customer'")).length)
  const own = await (await works.tenant(private_)).salesforce.query('SELECT Id FROM Account')
  t.equal((await plan({ mapping: 'company', source }, private_)).total, own.totalSize)
  t.ok(own.totalSize < 3000)
})

t.test('a child list is read by its lookup, and must hold what the mapping is made from', async (t) => {
  const quotes = await plan({ mapping: 'quote_ja', source: { parentId: sandbox.records['opportunity'] ?? '', relationship: 'Quotes' } })
  t.match(await rows(quotes.id), [{ record_ids: [sandbox.records['quote']] }])
  const elsewhere = await plan({ mapping: 'company', source: { parentId: accountId, relationship: 'Opportunities' } })
  t.match(elsewhere, { state: 'failed', total: null, error: { code: 'CHOHYO_LIST_ELSEWHERE', args: ['Opportunities', 'Opportunity', 'company', 'Account'] } })
})

t.test('a source that cannot be read fails the run with a sentence', async (t) => {
  const failing = async (ask: StartRun, error: { code: string, message?: RegExp }, username?: string) => {
    const run = await plan(ask, username)
    t.match(run, { state: 'failed', total: null, error, finishedAt: /Z$/ }, error.code)
    return run
  }
  await failing({ mapping: 'company', source: { filter: { path: 'Nmae', op: '=', value: 'x' } } }, { code: 'CHOHYO_FILTER_INVALID', message: /filter\.path: Account has no field Nmae.*did you mean Name/ })
  await failing({ mapping: 'company', source: { filter: { all: [{ path: 'CreatedDate', op: '>', value: 'soon' }] } } }, { code: 'CHOHYO_FILTER_INVALID', message: /filter\.all\[0\]\.value/ })
  await failing({ mapping: 'company', source: { parentId: accountId, relationship: 'Children' } }, { code: 'CHOHYO_LIST_UNKNOWN', message: /Account has no list Children/ })
  await failing({ mapping: 'company', source: { parentId: '001CY0000zzzzzzAAA', relationship: 'ChildAccounts' } }, { code: 'CHOHYO_RECORD_NOT_FOUND' })
  await failing({ mapping: 'company', source: { parentId: 'zzz000000000001AAA', relationship: 'Quotes' } }, { code: 'CHOHYO_OBJECT_NOT_FOUND' })
  await publish('revenue', { path: 'AnnualRevenue' })
  await failing({ mapping: 'revenue', source: { recordIds: [accountId] } }, { code: 'CHOHYO_FIELD_UNREADABLE' }, limited)
})

t.test('what failed in planning can be retried, once the reason is gone', async (t) => {
  sandbox.faults.add({ kind: 'requestLimit', times: 100, match: { path: /FROM.Account/ } })
  const { id } = await plan({ mapping: 'company', source: { filter: named, limit: 3 } })
  for (let attempt = 2; attempt <= 5; attempt += 1) {
    await due(id)
    await planOnce(id)
  }
  t.match(await works.get(id), { state: 'failed', error: { code: 'CHOHYO_SALESFORCE_LIMIT_REACHED' } })
  sandbox.faults.clear()
  t.match(await works.steer(id, 'retry'), { state: 'running', error: null, finishedAt: null })
  await planOnce(id)
  t.match(await works.get(id), { state: 'running', total: 3, counts: { waiting: 3 } })
})

t.test('a plan in which five workers died is set aside, and the run says so', async (t) => {
  const { id } = await startRun(tenant, { mapping: 'company', source: { filter: named } })
  const { id: parcelId } = await planOf(id)
  for (let death = 1; death <= 5; death += 1) {
    t.match(await claimParcel(tenant, { tenantId: tenant.id, parcelId, epoch: 0 }), { attempt: death, kind: 'plan' })
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('parcel').set({ lease_until: new Date(0) }).where('id', '=', parcelId).execute())
  }
  await planOnce(id)
  t.match(await works.get(id), { state: 'failed', total: null, error: { code: 'CHOHYO_RUN_QUARANTINED', args: ['5'] } })
  await works.steer(id, 'retry')
  await planOnce(id)
  t.ok((await works.get(id)).total)
})

t.test('of thousands that failed the first are renewed at once, the rest by a worker, and none that failed since', async (t) => {
  const { id, total } = await plan({ mapping: 'company', source: { filter: named } })
  const fail = (from: number, to: number) => deps.database.withTenant(sandbox.orgId, async (trx) => {
    const failed = await trx.updateTable('parcel').set({ state: 'failed', done_at: new Date(), last_error: JSON.stringify({ code: 'CHOHYO_UNEXPECTED', message: 'x', status: 500, args: [] }) })
      .where('run_id', '=', id).where('kind', '=', 'document').where('position', '>', from).where('position', '<=', to).returning('id').execute()
    await trx.updateTable('document').set({ state: 'failed' }).where('parcel_id', 'in', failed.map((parcel) => parcel.id)).execute()
    await trx.updateTable('run').set((run) => ({ failed: run('failed', '+', failed.length) })).where('id', '=', id).execute()
  })
  await fail(0, 2600)
  t.match(await works.steer(id, 'retry'), { state: 'running', counts: { failed: 600, waiting: (total ?? 0) - 600 } })
  await fail(0, 1)
  await planOnce(id)
  t.match(await works.get(id), { state: 'running', total, counts: { failed: 1, waiting: (total ?? 0) - 1 } })
  t.equal((await works.parcels(id, 'failed')).length, 1)
})

t.test('a very large run that was cancelled is cleared by the workers, and looks cancelled from the first moment', async (t) => {
  const { id, total } = await plan({ mapping: 'company', source: { filter: named } })
  // As if the process had died right after its first commit.
  await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('run').set({ state: 'cancelled' }).where('id', '=', id).execute())
  const asked = { state: 'cancelled', counts: { waiting: 0, cancelled: total } }
  t.match(await works.get(id), { ...asked, finishedAt: null })
  t.equal((await works.parcels(id, 'waiting')).length, 0)
  t.match((await call({ url: `/v1/runs/${id}/parcels?state=cancelled&limit=1` })).json(), { parcels: [{ state: 'cancelled' }], next: '1' })
  const [first] = await rows(id)
  for (let bell = 1; bell <= 3; bell += 1) await cancelParcels(tenant, { tenantId: tenant.id, parcelId: first?.id ?? '', epoch: 0 })
  t.match(await works.get(id), { ...asked, finishedAt: /Z$/ })
  t.ok((await rows(id)).every(({ state }) => state === 'cancelled'))
})

t.test('cancelled before, or while, it is planned, a run plans nothing more', async (t) => {
  const before = await startRun(tenant, { mapping: 'company', source: { filter: named } })
  t.match(await works.steer(before.id, 'cancel'), { state: 'cancelled', total: null, finishedAt: /Z$/ })
  await planOnce(before.id)
  t.same(await rows(before.id), [])

  sandbox.faults.add({ kind: 'slow', ms: 1500, match: { path: /Id > '001/ } })
  const { id } = await startRun(tenant, { mapping: 'company', source: { filter: named } })
  const planning = planOnce(id)
  while ((await works.get(id)).counts.waiting < 2000) await new Promise((resolve) => setTimeout(resolve, 20))
  t.match(await works.steer(id, 'cancel'), { state: 'cancelled', counts: { waiting: 0, cancelled: 2000 }, finishedAt: null })
  await planning
  t.match(await works.get(id), { state: 'cancelled', total: null, counts: { waiting: 0, cancelled: 2000 }, finishedAt: /Z$/ })
  t.equal((await rows(id)).length, 2000)
})
