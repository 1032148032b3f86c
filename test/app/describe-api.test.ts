import t from 'tap'
import { Value } from 'typebox/value'
import { testService } from '../service.ts'
import { signedIn } from '../tenants/admins.ts'
import { readOperations, type Operation } from './openapi.ts'

t.test('the reference', async (t) => {
  const service = await testService(t, { chrome: 'at once' })
  const { app, call, sandbox } = service
  const operations = await readOperations(app)
  const recordId = sandbox.records['quote'] ?? ''
  const made = await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=60' }, body: { mapping: 'quote_ja', recordId } })
  const { id, salesforce: { contentVersionId } } = made.json<{ id: string, salesforce: { contentVersionId: string } }>()

  const started = await call({ method: 'POST', url: '/v1/runs', body: { mapping: 'quote_ja', source: { filter: { path: 'Id', op: '=', value: recordId } }, save: false } })
  const runId = started.json<{ id: string }>().id

  const admin = await signedIn(service, 'admin@reference.example')
  const userId = (await admin({ url: '/v1/account' })).json<{ id: string }>().id
  const { link } = (await admin({ method: 'POST', url: '/v1/invites', body: { login: 'guest@reference.example', name: 'x', role: 'general', username: 'x' } })).json<{ link: string }>()
  await call({ method: 'PUT', url: '/v1/services/hook', body: { label: 'Hook', body: { connector: 'webhook', settings: { url: 'https://hooks.example/in' } } } })
  await call({ method: 'PUT', url: '/v1/envelopes/post', body: { label: 'Post', body: { documents: [{ mapping: 'quote_ja' }], join: { as: 'separate' }, deliveries: [] } } })
  await call({ method: 'PUT', url: '/v1/works/monthly', body: { label: 'Monthly', body: { runAs: 'batch@example.jp', source: { view: 'quote_ja' }, routes: [{ envelope: 'post' }] } } })
  const incidentId = (await call({ method: 'POST', url: '/v1/incidents', body: { overview: 'x', documents: [id] } })).json<{ id: string }>().id

  /** An answer that its route's description does not cover is a fault of one of the two. */
  const covers = (operation: Operation, answer: { statusCode: number, headers: Record<string, unknown>, body: string }): boolean => {
    const [media = ''] = String(answer.headers['content-type']).split(';')
    const { content } = operation.responses[answer.statusCode] ?? operation.responses['default'] ?? {}
    const described = content?.[media]
    if (described?.schema === undefined || ['application/pdf', 'image/png', 'application/zip'].includes(media)) return described !== undefined
    return Value.Check(withNulls(described.schema) as never, media.endsWith('json') ? JSON.parse(answer.body) : answer.body)
  }
  const find = (method: string, path: string): Operation => operations.find((one) => one.method === method && one.path === path) as Operation

  t.test('every route is described: what it does, who may call it, what goes wrong', async (t) => {
    const spec = (await app.inject('/openapi.json')).json<{ paths: Record<string, Record<string, { summary?: string, tags?: string[], responses: Record<string, unknown> }>> }>()
    const described = Object.entries(spec.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ name: `${method} ${path}`, ...one })))
    t.same(described.filter(({ summary, tags, responses }) => !summary || tags?.length !== 1 || responses['default'] === undefined).map(({ name }) => name), [])
    t.same(operations.filter(({ role }) => role === 'anyone').map(({ method, path }) => `${method} ${path}`).sort(), ['DELETE /v1/session', 'GET /health/live', 'GET /health/ready', 'GET /metrics', 'GET /v1/about', 'GET /v1/invites/open', 'GET /v1/offboardings/{id}/certificate', 'GET /v1/session', 'GET /v1/session/passkey-options', 'GET /v1/session/sso', 'POST /v1/invites/accept', 'POST /v1/session', 'POST /v1/session/reset', 'POST /v1/session/second-factor'], 'what anyone may call')
    t.same((await call({ url: '/docs/json' })).json(), spec, 'the pages show the same')
  })

  t.test('every answer is as its description says', async (t) => {
    t.equal(made.statusCode, 201, made.body)
    t.ok(covers(find('POST', '/v1/documents'), made), made.body)
    t.ok(started.statusCode === 202 && covers(find('POST', '/v1/runs'), started), started.body)
    for (const step of ['retry', 'cancel']) t.ok(covers(find('POST', `/v1/runs/{id}/${step}`), await call({ method: 'POST', url: `/v1/runs/${runId}/${step}` })), step)
    const urls: Record<string, string> = { '/v1/documents/{id}': `/v1/documents/${id}`, '/v1/users/{id}': `/v1/users/${userId}`, '/v1/session/sso': '/v1/session/sso?domain=example.jp', '/v1/offboardings/{id}/certificate': `/v1/offboardings/${sandbox.orgId}/certificate`, '/v1/documents/{id}/content': `/v1/documents/${id}/content`, '/v1/documents/{id}/pages': `/v1/documents/${id}/pages`, '/v1/documents/{id}/viewers': `/v1/documents/${id}/viewers`, '/v1/incidents/{id}': `/v1/incidents/${incidentId}`, '/v1/choices': `/v1/choices?recordId=${recordId}`, '/v1/views/{name}': '/v1/views/quote_ja', '/v1/templates/{name}': '/v1/templates/quote_ja', '/v1/mappings/{name}': '/v1/mappings/quote_ja', '/v1/services/{name}': '/v1/services/hook', '/v1/envelopes/{name}': '/v1/envelopes/post', '/v1/works/{name}': '/v1/works/monthly', '/v1/services/{name}/secrets': '/v1/services/hook/secrets', '/v1/objects/{name}': '/v1/objects/Quote', '/v1/objects/{name}/records': '/v1/objects/Quote/records', '/v1/records/{id}': `/v1/records/${recordId}`, '/v1/records/{id}/files': `/v1/records/${recordId}/files`, '/v1/files/{id}': `/v1/files/${contentVersionId}`, '/v1/histories/{kind}': '/v1/histories/output', '/v1/files/{id}/content': `/v1/files/${contentVersionId}/content`, '/v1/files/{id}/pages': `/v1/files/${contentVersionId}/pages`, '/v1/runs/{id}': `/v1/runs/${runId}`, '/v1/runs/{id}/parcels': `/v1/runs/${runId}/parcels` }
    // What there is only when the service of an org ends.
    const atTheEnd: Record<string, number> = { '/v1/tenant/offboarding/archive': 409, '/v1/offboardings/{id}/certificate': 404 }
    const reading = operations.filter(({ method }) => method === 'GET')
    t.same(reading.filter(({ path }) => path.includes('{') && urls[path] === undefined), [])
    for (const operation of reading) {
      const answer = await admin({ url: urls[operation.path] ?? operation.path, headers: { 'chohyo-invite': link.split('#')[1] ?? '' } })
      t.equal(answer.statusCode, atTheEnd[operation.path] ?? 200, operation.path)
      t.ok(covers(operation, answer), `${operation.path}: ${answer.body.slice(0, 500)}`)
    }
    for (const as of ['pdf', 'pages', 'png', 'html', 'data']) t.ok(covers(find('POST', '/v1/previews'), await call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId, as } })), as)
    for (const kind of ['views', 'templates', 'mappings']) {
      const { label, draft } = (await call({ url: `/v1/${kind}/quote_ja` })).json<{ label: string, draft: unknown }>()
      const kept = await call({ method: 'PUT', url: `/v1/${kind}/quote_ja`, body: { label, body: draft } })
      t.ok(kept.statusCode === 200 && covers(find('PUT', `/v1/${kind}/{name}`), kept), kept.body.slice(0, 300))
      const published = await call({ method: 'POST', url: `/v1/${kind}/quote_ja/publish` })
      t.ok(published.statusCode === 200 && covers(find('POST', `/v1/${kind}/{name}/publish`), published), published.body)
    }
  })

  t.test('problems are as the description says', async (t) => {
    for (const request of [{ url: '/v1/documents/x' }, { url: '/v1/documents/01900000-0000-7000-8000-000000000000' }, { url: '/v1/documents/x', token: 'x' }]) t.ok(covers(find('GET', '/v1/documents/{id}'), await call(request)))
  })

  t.test('the pages of the reference load, with their own rules for scripts', async (t) => {
    const page = await app.inject({ url: '/docs' })
    t.equal(page.statusCode, 200)
    t.match(page.headers['content-security-policy'], /^default-src 'none'; script-src 'self';.* frame-ancestors 'none'$/)
    t.notMatch(page.headers['content-security-policy'], /unsafe|\*|https:|upgrade/)
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '')
    t.ok(files.length > 3)
    for (const url of files) t.equal((await app.inject({ url })).statusCode, 200, url)
  })

  t.test('figures are given to Prometheus, without naming a tenant, a user or a document', async (t) => {
    const { headers, body } = await app.inject({ url: '/metrics' })
    t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/)
    t.match(body, /^process_cpu_seconds_total [\d.]+$/m)
    t.match(body, /^chohyo_bells_waiting\{lane="interactive"\} 0$/m)
    t.notMatch(body, new RegExp([sandbox.orgId, sandbox.users[0]?.username, recordId, id].join('|')))
    t.same(body.split('\n').filter((line) => line !== '' && !/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [-+.\de]+|\w+(\{[^}]*\})? (NaN|\+Inf))$/.test(line)), [], 'every line is in the text format')
  })
})

t.test('the service says when it is not ready, and why, and keeps answering', async (t) => {
  const { app, deps } = await testService(t, { worker: false, starter: false, chrome: 'at once' })
  t.match((await app.inject('/health/ready')).json(), { status: 'ready', database: 'ok', files: 'ok', keys: 'ok', chrome: { version: /Chrome/, isolated: Boolean } })
  deps.files.probe = async () => { throw new Error('disk at /data is gone') }
  const answer = await app.inject('/health/ready')
  t.same([answer.statusCode, answer.json<{ status: string, files: string, database: string }>().status, answer.json<{ files: string }>().files], [503, 'not ready', 'failed'])
  t.notMatch(answer.body, /disk/)
  t.same((await app.inject('/health/live')).json(), { status: 'live' })
})

/** OpenAPI 3.0 writes `nullable` where JSON Schema has a union with null. */
function withNulls (schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNulls)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, ...rest } = Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, withNulls(inner)]))
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest
}
