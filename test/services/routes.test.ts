import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { testService } from '../service.ts'

const { call, apiKey, sandbox, deps } = await testService(t, { worker: false, starter: false, settings: { WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' } })
const general = await apiKey(sandbox.users[1]?.username ?? '')
const put = (settings: object, connector = 'webhook') => call({ method: 'PUT', url: '/v1/services/erp', body: { label: 'ERP', body: { connector, settings } } })
const publish = () => call({ method: 'POST', url: '/v1/services/erp/publish' })
const SECRET = 'quokka of many words'

t.test('says what a Service can be, with forms for its settings', async (t) => {
  const { connectors } = (await call({ url: '/v1/connectors', token: general })).json<{ connectors: Array<{ name: string }> }>()
  t.match(connectors.find(({ name }) => name === 'webhook'), { label: { en: 'Webhook' }, settings: { type: 'object', properties: { url: { type: 'string' } } }, secrets: [{ name: 'signingSecret', optional: false }], words: { settings: { url: { label: { en: 'Address', ja: 'アドレス' }, help: { ja: 'https:// で始まるアドレス' } }, format: { options: [{ value: 'json' }, { value: 'multipart' }] } } } })
})

t.test('a draft may lack settings, but has none that are not known', async (t) => {
  t.match((await put({ url: 'https://erp.example/in' }, 'pigeon')).json(), { code: 'CHOHYO_CONNECTOR_UNKNOWN', detail: /pigeon.*webhook/ })
  t.match((await put({ password: SECRET })).json(), { code: 'CHOHYO_DEFINITION_INVALID', detail: /password is not known/ }, 'a secret among the settings would be read by everybody')
  t.equal((await call({ url: '/v1/services/erp' })).statusCode, 404)
})

t.test('a Service is published when its settings are those of its connector', async (t) => {
  await put({})
  t.match((await publish()).json(), { code: 'CHOHYO_DEFINITION_INVALID', detail: /url is missing/ })
  for (const url of ['ftp://erp.example/', 'https://user:secret@erp.example/', 'https://erp.example:99999/', 'https://[', 'erp.example']) {
    await put({ url })
    t.match((await publish()).json(), { code: 'CHOHYO_DEFINITION_INVALID', detail: /url must be text \(address, beginning with https:\/\/\)/ }, url)
  }
  await put({ url: 'https://erp.example/in' })
  t.match((await publish()).json(), { version: 1 })
})

t.test('its secrets are written, sealed, and never read back', async (t) => {
  t.match((await call({ method: 'PUT', url: '/v1/services/erp/secrets', body: { token: 'x' } })).json(), { status: 400, detail: /no secret named token; it has: signingSecret/ })
  t.match((await call({ method: 'PUT', url: '/v1/services/erp/secrets', body: { signingSecret: SECRET } })).json(), { secrets: [{ name: 'signingSecret', updatedBy: sandbox.users[0]?.username }] })
  t.match((await call({ method: 'PUT', url: '/v1/services/erp/secrets', body: { signingSecret: `${SECRET}\n` } })).json(), { status: 400, detail: /the signing secret holds an end of line/ })
  t.notMatch((await call({ url: '/v1/services/erp/secrets' })).body + (await call({ url: '/v1/services/erp' })).body, /quokka/)
  const [row] = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('service_secret').selectAll().execute())
  t.notMatch(JSON.stringify(row), /quokka/)
  t.equal((await call({ method: 'PUT', url: '/v1/services/erp/secrets', token: general, body: { signingSecret: 'x' } })).statusCode, 403)
  t.equal((await call({ url: '/v1/services/erp/secrets', token: general })).statusCode, 403)
})

t.test('one secret is taken away and the other stays', async (t) => {
  const names = (secrets: object) => call({ method: 'PUT', url: '/v1/services/store/secrets', body: secrets }).then((reply) => reply.json<{ secrets: Array<{ name: string }> }>().secrets.map(({ name }) => name))
  await call({ method: 'PUT', url: '/v1/services/store', body: { label: 'S3', body: { connector: 's3', settings: { bucket: 'papers', region: 'ap-northeast-1' } } } })
  t.same(await names({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: SECRET }), ['accessKeyId', 'secretAccessKey'])
  t.same(await names({ accessKeyId: null }), ['secretAccessKey'])
  t.match((await call({ method: 'POST', url: '/v1/services/store/check' })).json(), { code: 'CHOHYO_SECRET_MISSING', detail: /needs the access key/ })
})

t.test('its connection is tried as it is being edited, and what goes wrong is said', async (t) => {
  const seen: string[] = []
  const server = createServer((request, response) => { seen.push(request.method ?? ''); response.writeHead(405).end() })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  const check = async () => (await call({ method: 'POST', url: '/v1/services/erp/check', headers: { 'accept-language': 'ja' } })).json<{ ok: boolean, problem: { code: string, message: string } | null }>()
  await put({ url: `http://127.0.0.1:${port}/in` })
  t.match(await check(), { ok: true, problem: null })
  t.same(seen, ['HEAD'], 'nothing is left there')
  server.close()
  t.match(await check(), { ok: false, problem: { code: 'CHOHYO_DELIVERY_FAILED', message: /接続できないか.*ECONNREFUSED/ } })
  await put({ url: 'http://10.1.2.3/in' })
  t.match(await check(), { ok: false, problem: { code: 'CHOHYO_OUTSIDE_REFUSED' } }, 'our own network is not to be seen from here')
  await call({ method: 'PUT', url: '/v1/services/erp/secrets', body: { signingSecret: null } })
  t.match((await call({ method: 'POST', url: '/v1/services/erp/check' })).json(), { status: 409, code: 'CHOHYO_SECRET_MISSING', detail: /needs the signing secret/ })
})
