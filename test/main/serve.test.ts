import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readConfig } from '../../server/config.ts'
import type { Document } from '../../server/documents/schema.ts'
import type { DemoCard } from '../../server/main/open-demo.ts'
import { serve } from '../../server/main/serve.ts'
import { shareBuilds } from '../data-folder.ts'
import '../plain-children.ts'
import { testDatabaseUrl } from '../stores.ts'

const dir = mkdtempSync(join(tmpdir(), 'chohyo-serve-'))
t.teardown(() => rmSync(dir, { recursive: true, force: true }))
shareBuilds(dir)
const config = readConfig({ DATA_DIR: dir, PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'test', LOG_LEVEL: 'silent', SANDBOX_SIZE: '3' })
const readCard = () => JSON.parse(readFileSync(join(dir, 'demo.json'), 'utf8')) as DemoCard

async function generate ({ url, apiKey, mapping, recordId }: DemoCard, key: string): Promise<Document> {
  const answer = await fetch(`${url}/v1/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', prefer: 'wait=30', 'idempotency-key': key },
    body: JSON.stringify({ mapping, recordId })
  })
  return await answer.json() as Document
}

t.test('the embedded default', async (t) => {
  const first = await serve(config)
  const card = readCard()

  await t.test('serves, says that it is ready, and writes the demo card for the owner only', async (t) => {
    t.match(await (await fetch(`${card.url}/health/ready`)).json(), { status: 'ready', database: 'ok', files: 'ok' })
    t.equal(statSync(join(dir, 'demo.json')).mode & 0o777, 0o600)
    t.match(card, { apiKey: /^chy_/, user: 'admin@sandbox.chohyo.example', password: /^[A-Za-z0-9_-]{12}$/, mapping: 'quote_ja', recordId: /^0Q0/ })
  })

  await t.test('serves the console at its address', async (t) => {
    t.equal(first.consoleBroken, null)
    const page = await fetch(`${card.url}/`, { headers: { accept: 'text/html' } })
    const html = await page.text()
    t.equal(page.status, 200, html)
    for (const [, path = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) t.equal((await fetch(`${card.url}${path}`)).status, 200, path)
  })

  await t.test('refuses a second process on its data folder with a sentence', async (t) => {
    await t.rejects(serve(config), { code: 'CHOHYO_DATA_FOLDER_IN_USE' })
  })

  const made = await generate(card, 'over-a-restart')
  t.equal(made.state, 'done')
  await first.close()

  await t.test('after a restart everything is still there', async (t) => {
    const again = await serve(config)
    t.teardown(() => again.close())
    const later = readCard()
    t.equal(later.apiKey, card.apiKey)
    t.equal(later.password, card.password)
    const signedIn = await fetch(`${later.url}/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ user: later.user, password: later.password }) })
    t.match(await signedIn.json(), { user: { role: 'admin' }, org: { sandbox: true }, demo: { users: [{ username: later.user }] } })
    t.equal((await generate(later, 'over-a-restart')).id, made.id, 'the same key finds the same document')
    const file = await fetch(`${later.salesforce}/sandbox/records`)
    t.equal(file.status, 200)
    const { documents } = await (await fetch(`${later.url}/v1/documents`, { headers: { authorization: `Bearer ${later.apiKey}` } })).json() as { documents: Document[] }
    t.match(documents, [{ id: made.id, sha256: made.sha256 }])
  })
})

t.test('an address that cannot be listened on is named by its setting', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const PORT = String((taken.address() as AddressInfo).port)
  const settings = { DATABASE_URL: await testDatabaseUrl(t), DATA_DIR: dir, NODE_ENV: 'test', LOG_LEVEL: 'silent', MODE: 'web', PORT, HOST: '127.0.0.1' }
  await t.rejects(serve(readConfig(settings)), { code: 'CHOHYO_CONFIG_INVALID', message: `The setting PORT is not usable: another program listens on ${PORT} already. Correct it and start again.` })
  await t.rejects(serve(readConfig({ ...settings, HOST: '192.0.2.1' })), { code: 'CHOHYO_CONFIG_INVALID', message: /HOST is not usable: 192\.0\.2\.1 is no address of this machine/ })
})
