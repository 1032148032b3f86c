import { createHash, createPrivateKey, randomBytes } from 'node:crypto'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { generateSync } from 'otplib'
import pg from 'pg'
import t from 'tap'
import { openLog } from '../../server/io/log.ts'
import { startPostgres } from '../../server/io/postgres.ts'
import { openQueue } from '../../server/io/queue.ts'
import { logIn } from '../../server/io/salesforce-log-in.ts'
import { setSettings } from '../../server/tenants/set-settings.ts'
import { findCertificate } from '../../server/tenants/certify-erasure.ts'
import { stepOffboarding } from '../../server/tenants/step-offboarding.ts'
import { chromeDir } from '../chrome.ts'
import { KEYS, testService } from '../service.ts'
import { silent, testFolder, testRedis } from '../stores.ts'
import { signedIn } from '../tenants/admins.ts'
import { openNeighbour } from '../tenants/neighbour.ts'
import { findCanaries, formsOf } from './find-canaries.ts'
import { make } from './make.ts'

// Every store in a folder of its own, so that all of its bytes can be looked at.
const home = await testFolder(t)
const at = { postgres: join(home, 'postgres'), data: join(home, 'data'), redis: join(home, 'redis'), logs: join(home, 'logs'), keys: join(home, 'keys') }
for (const dir of [at.data, at.redis, at.logs]) await mkdir(dir)
await symlink(chromeDir, join(at.data, 'chrome'))
const postgres = await startPostgres({ dir: at.postgres, log: silent })
t.teardown(() => postgres.stop())
const REDIS_URL = await testRedis(t, '--dir', at.redis, '--appendonly', 'yes', '--save', '1 1')
let written = ''
const log = openLog('debug', { write: (line) => { written += line } })
const service = await testService(t, { sandbox: { orgNumber: 9141 }, log, settings: { DATABASE_URL: postgres.url, DATA_DIR: at.data, KEYS_DIR: at.keys, REDIS_URL, LOG_LEVEL: 'debug' } })
const { app, deps, sandbox, call, tenant, apiKey } = service
const id = sandbox.orgId

// PostgreSQL packs long values; unpacked they can be seen.
const root = new pg.Client({ connectionString: postgres.url.replace('//chohyo@', '//postgres@') })
await root.connect()
t.teardown(() => root.end())
await root.query(`do $$ declare r record; begin
  for r in select c.oid::regclass as name, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r' and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and a.attstorage in ('x', 'm') and a.attnum > 0
  loop execute format('alter table %s alter %I set storage external', r.name, r.attname); end loop; end $$`)

/** Long enough that no sealed value holds it by chance, in whatever form. */
const MARK = 'quokkaquokkaquokka'

/** A word that stands nowhere else, for each place where something private comes in. */
const canaries: Record<string, string> = {}
function canary (what: string): string {
  canaries[what] ??= `${MARK}${randomBytes(6).toString('hex')}`
  return canaries[what]
}

// What the service itself makes, as far as it leaves it: the tokens it logs in to Salesforce with.
const fetchAsIs = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const header = new Headers(init?.headers).get('authorization') ?? ''
  if (header.startsWith('Bearer ')) canaries['access token of Salesforce'] ??= header.slice(7)
  return fetchAsIs(input, init)
}
t.teardown(() => { globalThis.fetch = fetchAsIs })

const quote = sandbox.records.quote ?? ''

t.test('canaries are planted wherever something private comes in, in a full run', async (t) => {
  await change({ Subject__c: canary('a field of the record'), Description: `${canary('the notes of the record')} <b>`, DeliveryPlace__c: canary('another field of the record') })
  const { body: template } = await draftOf('templates', 'quote_ja')
  const { body: view } = await draftOf('views', 'quote_ja')
  const { body: mapping } = await draftOf('mappings', 'quote_ja')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>${canary('bytes of an asset')}</desc><rect width="9" height="9"/></svg>`
  t.equal((await call({ method: 'PUT', url: '/v1/assets/mark.svg', headers: { 'content-type': 'application/octet-stream' }, payload: Buffer.from(svg) })).statusCode, 200)
  await put('templates', { ...template, html: `${String(template.html)}<p>${canary('text of a template')}</p>`, css: `${String(template.css)}\n/* ${canary('styles of a template')} */` })
  await put('views', view)
  const [first, ...fields] = mapping.fields as Array<Record<string, unknown>>
  await put('mappings', { ...mapping, fields: [{ ...first, formula: `"${canary('a formula')}" & number` }, ...fields], output: { ...mapping.output as object, fileName: `${canary('the name of a file')}_{number}_{subject}` } })
  const { id: documentId, fileName, state } = await make(call, { mapping: 'quote_ja', recordId: quote })
  t.equal(state, 'done')
  t.match(fileName, canary('the name of a file'), 'planted for real')
  const pdf = (await call({ url: `/v1/documents/${documentId}/content` })).rawPayload
  canaries['bytes of a document'] = pdf.subarray(600, 640).toString('latin1')

  for (const as of ['pdf', 'html', 'data', 'pages']) t.equal((await call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId: quote, as } })).statusCode, 200, as)
  const run = await call({ method: 'POST', url: '/v1/runs', body: { mapping: 'quote_ja', source: { filter: { field: 'Name', op: 'ne', value: canary('the filter of a run') }, limit: 3 }, join: 'merged' } })
  t.equal(run.statusCode < 500, true, run.body)
  await call({ method: 'POST', url: '/v1/runs', body: { mapping: 'quote_ja', source: { recordIds: [quote] } } })
  await until(async () => (await call({ url: '/v1/runs' })).json<{ runs: Array<{ finishedAt: string | null }> }>().runs.every(({ finishedAt }) => finishedAt !== null))

  await put('mappings', { ...mapping, fields: [{ ...first, formula: `$error("${canary('the sentence of an error')}" & subject)` }, ...fields] })
  t.match(await make(call, { mapping: 'quote_ja', recordId: quote }), { state: 'failed', error: { message: new RegExp(canary('the sentence of an error')) } }, 'a document that fails, and says so to who asked')
  await put('mappings', mapping)

  const reason = (what: string) => ({ reason: canary(what) })
  for (const request of [
    { method: 'PUT', url: `/v1/documents/${documentId}/hold`, body: reason('the reason of a hold') },
    { method: 'DELETE', url: `/v1/documents/${documentId}/hold`, body: reason('the reason of a release') },
    { method: 'POST', url: `/v1/documents/${documentId}/corrections`, headers: { prefer: 'wait=40' }, body: reason('the reason of a correction') },
    { method: 'DELETE', url: `/v1/documents/${documentId}`, body: reason('the reason of a withdrawal') }
  ] as Array<InjectOptions & { url: string }>) t.ok((await call(request)).statusCode < 300, request.url)

  await call({ url: `/v1/documents?counterparty=${canary('a search in an address')}` })
  await call({ method: 'POST', url: '/v1/documents', body: { mapping: canary('a body that is refused'), recordId: 'x' } })
  await call({ method: 'POST', url: '/v1/documents', headers: { 'content-type': 'application/json' }, payload: `{"${canary('a body that is no JSON')}` })
  await app.inject({ url: '/v1/documents', headers: { authorization: `Bearer ${canary('a token that is refused')}`, 'user-agent': canary('a header'), cookie: `x=${canary('a cookie')}` } })
  await app.inject({ method: 'POST', url: '/v1/session', body: { user: 'nobody@canary.example', password: canary('a wrong password') } })

  await enterConsole()
  canaries['an API key'] = await apiKey(sandbox.users[0]?.username ?? '')
  await call({ url: '/v1/tenant', token: canaries['an API key'] })
  await setSettings(await tenant(), { history: { webhook: { url: 'https://siem.example/', secret: canary('the secret of a webhook').padEnd(20, 'x') } }, sso: { issuer: 'https://login.example', clientId: 'c', clientSecret: canary('the secret of single sign-on') } })
  await setSettings(await tenant(), { history: { webhook: null }, sso: null })
  canaries['our private key for the org'] = KEYS.privateKey.split('\n')[3] ?? ''
  canaries['our private key for the org, its bytes'] = createPrivateKey(KEYS.privateKey).export({ type: 'pkcs8', format: 'der' }).subarray(200, 232).toString('latin1')
  t.type(canaries['access token of Salesforce'], 'string')
  const queue = await openQueue({ postgresUrl: postgres.url }, silent)
  await queue.ring('batch', { tenantId: id, parcelId: documentId, epoch: 99 })
  await queue.close()
})

t.test('none of them is found in the database, its log of writes, the file store, Redis or the log', async (t) => {
  const names = Object.keys(canaries)
  t.ok(names.length >= 29, `${names.length} canaries`)
  t.same(await scan(), [])
})

t.test('the scan finds what is there: planted plainly, it is seen in each store', async (t) => {
  for (const folder of [at.postgres, at.redis, at.logs]) t.not((await findCanaries([folder], { id })).found.length, 0, `the id of the org is plain, and seen in ${folder.slice(home.length)}`)
  const words = { postgres: 'numbat-in-postgres', file: 'numbat-in-a-file' }
  await root.query('create table planted (text text)')
  await root.query('insert into planted values ($1)', [words.postgres])
  await root.query('checkpoint')
  await writeFile(join(at.logs, 'planted'), Buffer.from(words.file).toString('base64'))
  const { found } = await findCanaries([at.postgres, at.logs], words)
  t.same([...new Set(found.map(({ what }) => what))].sort(), ['file', 'postgres'])
  await root.query('drop table planted')
})

t.test('after the tenant has left, neither, nor in its certificate; and the neighbour has all of its own', async (t) => {
  const neighbour = await openNeighbour(t, service, 9142)
  const theirs = await make(neighbour.call, { mapping: 'invoice_ja', recordId: neighbour.sandbox.records.invoice })
  const [aiko, ben] = [await signedIn(service, 'aiko@canary.example'), await signedIn(service, 'ben@canary.example')]
  const url = '/v1/tenant/offboarding'
  t.equal((await aiko({ method: 'POST', url, body: { confirm: 'Test org', reason: canary('the reason to leave'), runs: 'cancel' } })).statusCode, 202)
  await ben({ method: 'POST', url: `${url}/confirm` })
  await until(async () => {
    await root.query("update offboarding set moved_at = now() - interval '1 minute'")
    return await stepOffboarding(deps, id) === 'archived'
  })
  const archive = (await aiko({ url: `${url}/archive` })).rawPayload
  t.ok(archive.includes(canary('the reason to leave')) || archive.includes(canary('text of a template')), 'what they take with them is readable')
  await ben({ method: 'POST', url: `${url}/handover`, body: { sha256: createHash('sha256').update(archive).digest('hex'), takeover: true } })
  await root.query('update offboarding set grace_until = now()')
  t.equal(await stepOffboarding(deps, id), 'closed')
  t.same(await scan(), [])
  t.notMatch(JSON.stringify(await findCertificate(deps, id)), /quokka|@/)
  const content = (await neighbour.call({ url: `/v1/documents/${theirs.id}/content` })).rawPayload
  t.equal(createHash('sha256').update(content).digest('hex'), theirs.sha256)
})

async function scan (): Promise<unknown[]> {
  await root.query('checkpoint')
  await writeFile(join(at.logs, 'debug.log'), written)
  // One word for all that were chosen here; what the service or the org made is looked for by itself.
  const made = Object.fromEntries(Object.entries(canaries).filter(([, text]) => !text.startsWith(MARK)))
  const { found, bytes } = await findCanaries([at.postgres, join(at.data, 'files'), at.redis, at.logs], { chosen: MARK, ...made })
  if (bytes < 30_000_000) throw new Error(`only ${bytes} bytes were looked at`)
  const name = (around: string) => Object.entries(canaries).find(([, text]) => formsOf(text).some((form) => around.includes(form.toString('latin1'))))?.[0]
  return found.map(({ where, what, around }) => ({ where: where.slice(home.length), what: what === 'chosen' ? name(around) ?? what : what, around }))
}

/** Somebody is invited, sets a password, an authenticator app and recovery codes, and signs in again with them: the ways in leave nothing behind that opens. */
async function enterConsole (): Promise<void> {
  const cookies = new Map<string, string>()
  const ask = async (url: string, body: object) => {
    const answer = await app.inject({ method: 'POST', url: `/v1${url}`, headers: { 'sec-fetch-site': 'same-origin', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }, body })
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`)
    for (const { name, value } of answer.cookies) cookies.set(name, value)
    return answer.body === '' ? {} : answer.json<Record<string, unknown>>()
  }
  const invited = await call({ method: 'POST', url: '/v1/invites', body: { login: 'invited@canary.example', name: 'Invited', role: 'admin', username: sandbox.users[0]?.username ?? '' } })
  const token = canaries['the link of an invite'] = invited.json<{ link: string }>().link.split('#')[1] ?? ''
  await ask('/invites/accept', { token, password: canary('a password') })
  const { secret } = await ask('/account/totp', {}) as { secret: string }
  canaries['the secret of an authenticator app'] = secret
  const { recoveryCodes: [code = ''] } = await ask('/account/totp/confirm', { code: generateSync({ secret, epoch: Math.floor(Date.now() / 1000) }) }) as { recoveryCodes: string[] }
  canaries['a recovery code'] = code
  canaries['the cookie of a session'] = [...cookies.values()].sort((a, b) => b.length - a.length)[0] ?? ''
}

async function draftOf (kind: string, name: string): Promise<{ body: Record<string, unknown> }> {
  return { body: (await call({ url: `/v1/${kind}/${name}` })).json<{ draft: Record<string, unknown> }>().draft }
}

async function put (kind: string, body: unknown): Promise<void> {
  await done(call({ method: 'PUT', url: `/v1/${kind}/quote_ja`, body: { label: 'Quote', body } }))
  await done(call({ method: 'POST', url: `/v1/${kind}/quote_ja/publish` }))
}

async function done (answer: Promise<LightMyRequestResponse>): Promise<void> {
  const { statusCode, body } = await answer
  if (statusCode >= 300) throw new Error(body)
}

/** Somebody edits the record in Salesforce. */
async function change (fields: Record<string, string>): Promise<void> {
  const token = await logIn({ instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: createPrivateKey(KEYS.privateKey), username: sandbox.users[0]?.username ?? '', timeLimit: 10_000 })
  const answer = await fetchAsIs(`${sandbox.url}/services/data/v66.0/sobjects/Quote/${quote}`, { method: 'PATCH', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(fields) })
  if (!answer.ok) throw new Error(await answer.text())
}

async function until (isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('it did not come to that')
}
