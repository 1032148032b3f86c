import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import t from 'tap'
import type { ChainLine } from '../../server/histories/chain-line.ts'
import { deliverHistories } from '../../server/histories/deliver-histories.ts'
import { recordHistory } from '../../server/histories/record-history.ts'
import { sealHistories } from '../../server/histories/seal-histories.ts'
import { testService } from '../service.ts'

const SECRET = 'a secret of the SIEM'

t.test('the webhook of a tenant', async (t) => {
  const { deps, sandbox } = await testService(t, { worker: false, starter: false, settings: { WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' } })
  const tenant = sandbox.orgId
  const got: Array<{ headers: IncomingHttpHeaders, body: string, lines: ChainLine[] }> = []
  let status = 204
  const siem = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => { body += String(part) }).on('end', () => {
      got.push({ headers: request.headers, body, lines: (JSON.parse(body) as { lines: ChainLine[] }).lines })
      response.writeHead(status, status === 302 ? { location: 'http://169.254.169.254/' } : {}).end()
    })
  })
  await new Promise<void>((resolve) => { siem.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => siem.close())
  const url = `http://127.0.0.1:${(siem.address() as AddressInfo).port}/histories`
  const settle = async (webhook: { url: string } | null) => {
    const secret = (await deps.secretsOf(tenant).seal({ table: 'tenant', column: 'settings', row: 'history.webhook.secret' }, SECRET)).toString('base64')
    await deps.database.withTenant(tenant, (trx) => trx.updateTable('tenant').set({ settings: JSON.stringify({ history: { webhook: webhook && { ...webhook, secret } } }) }).execute())
  }
  const write = async (what: string, count = 1) => {
    await deps.database.withTenant(tenant, async (trx) => { for (let index = 0; index < count; index++) await recordHistory(trx, tenant, { kind: 'change', who: 'a', what, result: 'done' }) })
    await sealHistories(deps)
  }
  const state = () => deps.database.withTenant(tenant, (trx) => trx.selectFrom('history_delivery').selectAll().executeTakeFirst())
  const hurry = () => deps.database.withTenant(tenant, (trx) => trx.updateTable('history_delivery').set({ next_at: new Date(0) }).execute())
  const all = () => got.flatMap(({ lines }) => lines)

  t.test('gets every line from when it was set, once, in the order of the chain, signed', async (t) => {
    await write('before')
    await settle({ url })
    await deliverHistories(deps)
    t.same(got, [], 'it begins now')
    await write('first', 3)
    await Promise.all([1, 2, 3].map(() => deliverHistories(deps)))
    t.same(all().map(({ what }) => what), ['first', 'first', 'first'], 'three processes at once send it once')
    const numbers = all().map(({ number }) => number)
    t.same(numbers, numbers.map((_, index) => (numbers[0] ?? 0) + index))
    const [, seconds = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(got[0]?.headers['chohyo-signature'])) ?? []
    t.equal(mac, createHmac('sha256', SECRET).update(`${seconds}.${got[0]?.body}`).digest('hex'))
    t.equal(got[0]?.headers['chohyo-delivery'], `${tenant}:${numbers[0]}-${numbers.at(-1)}`)
  })

  t.test('gets them again from where it stopped when it did not take them, and is asked less and less often', async (t) => {
    got.length = 0
    status = 500
    await write('refused')
    await deliverHistories(deps)
    await deliverHistories(deps)
    t.equal(got.length, 1, 'not at once')
    await hurry()
    await deliverHistories(deps)
    t.match(await state(), { tries: 2, error: 'it answered 500' })
    status = 302
    await hurry()
    await deliverHistories(deps)
    t.match(await state(), { tries: 3, error: 'it answered 302' }, 'a redirect is no taking, and is not followed')
    status = 200
    await write('and more')
    await hurry()
    await deliverHistories(deps)
    t.same(got.at(-1)?.lines.map(({ what }) => what), ['refused', 'and more'])
    t.match(await state(), { tries: 0, error: null })
  })

  t.test('gets a backlog in batches', async (t) => {
    got.length = 0
    await deps.database.withTenant(tenant, (trx) => sql`insert into history (tenant_id, kind, who, what, result) select ${tenant}, 'job', 'w', 'n', 'done' from generate_series(1, 1100) n`.execute(trx))
    await sealHistories(deps)
    for (let turn = 0; turn < 5; turn++) await deliverHistories(deps)
    t.same(got.map(({ lines }) => lines.length), [500, 500, 100])
  })

  t.test('is not called inside our own network unless the operator allows it, and not after it was taken away', async (t) => {
    got.length = 0
    for (const inside of ['http://10.0.0.1/', 'http://169.254.169.254/latest', 'http://[::1]:1/', 'http://2130706433.example.invalid/']) {
      await settle({ url: inside })
      await write('inside')
      await hurry()
      await deliverHistories(deps)
      t.match((await state())?.error, inside.includes('invalid') ? /did not take the call/ : /not public/, inside)
    }
    await settle(null)
    await deliverHistories(deps)
    t.equal(await state(), undefined)
    t.same(got, [])
  })
})
