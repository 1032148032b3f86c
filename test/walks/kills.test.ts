import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { testService } from '../service.ts'
import { checkWalk } from './check-walk.ts'
import { startProcess } from './start-process.ts'

// Ten starts of the service, each with its own browser, take their time on a busy machine.
t.setTimeout(240_000)

// The tenant and the org live in this process; the services that are killed are processes of their own on the same database.
const home = await testService(t, { worker: false })
const { sandbox, deps } = home
const recordId = sandbox.records['quote'] ?? ''
const token = await home.apiKey(sandbox.users[0]?.username ?? '', 'admin')
const settings = { DATABASE_URL: deps.config.DATABASE_URL, DATA_DIR: deps.config.dataDir, SANDBOX: 'off', LEASE_SECONDS: '2', LOG_LEVEL: 'error' }
const READ = { method: 'GET', path: /FROM Quote\b/ }
const INSERT = { method: 'POST', path: '/sobjects/ContentVersion' }

t.afterEach(() => sandbox.faults.clear())

async function ask (url: string, { key = randomUUID(), wait = 0 } = {}): Promise<{ status: number, document: Document }> {
  const answer = await fetch(`${url}/v1/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: `wait=${wait}`, 'idempotency-key': key },
    body: JSON.stringify({ mapping: 'quote_ja', recordId }),
    signal: AbortSignal.timeout(60_000)
  })
  return { status: answer.status, document: await answer.json() as Document }
}

/** The document at its end, asked from this process. */
async function settled (id: string): Promise<Document> {
  for (const until = Date.now() + 60_000; ;) {
    if (Date.now() > until) throw new Error(JSON.stringify(await stuck(id)))
    const document = (await home.call({ method: 'GET', url: `/v1/documents/${id}` })).json<Document>()
    if (document.state !== 'queued') return document
    await pause(100)
  }
}

/** What is known of a document that does not come to its end. */
const stuck = (id: string) => deps.database.withTenant(sandbox.orgId, async (trx) => ({
  parcel: await trx.selectFrom('parcel').innerJoin('document', 'document.parcel_id', 'parcel.id').selectAll('parcel').where('document.id', '=', id).execute(),
  outbox: await trx.selectFrom('outbox').innerJoin('document', 'document.parcel_id', 'outbox.parcel_id').selectAll('outbox').where('document.id', '=', id).execute(),
  tries: await tries(id),
  bells: await deps.queue.count()
}))

const tries = (id: string) => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel_attempt').innerJoin('document', 'document.parcel_id', 'parcel_attempt.parcel_id')
  .select(['outcome', 'owner']).where('document.id', '=', id).orderBy('epoch').execute())

async function until (true_: () => Promise<boolean> | boolean): Promise<void> {
  while (!await true_()) await pause(50)
}

const met = (count: number) => until(() => sandbox.faults.list().length <= count)

t.test('killed while it reads, while it files or before it has begun: another one takes over', async (t) => {
  let service = await startProcess(t, settings)
  for (const fault of [{ kind: 'slow', ms: 3000, match: READ } as const, { kind: 'slow', ms: 300, match: INSERT } as const]) {
    sandbox.faults.add(fault)
    const { status, document } = await ask(service.url)
    t.equal(status, 202)
    await met(0)
    await service.end('SIGKILL')
    service = await startProcess(t, settings)
    t.match(await settled(document.id), { state: 'done' })
    t.match(await tries(document.id), [{ outcome: 'crashed' }, { outcome: 'done' }])
  }
  // It has heard the bell and cannot claim yet: a bell that is gone for a parcel nobody has.
  const lock = new pg.Client({ connectionString: deps.config.DATABASE_URL })
  await lock.connect()
  await lock.query('begin; lock table parcel_attempt in share mode')
  const { document } = await ask(service.url)
  await until(async () => (await lock.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).rowCount === 1)
  await service.end('SIGKILL')
  await lock.end()
  service = await startProcess(t, settings)
  t.match(await settled(document.id), { state: 'done' })
  t.match(await tries(document.id), [{ outcome: 'done' }])
  await service.end('SIGKILL')
})

t.test('paused for longer than its lease, a worker writes nothing when it wakes', async (t) => {
  const sleeper = await startProcess(t, { ...settings, MODE: 'worker' })
  const before = sandbox.journal.files().length
  sandbox.faults.add({ kind: 'slow', ms: 500, match: READ })
  const { documentId } = await askHere()
  await met(0)
  sleeper.freeze(true)
  const heir = await startProcess(t, { ...settings, MODE: 'worker' })
  const finished = await settled(documentId)
  sleeper.freeze(false)
  // It finishes what it believes to be under way before it ends.
  t.same(await sleeper.end('SIGTERM'), { code: 0, signal: null })
  t.same(await settled(documentId), finished)
  const [first, second] = await tries(documentId)
  t.match([first, second], [{ outcome: 'crashed' }, { outcome: 'done' }])
  t.ok(first?.owner.endsWith(`-${sleeper.pid}`))
  t.ok(second?.owner.endsWith(`-${heir.pid}`))
  t.equal(sandbox.journal.files().length, before + 1)
  await heir.end('SIGKILL')
})

async function askHere (): Promise<{ documentId: string }> {
  const answer = await home.call({ method: 'POST', url: '/v1/documents', body: { mapping: 'quote_ja', recordId } })
  return { documentId: answer.json<Document>().id }
}

t.test('told to stop under load, it finishes what it has begun', async (t) => {
  const service = await startProcess(t, settings)
  const clicks = Array.from({ length: 8 }, () => ask(service.url, { wait: 50 }))
  await until(async () => (await home.call({ method: 'GET', url: '/v1/documents?limit=200' })).json<{ documents: Document[] }>().documents.filter(({ state }) => state === 'queued').length >= 4)
  const ending = service.end('SIGTERM')
  t.same((await Promise.all(clicks)).map(({ status, document }) => [status, document.state]), Array.from({ length: 8 }, () => [201, 'done']))
  t.same(await ending, { code: 0, signal: null })
})

t.test('killed again and again at random moments while people click', async (t) => {
  const clicks = Array.from({ length: 12 }, () => ({ key: randomUUID(), id: '' }))
  let service = await startProcess(t, settings)
  let over = false
  const clicking = Promise.all(clicks.map(async (click, at) => {
    await pause(at * 300)
    // A person whose click gets no answer clicks again; the page sends the same key.
    while (click.id === '') {
      const answer = await ask(service.url, { key: click.key }).catch(() => null)
      if (answer !== null && answer.status < 300) click.id = answer.document.id
      else await pause(200)
    }
  })).then(() => { over = true })
  for (let kill = 1; kill <= 2; kill += 1) {
    await pause(300 + Math.random() * 1500)
    await service.end('SIGKILL')
    service = await startProcess(t, settings)
  }
  await clicking
  t.ok(over)
  for (const { id } of clicks) t.match(await settled(id), { state: 'done' })
  t.equal(new Set(clicks.map(({ id }) => id)).size, clicks.length)
  for (const { key, id } of clicks.slice(0, 3)) t.equal((await ask(service.url, { key })).document.id, id, 'the same key still stands for the same document')
  await service.end('SIGTERM')
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkWalk(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
