import { gzipSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import fc from 'fast-check'
import t from 'tap'
import { Value } from 'typebox/value'
import { testService } from '../service.ts'
import { fill, METHODS, readOperations, type Operation, type Schema } from './openapi.ts'
import { faultOf } from './problem.ts'

interface Bad { what: string, request: InjectOptions & { token?: string } }

const JSON_TYPE = { 'content-type': 'application/json' }

// Where a name or an id belongs in a path.
const badNames = ['', '%20', '%00', '.', '%2e%2e', '..%2f..%2fetc%2fpasswd', '..%5c..%5cwindows', "'%20OR%20'1'='1", '1;DROP%20TABLE%20document', '%E5%B8%B3%E7%A5%A8', '%EF%BC%91', 'a%0d%0aSet-Cookie:%20b=c', '%ff', '%', '%zz', '%c0%af',
  '%E0%A4%A', '%ed%a0%80', '%u0041', '%3Cscript%3E', '__proto__', 'constructor', 'prototype', 'null%20', '*', '-1', 'a,b', 'x'.repeat(201), 'x'.repeat(20_000), '{name}', '%7B%7D', 'a/b', '..;/', 'a%2fb']

const badValues: unknown[] = [null, 0, -1, 1.5, 1e308, 2 ** 60, true, '', ' ', 'x', "' OR 1=1--", '../../etc/passwd', '{{name}}', '帳票', '\u202e\u200b', '\ufffe', 'x'.repeat(300), 'x'.repeat(100_000), [], [[]], {}, { $ne: null }, { toString: 1 }]

const badBodies: Array<[what: string, payload: string | Buffer]> = [
  ['nothing', ''], ['a blank', ' '], ['half an object', '{'], ['an object too many', '{}{}'], ['null', 'null'], ['a list', '[]'], ['text', '"x"'], ['a number', '1'], ['a number beyond all', '1e999'], ['a comma too many', '{"a":1,}'],
  ['single quotes', "{'a':1}"], ['NaN', '{"a":NaN}'], ['a comment', '{/* */}'], ['a byte order mark alone', '\ufeff'], ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'], ['a form', 'a=1&b=2'],
  ['lists 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)], ['objects 10,000 deep', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)], ['objects 10,000 deep, never closed', '{"a":'.repeat(10_000)],
  ['100,000 unknown names', JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])))],
  ['__proto__', '{"__proto__":{"role":"admin"}}'], ['__proto__ by escapes', '{"\\u005f\\u005fproto\\u005f\\u005f":{"role":"admin"}}'], ['__proto__ within', '{"label":"a","body":{"a":[{"__proto__":1}]}}'], ['constructor.prototype', '{"label":"a","body":{"constructor":{"prototype":{"a":1}}}}'],
  ['NUL by an escape', '{"label":"a\\u0000b","body":{}}'], ['half a character', '{"label":"\\ud83d","body":{}}'], ['half a character as a name', '{"label":"a","body":{"\\udc00":1}}'], ['NUL itself', '{"label":"a\0b"}'],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])], ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])], ['Shift_JIS', Buffer.from([0x7b, 0x22, 0x92, 0xa0, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', Buffer.from('{"label":"a","body":{}}', 'utf16le')], ['gzip', gzipSync('{"label":"a","body":{}}')], ['8 MB and one byte', 'x'.repeat(8_000_001)]
]

// CVE-2025-32442, CVE-2026-25223, CVE-2026-3419, CVE-2026-33806: odd ways of writing the type that switched validation off.
const badTypes = ['', ' ', 'json', 'text/plain', 'text/json', 'application/jsonx', 'application/json\ta', 'application/json\t', ' application/json', 'application/json ', 'application/json;', 'application/json;;', 'application/json; garbage', 'application/json garbage', 'application/json, text/plain',
  'application/json; charset=shift_jis', 'application/json; charset=utf-16', 'application/json; charset="utf-8', 'application/json\u00a0', 'application/json\u000b; charset=utf-8', 'application /json', 'application/JSON/x', 'application/*', '*/*', 'application/problem+json', 'application/x-www-form-urlencoded',
  'multipart/form-data', 'multipart/form-data; boundary=x', 'application/json; boundary=x', '__proto__', 'constructor', 'x'.repeat(5000)]

t.test('the front door', async (t) => {
  const { app, call, apiKey, deps, sandbox } = await testService(t, { worker: false, chrome: 'at once', settings: { RATE_LIMIT: '1000000' } })
  const operations = await readOperations(app)
  const kept = async () => JSON.stringify(await Promise.all(['views', 'templates', 'mappings', 'documents'].map(async (room) => (await call({ url: `/v1/${room}` })).json<unknown>())))
  const before = await kept()
  const guarded = operations.filter(({ role }) => role !== 'anyone')
  const taking = operations.filter(({ method, path, body }) => (method === 'PUT' || method === 'POST') && body !== undefined && !path.includes('/assets/'))

  /** Sends them in English and in Japanese by turns, and lists every answer that is not a proper refusal. */
  const faults = async (bad: Bad[], least: number): Promise<string[]> => {
    if (bad.length < least) return [`only ${bad.length} cases`]
    const found: string[] = []
    for (const [at, { what, request }] of bad.entries()) {
      const language = at % 2 === 0 ? 'en' : 'ja'
      const answer = await call({ ...request, headers: { 'accept-language': language, ...request.headers } })
      const fault = faultOf(answer, language === 'ja')
      if (fault !== null) found.push(`${what.slice(0, 200)} (${language}): ${fault}`)
    }
    return found
  }

  t.test('names and ids that are none, in every path', async (t) => {
    const bad = guarded.flatMap((operation) => operation.parameters.filter(({ in: place }) => place === 'path').flatMap(({ name }) => badNames.map((value): Bad => {
      const url = fill(operation.path, { [name]: value })
      return { what: `${operation.method} ${url}`, request: { method: operation.method, url, ...valid(operation) } }
    })))
    t.same(await faults(bad, 300), [])
  })

  t.test('questions nobody understands', async (t) => {
    const bad = guarded.flatMap(({ method, path, parameters, body }) => parameters.filter(({ in: place }) => place === 'query').flatMap(({ name, schema }) => [
      ...badValues.map((value) => typeof value === 'string' ? value : JSON.stringify(value)).filter((text) => !fits(schema, schema.type === 'integer' ? Number(text || NaN) : text)).map((text) => `${name}=${encodeURIComponent(text)}`),
      `${name}=1&${name}=2`, `${name}[]=1`, `${name}[a]=1`, `${name}`, `${name}=%00`, '__proto__=1', 'constructor=1', 'more=1',
      // Where any text may be asked for, these are texts.
      ...['0x10', '1e2', '%ff', '+1'].filter((text) => schema.type === 'integer' || !fits(schema, text)).map((text) => `${name}=${text}`), `${name.toUpperCase()}=1`
    ].map((query): Bad => ({ what: `${method} ${path}?${query}`, request: { method, url: `${fill(path)}?${query}`, ...body && { payload: '{}', headers: JSON_TYPE } } }))))
    t.same(await faults(bad, 100), [])
  })

  t.test('bodies with one thing wrong', async (t) => {
    const bad = operations.flatMap((operation) => operation.body === undefined
      ? []
      : misshapen(operation.body, sample(operation)).map(([what, body]): Bad => (
        { what: `${operation.method} ${operation.path}: ${what}`, request: { method: operation.method, url: fill(operation.path), payload: JSON.stringify(body), headers: JSON_TYPE } })))
    t.same(await faults(bad, 200), [])
  })

  t.test('bodies that are no JSON, or too much of it', async (t) => {
    const bad = taking.flatMap(({ method, path }) => badBodies.map(([what, payload]): Bad => ({ what: `${method} ${path}: ${what}`, request: { method, url: fill(path), payload, headers: JSON_TYPE } })))
    t.same(await faults(bad, 200), [])
  })

  t.test('media types that are none, or none of ours', async (t) => {
    const bad = [...taking, ...operations.filter(({ path }) => path.includes('/assets/'))].flatMap((operation) => badTypes.map((type): Bad => (
      { what: `${operation.method} ${operation.path}: ${JSON.stringify(type)}`, request: { method: operation.method, url: fill(operation.path), payload: JSON.stringify(sample(operation)), headers: { 'content-type': type } } })))
    t.same(await faults(bad, 200), [])
  })

  t.test('whatever JSON is sent', async (t) => {
    const names = fc.constantFrom('label', 'body', 'mapping', 'draft', 'recordId', 'as', 'save', 'object', 'columns', 'html', 'fields', 'output', 'views', 'template', '__proto__', 'a')
    const json = fc.letrec((tie) => ({ any: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(names, tie('any'), { maxKeys: 6 })) })).any
    await fc.assert(fc.asyncProperty(fc.constantFrom(...taking), json, async ({ method, path }, body) => {
      const fault = faultOf(await call({ method, url: fill(path), payload: JSON.stringify(body), headers: JSON_TYPE }))
      if (fault !== null) throw new Error(fault)
    }), { numRuns: 400 })
    t.pass('is refused in the same form')
  })

  t.test('headers that mean nothing', async (t) => {
    const headers = ['', 'x'.repeat(201), '\u0000', 'a\u0001b', 'caf\u00e9', '\u007f'].map((value) => ({ 'idempotency-key': value })).concat([{ prefer: `wait=${'9'.repeat(300)}` } as never])
    const bad = headers.map((each): Bad => ({ what: JSON.stringify(each).slice(0, 60), request: { method: 'POST', url: '/v1/documents', body: { mapping: 'quote_ja', recordId: '001000000000001' }, headers: each } }))
    t.same(await faults(bad, 7), [])
  })

  t.test('bytes that are no image or font', async (t) => {
    const payloads = ['', 'x', '<svg><script>alert(1)</script></svg>', '%PDF-1.7', 'GIF89a', Buffer.alloc(100_000), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'wOFF', gzipSync('x')]
    t.same(await faults(payloads.map((payload, at): Bad => ({ what: `payload ${at}`, request: { method: 'PUT', url: '/v1/assets/logo.png', payload, headers: { 'content-type': 'application/octet-stream' } } })), 9), [])
  })

  t.test('methods and addresses that do not exist', async (t) => {
    const paths = new Set(operations.map(({ path }) => path))
    const wrong = [...paths].flatMap((path) => METHODS.filter((method) => !operations.some((one) => one.path === path && one.method === method)).map((method): Bad => ({ what: `${method} ${path}`, request: { method, url: fill(path) } })))
    const unknown = ['/v1', '/v1/', '/v2/documents', '/v1//documents', '//v1/documents', '/v1/./nope', '/V1/documents', '/v1/documents/../../etc/passwd', '/v1/%2e%2e/health', '/.env', '/.git/config', '/admin', '/v1/documents;a=b', '/docs/../package.json', '/docs/static/../../package.json', '/docs/static/..%2f..%2fpackage.json', '/docs/static/%00', '/docs/%zz', `/${'a'.repeat(30_000)}`, '/%', '/v1/\u0000', '/v1?__proto__=1', '/v1/previews/x', '*']
    t.same(await faults([...wrong, ...unknown.map((url): Bad => ({ what: url, request: { url } }))], 80), [])
  })

  t.test('callers who do not say who they are, or may not do it', async (t) => {
    const tokens = ['', 'x', 'chy_', `chy_${'A'.repeat(43)}`, 'null', 'x'.repeat(9000), 'e30.e30.', 'a.b.c']
    const strangers: Bad[] = guarded.flatMap((operation) => tokens.map((token): Bad => ({ what: `${operation.method} ${operation.path} with ${token.slice(0, 20)}`, request: { token, method: operation.method, url: fill(operation.path), ...valid(operation) } })))
    t.same(await faults(strangers, 100), [])
    for (const { what, request } of strangers) {
      const { statusCode, headers } = await call(request)
      if (statusCode !== 401 || headers['www-authenticate'] !== 'Bearer') t.fail(`${what}: ${statusCode}`)
    }
    const token = await apiKey(sandbox.users[1]?.username ?? '')
    for (const operation of guarded.filter(({ role }) => role === 'admin')) {
      const answer = await call({ token, method: operation.method, url: fill(operation.path), ...valid(operation) })
      t.equal(faultOf(answer), null)
      t.match(answer.json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' }, `${operation.method} ${operation.path} is for admins`)
    }
    t.ok(guarded.some(({ role }) => role === 'admin'))
  })

  t.test('nothing of all this was kept or lost, and the service answers', async (t) => {
    t.equal(await kept(), before)
    t.equal((await app.inject('/health/ready')).statusCode, 200)
    const documents = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('document').select('id').execute())
    t.same(documents, [])
    t.equal(({} as { role?: string }).role, undefined, 'no prototype was touched')
  })
})

/** A payload that would be taken, so that only the thing under test is wrong. */
function valid (operation: Operation): Pick<InjectOptions, 'payload' | 'headers'> {
  if (operation.path.includes('/assets/')) return { payload: 'x', headers: { 'content-type': 'application/octet-stream' } }
  return operation.body ? { payload: JSON.stringify(sample(operation)), headers: JSON_TYPE } : {}
}

function sample ({ path }: Operation): Record<string, unknown> {
  if (path === '/v1/documents') return { mapping: 'nope', recordId: '001000000000001' }
  if (path === '/v1/previews') return { mapping: 'nope', recordId: '001000000000001', as: 'data' }
  return { label: 'x', body: BODIES[path.split('/')[2] ?? ''] }
}

const BODIES: Record<string, unknown> = {
  views: { object: 'Account', columns: [{ name: 'name', path: 'Name' }] },
  templates: { html: '<p>x</p>', css: '', lang: 'ja', paper: { size: 'A4', margin: { top: 10, right: 10, bottom: 10, left: 10 } } },
  mappings: { view: 'a', template: 'b', fields: [], output: { fileName: 'x', locale: 'ja', timeZone: 'Asia/Tokyo' } }
}

/** Every body that differs from a good one in one place and no longer fits: a part missing, a part of another kind, one part too many. */
function misshapen (schema: Schema, good: Record<string, unknown>): Array<[what: string, body: unknown]> {
  const missing = (schema.required ?? []).map((name): [string, unknown] => [`without ${name}`, Object.fromEntries(Object.entries(good).filter(([key]) => key !== name))])
  const wrong = Object.keys(schema.properties ?? {}).flatMap((name) => badValues.map((value): [string, unknown] => [`${name} = ${JSON.stringify(value).slice(0, 40)}`, { ...good, [name]: value }]))
  const many = ['more', 'Mapping', 'tenant_id', 'role', 'toString', ' ', '', '帳票', 'x'.repeat(10_000)].map((name): [string, unknown] => [`also ${name}`, { ...good, [name]: 1 }])
  const bodies = badValues.map((value): [string, unknown] => [JSON.stringify(value).slice(0, 40), value])
  return [...missing, ...many, ...bodies, ...wrong].filter(([, body]) => !fits(schema, body) || !fitsKind(body))
}

/** The body of a definition is checked by its kind; of the values here none is one. */
function fitsKind (body: unknown): boolean {
  const { body: inner } = body as { body?: unknown }
  return inner === undefined || Object.values(BODIES).includes(inner)
}

function fits (schema: Schema, value: unknown): boolean {
  return Value.Check(schema as never, value)
}
