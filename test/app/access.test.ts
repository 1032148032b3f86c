import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { Role } from '../../server/tenants/schema.ts'
import { CALLERS, CROSS_TENANT, EXCEPTIONS, may, THINGS, type Caller } from './access-table.ts'
import { faultOf } from './problem.ts'
import { twoTenants, UNKNOWN, type Things } from './two-tenants.ts'

type Method = NonNullable<InjectOptions['method']>

t.test('who may call what, in one\'s own tenant and in the neighbour\'s', async (t) => {
  const { service: { app, signed, apiKey, sandbox }, own, neighbour } = await twoTenants(t)
  const routes = [...app.roles].map(([name, role]) => ({ name, method: name.split(' ')[0] as Method, path: name.split(' ')[1] ?? '', role })).filter(({ method, path }) => method !== 'OPTIONS' && !path.startsWith('/docs'))
  const named = ({ path }: { path: string }) => Object.keys(THINGS).find((prefix) => path === prefix || path.startsWith(`${prefix}/`))
  const thingOf = (route: { path: string }) => THINGS[named(route) ?? ''] ?? null
  const url = (path: string, id: string) => path.replace(/:\w+/, encodeURIComponent(id)).replace('*', 'x')
  const user = sandbox.users[1]?.username ?? ''
  const keys: Partial<Record<Caller, string>> = { general: await apiKey(user), admin: await apiKey(sandbox.users[0]?.username ?? '', 'admin') }
  if (JSON.stringify(Role).includes('auditor')) keys.auditor = await apiKey(user, 'auditor')
  const ask = (caller: Caller, request: InjectOptions & { url: string, method: Method }): Promise<LightMyRequestResponse> => {
    const token = caller === 'org' ? signed({ method: request.method, url: request.url, body: typeof request.payload === 'string' ? request.payload : '', username: user }) : keys[caller]
    return app.inject({ ...request, headers: { ...request.headers, ...token !== undefined && { authorization: `Bearer ${token}` } } })
  }
  const callers = CALLERS.filter((caller) => caller === 'nobody' || caller === 'org' || keys[caller] !== undefined)

  t.test('every route with a parameter has a line in the table', async (t) => {
    t.same(routes.filter((route) => route.path.includes(':') && named(route) === undefined).map(({ name }) => name), [], 'add it to THINGS in test/app/access-table.ts')
    t.same(Object.keys(THINGS).filter((prefix) => !routes.some(({ path }) => path.startsWith(prefix))), [], 'and no line is without a route')
    t.ok(routes.length > 40)
  })

  t.test('every route asks every caller for its role', async (t) => {
    const wrong: string[] = []
    for (const { name, method, path, role } of routes) {
      for (const caller of callers) {
        // JSON that ends early: the caller has been let in by then, and nothing is done.
        const body = method === 'GET' ? {} : { payload: '{', headers: { 'content-type': path.includes('/assets/') ? 'application/octet-stream' : 'application/json' } }
        const answer = await ask(caller, { method, url: url(path, UNKNOWN[thingOf({ path }) ?? 'definition']), ...body })
        const expected = EXCEPTIONS[name]?.[caller] ?? (may(caller, method, role, path) ? 'taken' : 'refused')
        const status = expected === 'taken' ? ![401, 403].includes(answer.statusCode) && answer.statusCode < 500 : answer.statusCode === (caller === 'nobody' ? 401 : 403)
        // A console that was not built for this test says so.
        if (!status && !(path === '/*' && answer.statusCode === 503)) wrong.push(`${name} (${role}) by ${caller}: ${answer.statusCode} instead of ${expected}`)
        if (expected === 'refused' && faultOf(answer) !== null) wrong.push(`${name} by ${caller}: ${faultOf(answer)}`)
      }
    }
    t.same(wrong, [])
    t.comment(`${routes.length} routes, ${callers.join(', ')}`)
  })

  t.test('what belongs to the neighbour is as unknown as what nobody has', async (t) => {
    const before = await inventory(neighbour.call)
    const tried: string[] = []
    const wrong: string[] = []
    for (const route of routes.filter((one) => one.path.includes(':') && thingOf(one) !== null)) {
      const kind = thingOf(route) as keyof Things
      for (const caller of callers.filter((one) => one !== 'nobody' && may(one, route.method, route.role, route.path))) {
        const [theirs, unknown] = [await ask(caller, request(route, neighbour.things[kind])), await ask(caller, request(route, UNKNOWN[kind]))]
        tried.push(route.name)
        if (!alike(theirs, neighbour.things[kind], unknown, UNKNOWN[kind])) wrong.push(`${route.name} by ${caller}: ${theirs.statusCode} ${theirs.body.slice(0, 150)} | ${unknown.statusCode} ${unknown.body.slice(0, 150)}`)
        // What lists the things of something says of the unknown that it has none.
        if (route.method === 'GET' && faultOf(theirs) !== null && !/^\{"\w+":\[\]\}$/.test(theirs.body)) wrong.push(`${route.name} by ${caller}: ${faultOf(theirs)}`)
      }
      if (route.method === 'GET' && kind !== 'record' && (await ask('admin', request(route, own.things[kind]))).statusCode >= 500) wrong.push(`${route.name}: one's own`)
    }
    t.same(wrong, [])
    t.same(await inventory(neighbour.call), before, 'and all of it is as it was')
    t.same(Object.entries(CROSS_TENANT).filter(([, name]) => !tried.includes(name)), [], 'the published cases are among them')
  })

  t.test('nor can a body name it', async (t) => {
    const bodies: Array<[keyof Things, string, (id: string) => object]> = [
      ['definition', '/v1/documents', (mapping) => ({ mapping, recordId: sandbox.records['quote'] })],
      ['definition', '/v1/previews', (mapping) => ({ mapping, recordId: sandbox.records['quote'] })],
      ['definition', '/v1/runs', (mapping) => ({ mapping, source: { recordIds: [sandbox.records['quote']] } })],
      ['record', '/v1/previews', (recordId) => ({ mapping: 'quote_ja', recordId })]
    ]
    for (const [kind, path, write] of bodies) {
      const send = (id: string) => own.call({ method: 'POST', url: path, body: write(id) })
      t.ok(alike(await send(neighbour.things[kind]), neighbour.things[kind], await send(UNKNOWN[kind]), UNKNOWN[kind]), `${path} ${kind}`)
    }
    for (const query of [`recordId=${neighbour.things.record}`, `mapping=${neighbour.things.definition}`, `after=${neighbour.things.document}`]) {
      const { documents } = (await own.call({ url: `/v1/documents?${query}` })).json<{ documents?: Array<{ id: string }> }>()
      t.notOk(documents?.some(({ id }) => id === neighbour.things.document), query)
    }
  })

  t.test('a request signed by one org is none of another\'s', async (t) => {
    const token = signed({ method: 'GET', url: '/v1/documents', claims: { iss: neighbour.sandbox.orgId } })
    t.equal((await app.inject({ url: '/v1/documents', headers: { authorization: `Bearer ${token}` } })).statusCode, 401)
  })
})

/** The request as its handler would take it, were the thing one's own. */
function request ({ method, path }: { method: Method, path: string }, id: string): InjectOptions & { url: string, method: Method } {
  const body = method === 'PUT' ? { payload: JSON.stringify({ label: 'x', body: {} }), headers: { 'content-type': 'application/json' } } : {}
  return { method, url: path.replace(/:\w+/, encodeURIComponent(id)), ...body }
}

/** The same answer but for the id that was asked for. */
function alike (one: LightMyRequestResponse, oneId: string, other: LightMyRequestResponse, otherId: string): boolean {
  const plain = ({ statusCode, body }: LightMyRequestResponse, id: string) => `${statusCode} ${body.replaceAll(id, '·').replace(/"requestId":"[^"]+"/, '')}`
  return plain(one, oneId) === plain(other, otherId)
}

async function inventory (call: (request: InjectOptions) => Promise<LightMyRequestResponse>): Promise<unknown[]> {
  return Promise.all(['views', 'templates', 'mappings', 'documents'].map(async (room) => (await call({ url: `/v1/${room}` })).json<unknown>()))
}
