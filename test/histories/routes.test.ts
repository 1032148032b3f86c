import { createPublicKey } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import t from 'tap'
import { anchorHeads } from '../../server/histories/anchor-heads.ts'
import { isSigned, writeAnchor } from '../../server/histories/anchor.ts'
import { checkChains, beginWalks } from '../../server/histories/check-chains.ts'
import { openPlaces, readAnchors } from '../../server/histories/place-anchor.ts'
import { recordHistory, type HistoryLine } from '../../server/histories/record-history.ts'
import type { Head } from '../../server/histories/schema.ts'
import { sealHistories } from '../../server/histories/seal-histories.ts'
import { verifyChain } from '../../server/histories/verify-chain.ts'
import { testService } from '../service.ts'

interface Page { lines: Array<{ number: number | null, at: string, who: string, what: string, about: string | null }>, next: string | null }

t.test('reading the histories', async (t) => {
  const { app, deps, sandbox, call, apiKey } = await testService(t, { worker: false, starter: false })
  const tenant = sandbox.orgId
  const [admin, other] = sandbox.users.map(({ username }) => username)
  const general = await apiKey(other ?? '', 'general')
  const write = (line: Partial<HistoryLine>) => deps.database.withTenant(tenant, (trx) => recordHistory(trx, tenant, { kind: 'output', who: admin ?? '', what: 'download-document', about: 'd1', result: 'done', ...line }))
  const list = async (query: string, token?: string) => (await call({ url: `/v1/histories/${query}`, ...token ? { token } : {} })).json<Page>()
  for (let index = 0; index < 5; index++) await write({ about: `d${index}` })
  await write({ who: other, about: 'd1', result: 'CHOHYO_FILE_MISSING' })

  t.test('an admin sees the tenant’s, a general user their own', async (t) => {
    t.equal((await list('output')).lines.length, 6)
    t.match((await list('output', general)).lines, [{ who: other, about: 'd1' }])
    t.equal((await list('change')).lines.every(({ at }) => at.endsWith('+09:00')), true)
    t.equal((await app.inject('/v1/histories/output')).statusCode, 401)
    for (const url of ['/v1/histories/head', '/v1/histories/export', '/v1/alerts']) t.match((await call({ url, token: general })).json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' }, url)
  })

  t.test('filters hold together, pages come one after the other, also for lines of one moment', async (t) => {
    t.equal((await list('output?about=d1')).lines.length, 2, 'who saw this document')
    t.match((await list(`output?about=d1&who=${other}`)).lines, [{ who: other }])
    t.match((await list('output?result=CHOHYO_FILE_MISSING')).lines, [{ who: other }])
    t.same((await list('output?what=nothing')).lines, [])
    await deps.database.withTenant(tenant, async (trx) => { for (let index = 0; index < 5; index++) await recordHistory(trx, tenant, { kind: 'job', who: 'a', what: `job-${index}`, result: 'done' }) })
    const seen: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page: Page = await list(`job?limit=2${next === '' ? '' : `&after=${next}`}`)
      seen.push(...page.lines.map(({ what }) => what))
      next = page.next
    }
    t.same(seen, ['job-4', 'job-3', 'job-2', 'job-1', 'job-0'])
  })

  t.test('days are days of the zone', async (t) => {
    const { rows: [now] } = await deps.database.withTenant(tenant, (trx) => sql<{ here: string, there: string }>`select to_char(now() at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as here, to_char(now() at time zone 'America/Los_Angeles', 'YYYY-MM-DD') as there`.execute(trx))
    t.equal((await list(`output?from=${now?.here}&to=${now?.here}`)).lines.length, 6)
    t.equal((await list(`output?from=${now?.there}&to=${now?.there}&zone=America/Los_Angeles`)).lines.length, 6)
    t.equal((await list('output?to=2020-12-31')).lines.length, 0)
    t.equal((await list(`output?from=${encodeURIComponent('2020-01-01T00:00:00+09:00')}`)).lines.length, 6)
    t.match((await list('output?zone=UTC')).lines[0]?.at, /\+00:00$/)
    for (const bad of ['from=2027-02-29', 'from=2027-02-30T00:00:00Z', 'to=yesterday', 'zone=Mars/Olympus', 'zone=%2B09:00', 'after=nonsense', 'limit=0', 'limit=1001', 'who=%00', `after=${Buffer.from('2027-99-99T99:99:99.000000Z 1').toString('base64url')}`]) {
      t.match((await call({ url: `/v1/histories/output?${bad}` })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' }, bad)
    }
    t.equal((await call({ url: '/v1/histories/secrets' })).statusCode, 400)
  })

  t.test('a spreadsheet gets everything that is found, harmless', async (t) => {
    await write({ who: other, about: '=HYPERLINK("http://evil.example")', what: 'download-file' })
    await deps.database.withTenant(tenant, (trx) => sql`insert into history (tenant_id, kind, who, what, about, result) select ${tenant}, 'output', 'many', 'x', n::text, 'done' from generate_series(1, 2200) n`.execute(trx))
    const csv = await call({ url: '/v1/histories/output', headers: { accept: 'text/csv', 'accept-language': 'ja' } })
    t.match(csv.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="output.csv"', 'cache-control': 'no-store' })
    t.equal(csv.rawPayload.subarray(0, 3).toString('hex'), 'efbbbf')
    const rows = parse(csv.body, { bom: true })
    t.same(rows[0], ['番号', '日時', '種類', '利用者', '操作', '対象', '結果', '詳細'])
    t.equal(rows.length, 2208)
    t.ok(rows.some((row) => row[5] === '\'=HYPERLINK("http://evil.example")'))
    const mine = parse((await call({ url: '/v1/histories/output', token: general, headers: { accept: 'text/csv' } })).body, { bom: true })
    t.same([mine[0]?.[0], mine.length], ['Number', 3])
    t.match((await call({ url: '/v1/histories/output?zone=x', headers: { accept: 'text/csv' } })).json(), { status: 400 })
  })

  t.test('the whole chain is exported, its head is signed and lies outside, and both agree', async (t) => {
    await sealHistories(deps)
    const places = openPlaces(deps.config)
    t.equal(await anchorHeads(deps, places), 1, 'more than 1,000 lines')
    t.equal(await anchorHeads(deps, places), 0, 'and no more until there is a reason')
    const head = (await call({ url: '/v1/histories/head' })).json<Head>()
    t.match(head, { unsealed: 0, anchor: { number: head.number, hash: head.hash, placed: true } })
    const anchors = await readAnchors(deps.config.anchorDir, tenant)
    const key = createPublicKey(head.publicKey)
    t.ok(anchors.length === 1 && anchors.every((anchor) => isSigned(key, anchor)))
    const exported = await call({ url: '/v1/histories/export' })
    t.equal(exported.headers['content-type'], 'application/jsonl')
    const verdict = await verifyChain(exported.body.trimEnd().split('\n'), { key, anchors: anchors.map((anchor) => writeAnchor(anchor)) })
    t.match(verdict, { tenant, number: head.number, hash: head.hash, anchors: 1, fault: null })
  })

  t.test('an anchor is due after five minutes, and one that is late is told', async (t) => {
    await write({ about: 'later' })
    await sealHistories(deps)
    const places = openPlaces(deps.config)
    const now = deps.now
    t.equal(await anchorHeads(deps, places), 0)
    deps.now = () => new Date(Date.now() + 6 * 60_000)
    t.equal(await anchorHeads(deps, { ...places, dir: '/dev/null/nowhere' }), 0, 'the place cannot be written to')
    deps.now = () => new Date(Date.now() + 16 * 60_000)
    await checkChains(deps, beginWalks())
    await checkChains(deps, beginWalks())
    const { alerts } = (await call({ url: '/v1/alerts' })).json<{ alerts: unknown[] }>()
    t.match(alerts, [{ rule: 'anchor-late', about: null }], 'once')
    t.equal(alerts.length, 1)
    t.equal(await anchorHeads(deps, places), 1, 'it is placed when the place is there again')
    deps.now = now
  })

  t.test('what somebody changes in the database behind our back is noticed', async (t) => {
    await sealHistories(deps)
    await checkChains(deps, beginWalks())
    t.equal((await list('change?what=alert')).lines.length, 1, 'a sound chain raises nothing')
    const { Client } = (await import('pg')).default
    const intruder = new Client({ connectionString: deps.config.DATABASE_URL })
    await intruder.connect()
    await intruder.query("alter table history no force row level security; alter table history disable trigger user; update history set about = 'd9' where number = 5; alter table history enable trigger user; alter table history force row level security")
    await intruder.end()
    for (let turn = 0; turn < 2; turn++) await checkChains(deps, beginWalks())
    const { alerts } = (await call({ url: '/v1/alerts' })).json<{ alerts: Array<Record<string, unknown>> }>()
    t.match(alerts[0], { rule: 'chain-broken', about: '5', detail: { line: 5, fault: /hash/ } })
    t.equal(alerts.length, 2)
  })
})
