import { createHash, createPublicKey } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { verifyChain } from '../../server/histories/verify-chain.ts'
import { isCertified } from '../../server/tenants/certify-erasure.ts'
import { INVENTORY_TABLES } from '../../server/tenants/inventory-tables.ts'
import type { Certificate } from '../../server/tenants/offboarding-schema.ts'
import { filesOf } from '../../server/tenants/open-tenant.ts'
import { keepTenant } from '../../server/tenants/keep-tenant.ts'
import { stepOffboarding } from '../../server/tenants/step-offboarding.ts'
import { make } from '../inventory/make.ts'
import { KEYS, testService } from '../service.ts'
import { signedIn } from './admins.ts'
import { openNeighbour } from './neighbour.ts'
import { unzip } from './unzip.ts'

const REASON = 'we move to paper'

const service = await testService(t, { sandbox: { orgNumber: 9101, size: 5 } })
const { app, deps, sandbox, call, signed } = service
const id = sandbox.orgId
const neighbour = await openNeighbour(t, service, 9102)
const document = await make(call, { mapping: 'invoice_ja', recordId: sandbox.records.invoice })
const theirs = await make(neighbour.call, { mapping: 'quote_ja', recordId: neighbour.sandbox.records.quote })
const before = await countRows(neighbour.sandbox.orgId)

const aiko = await signedIn(service, 'aiko@offboard.example')
const ben = await signedIn(service, 'ben@offboard.example')
const at = '/v1/tenant/offboarding'
const ask = (body: object) => aiko({ method: 'POST', url: at, body })
const state = async () => (await aiko({ url: at })).json<{ state: string }>().state

t.test('the end of a service is asked for by an admin at the console who types the name of the org', async (t) => {
  t.equal(await state(), 'none')
  t.match((await call({ method: 'POST', url: at, body: { confirm: 'Test org', reason: REASON } })).json(), { code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' }, 'a key is no person')
  t.match((await ask({ confirm: 'Test Org', reason: REASON })).json(), { code: 'CHOHYO_OFFBOARDING_NOT_MEANT' })
  t.match((await ask({ confirm: 'Test org', reason: REASON, now: true })).json(), { status: 400 })
  await deps.database.withTenant(id, (trx) => sql`update session set fresh_at = now() - interval '11 minutes'`.execute(trx))
  t.match((await ask({ confirm: 'Test org', reason: REASON })).json(), { code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' }, 'nor is a browser that was left alone')
  t.equal((await app.inject({ method: 'POST', url: '/v1/session', body: { user: 'aiko@offboard.example', password: 'six quiet herons by the river' } })).statusCode, 201)
  t.match((await ask({ confirm: 'Test org', reason: REASON })).json(), { code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' }, 'though the same person has just signed in at another')
  await deps.database.withTenant(id, (trx) => sql`update session set fresh_at = now()`.execute(trx))
  const asked = await ask({ confirm: 'Test org', reason: REASON })
  t.equal(asked.statusCode, 202, asked.body)
  t.match(asked.json(), { state: 'requested', requestedBy: 'aiko@offboard.example', startsAt: null, confirmedBy: null })
  t.match((await ask({ confirm: 'Test org', reason: REASON })).json(), { code: 'CHOHYO_OFFBOARDING_ELSEWHERE' }, 'once')
  t.equal(await stepOffboarding(deps, id), 'requested', 'and nothing happens by itself')
})

t.test('another admin confirms it; from then on everything is read and nothing is made or changed', async (t) => {
  t.match((await aiko({ method: 'POST', url: `${at}/confirm` })).json(), { code: 'CHOHYO_SECOND_ADMIN_NEEDED' })
  t.match((await ben({ method: 'POST', url: `${at}/confirm` })).json(), { state: 'archiving', confirmedBy: 'ben@offboard.example' })
  await new Promise((resolve) => setTimeout(resolve, 5100))
  for (const [method, url, body] of [
    ['POST', '/v1/documents', { mapping: 'invoice_ja', recordId: sandbox.records.invoice }],
    ['POST', '/v1/runs', { mapping: 'invoice_ja', source: { recordIds: [sandbox.records.invoice] } }],
    ['PATCH', '/v1/tenant/settings', { retention: { years: 0 } }],
    ['POST', at, { confirm: 'Test org', reason: REASON }]
  ] as const) t.match((await aiko({ method, url, body })).json(), { status: 409, code: 'CHOHYO_TENANT_LEAVING' }, `${method} ${url}`)
  const url = '/v1/documents'
  const body = JSON.stringify({ mapping: 'invoice_ja', recordId: sandbox.records.invoice })
  t.match((await app.inject({ method: 'POST', url, body, headers: { 'content-type': 'application/json', authorization: `Bearer ${signed({ method: 'POST', url, body })}` } })).json(), { code: 'CHOHYO_TENANT_LEAVING' })
  t.equal((await call({ url: `/v1/documents/${document.id}/content` })).statusCode, 200)
  t.match((await aiko({ url: '/v1/tenant' })).json(), { state: 'leaving' })
  await t.rejects(deps.database.withTenant(id, (trx) => trx.insertInto('run').values({ tenant_id: id, kind: 'click', who: 'late' }).execute()), { code: 'CHO01' }, 'whatever a process still believes')
})

let archive: Buffer = Buffer.alloc(0)

t.test('the archive holds everything, can be checked by itself, and is the same each time', async (t) => {
  await settle()
  t.equal(await stepOffboarding(deps, id), 'archived')
  const answer = await aiko({ url: `${at}/archive` })
  t.equal(answer.headers['content-type'], 'application/zip')
  archive = answer.rawPayload
  t.ok((await ben({ url: `${at}/archive` })).rawPayload.equals(archive))
  const files = await unzip(archive)
  const index = JSON.parse(String(files.get('index.json'))) as { tenant: string, through: number, files: Array<{ path: string, bytes: number, sha256: string }> }
  t.equal(index.tenant, id)
  t.same(index.files.map(({ path }) => path).sort(), [...files.keys()].filter((path) => path !== 'index.json').sort())
  for (const { path, bytes, sha256 } of index.files) t.same([files.get(path)?.byteLength, hash(files.get(path))], [bytes, sha256], path)
  const pdf = [...files].find(([path]) => path.startsWith(`documents/${document.id}/`))
  t.equal(hash(pdf?.[1]), document.sha256, 'the document itself')
  const [row] = lines(files.get('tables/document.jsonl')).filter(({ id }) => id === document.id)
  t.type(row?.counterparty, 'string', 'what was sealed is readable')
  t.match(lines(files.get('tables/user_account.jsonl')).map(({ login }) => login).sort(), ['aiko@offboard.example', 'ben@offboard.example'])
  t.equal(lines(files.get('tables/definition_version.jsonl')).length > 5, true)
  t.match(String(files.get('README.txt')), /電子帳簿保存法/)
  const verdict = await verifyChain(textLines(files.get('histories/chain.jsonl')), { anchors: textLines(files.get('histories/anchors.jsonl')), key: createPublicKey(String(files.get('histories/public-key.pem'))) })
  t.match(verdict, { fault: null, tenant: id, number: index.through, anchors: 1 })
  const all = [...files.values()].join('\n')
  for (const secret of ['argon2', 'password_hash', 'private_key', 'PRIVATE KEY', 'token_hash']) t.notOk(all.includes(secret), secret)
})

t.test('it goes on when an admin has the archive and takes over keeping what the law wants kept', async (t) => {
  const hand = (body: object) => aiko({ method: 'POST', url: `${at}/handover`, body })
  t.match((await hand({ sha256: '0'.repeat(64), takeover: true })).json(), { code: 'CHOHYO_ARCHIVE_NOT_PROVEN' })
  t.match((await hand({ sha256: hash(archive), takeover: false })).json(), { code: 'CHOHYO_TAKEOVER_NEEDED', detail: /7|20\d\d/ })
  t.equal(await state(), 'archived')
  t.match((await hand({ sha256: hash(archive), takeover: true })).json(), { state: 'grace', takeover: true, certificateToken: /^chc_/ })
  t.equal(await stepOffboarding(deps, id), 'grace', 'with the days of grace before it')
  t.match((await ben({ method: 'DELETE', url: at })).json(), { state: 'cancelled' })
  await new Promise((resolve) => setTimeout(resolve, 5100))
  t.match((await aiko({ url: '/v1/tenant' })).json(), { state: 'active' })
  t.equal((await call({ method: 'POST', url: '/v1/previews', body: { mapping: 'invoice_ja', recordId: sandbox.records.invoice, as: 'data' } })).statusCode, 200, 'until then it can be cancelled as if nothing had been')
})

t.test('nobody can take a short cut: the database itself knows the order', async (t) => {
  const asApp = (statement: string) => deps.database.withTenant(id, (trx) => sql.raw(statement).execute(trx))
  for (const statement of [
    "update offboarding set state = 'shredded'", `insert into offboarding (tenant_id, state) values ('${id}', 'shredded')`, `select erase_rows('${id}', 'document', 10)`, `select erase_rows('${neighbour.sandbox.orgId}', 'document', 10)`
  ]) await t.rejects(asApp(statement), { code: /42501|23505/ }, statement)
  const moves = await asApp(`select move_offboarding('${id}', 'shredded') as one, move_offboarding('${neighbour.sandbox.orgId}', 'archiving') as two`)
  t.same(moves.rows, [{ one: false, two: false }])
})

let certificate: Certificate

t.test('then the keys are destroyed, everything is erased, and a certificate says so', async (t) => {
  await ask({ confirm: 'Test org', reason: REASON })
  await ben({ method: 'POST', url: `${at}/confirm` })
  await settle()
  t.equal(await stepOffboarding(deps, id), 'archived')
  archive = (await aiko({ url: `${at}/archive` })).rawPayload
  const { certificateToken: token } = (await ben({ method: 'POST', url: `${at}/handover`, body: { sha256: hash(archive), takeover: true } })).json<{ certificateToken: string }>()
  const sealed = await deps.secretsOf(id).seal({ table: 'x', column: 'y', row: 'z' }, 'still there')
  await deps.database.withTenant(id, (trx) => trx.updateTable('offboarding').set({ grace_until: new Date() }).execute())
  t.equal(await stepOffboarding(deps, id), 'closed')

  await t.rejects(deps.secretsOf(id).open({ table: 'x', column: 'y', row: 'z' }, sealed), { code: 'CHOHYO_KEYS_DESTROYED' })
  const left = await countRows(id)
  t.same(Object.entries(left).filter(([, count]) => count > 0), [['offboarding', 1], ['tenant', 1]])
  const objects: string[] = []
  for await (const keys of deps.files.list(filesOf(id))) objects.push(...keys)
  t.same(objects, [])
  const rows = await deps.database.withTenant(id, async (trx) => [await trx.selectFrom('tenant').selectAll().executeTakeFirst(), await trx.selectFrom('offboarding').selectAll().executeTakeFirst()])
  t.match(rows, [{ name: '', private_key: null, certificates: [], settings: {}, state: 'closed' }, { requested_by: null, confirmed_by: null, reason: null, state: 'closed' }])

  const find = (bearer: string, org = id) => app.inject({ url: `/v1/offboardings/${org}/certificate`, headers: { authorization: `Bearer ${bearer}` } })
  certificate = (await find(token)).json<Certificate>()
  t.match(certificate.erasure, { tenant: id, takeover: true, archive: { sha256: hash(archive) }, keys: [`${id}/1`] })
  t.ok(certificate.erasure.objects >= 1)
  t.ok((certificate.erasure.rows.document ?? 0) >= 1)
  t.ok(isCertified(createPublicKey(deps.signing), certificate))
  t.notOk(isCertified(createPublicKey(deps.signing), { ...certificate, erasure: { ...certificate.erasure, objects: 0 } }))
  t.match((await find(`${token}x`)).json(), { code: 'CHOHYO_ERASURE_UNKNOWN' })
  t.match((await find(token, neighbour.sandbox.orgId)).json(), { code: 'CHOHYO_ERASURE_UNKNOWN' })
  t.match((await find('')).json(), { code: 'CHOHYO_ERASURE_UNKNOWN' })
})

t.test('nobody of that org is let in any more, and the neighbour notices nothing', async (t) => {
  await new Promise((resolve) => setTimeout(resolve, 5100))
  t.ok([401, 403].includes((await call({ url: '/v1/documents' })).statusCode))
  t.ok([401, 403].includes((await aiko({ url: '/v1/documents' })).statusCode))
  t.equal((await app.inject({ url: '/v1/documents', headers: { authorization: `Bearer ${signed({ method: 'GET', url: '/v1/documents' })}` } })).statusCode, 401)
  const again = { id, name: 'Test org', instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: KEYS.privateKey, certificates: [sandbox.certificate] }
  await t.rejects(keepTenant(deps, again), { code: 'CHOHYO_TENANT_INVALID', message: /everything was erased/ })
  const { history: _, ...others } = await countRows(neighbour.sandbox.orgId)
  t.match(before, others)
  t.equal(hash((await neighbour.call({ url: `/v1/documents/${theirs.id}/content` })).rawPayload), theirs.sha256)
})

/** As if the ten seconds in which processes may still believe otherwise were over. */
async function settle (): Promise<void> {
  const client = new pg.Client({ connectionString: deps.config.DATABASE_URL })
  await client.connect()
  await client.query("begin; set local role chohyo_eraser; update offboarding set moved_at = now() - interval '1 minute'; commit")
  await client.end()
}

async function countRows (tenantId: string): Promise<Record<string, number>> {
  return deps.database.withTenant(tenantId, async (trx) => {
    const counts: Record<string, number> = {}
    for (const name of Object.keys(INVENTORY_TABLES).filter((table) => !table.startsWith('kysely') && !table.includes('.'))) {
      const { rows: [row] } = await sql<{ count: number }>`select count(*) from ${sql.table(name)}`.execute(trx)
      counts[name] = row?.count ?? 0
    }
    return counts
  })
}

function hash (bytes: Buffer | undefined): string {
  return createHash('sha256').update(bytes ?? '').digest('hex')
}

function textLines (bytes: Buffer | undefined): string[] {
  return String(bytes).split('\n').filter((line) => line !== '')
}

function lines (bytes: Buffer | undefined): Array<Record<string, unknown>> {
  return textLines(bytes).map((line) => JSON.parse(line) as Record<string, unknown>)
}
