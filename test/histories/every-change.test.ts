import type { InjectOptions } from 'fastify'
import t from 'tap'
import { fill, readOperations } from '../app/openapi.ts'
import { testService } from '../service.ts'
import { asAdministrator } from './as-administrator.ts'
import { QUIET, RECIPES } from './recipes.ts'

/** Bookkeeping that is no change anybody made: when a session was last seen, tokens that were spent. */
const BOOKKEEPING = ['seen_token', 'session']

t.test('every change leaves a line in the histories, in its own transaction', async (t) => {
  const service = await testService(t, { worker: false })
  // The hour in which a key was used is noted beside what it is used for.
  await service.call({ url: '/v1/users' })
  const changing = (await readOperations(service.app)).filter(({ method }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    // While the service for an org ends, nothing else is changed.
    .sort((one, other) => Number(one.path.includes('/offboarding')) - Number(other.path.includes('/offboarding')))
  t.ok(changing.length > 10)
  t.same(Object.keys({ ...RECIPES, ...QUIET }).filter((route) => !changing.some(({ method, path }) => route === `${method} ${path}`)), [], 'each recipe is for a route that is there')

  const lines = async () => Number((await asAdministrator<{ count: string }>(service, 'select count(*) as count from history'))[0]?.count)
  const tables = (await asAdministrator<{ name: string }>(service, "select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace")).map(({ name }) => name).filter((name) => !BOOKKEEPING.includes(name))
  const state = async () => (await asAdministrator(service, tables.map((name) => `select '${name}' as name, md5(string_agg(row::text, '' order by row::text)) as content from ${name} row`).join(' union all ') + ' order by name'))

  t.test('what is only computed changes nothing', async (t) => {
    const before = await state()
    for (const [route, recipe] of Object.entries(QUIET)) {
      const [method = '', url = ''] = route.split(' ')
      const { statusCode, body } = await service.call({ method, url, ...await recipe(service) })
      t.equal(statusCode, 200, body)
    }
    t.same(await state(), before)
  })

  for (const { method, path } of changing.filter((one) => QUIET[`${one.method} ${one.path}`] === undefined)) {
    t.test(`${method} ${path}`, async (t) => {
      const recipe = RECIPES[`${method} ${path}`]
      if (!recipe) return t.fail('test/histories/recipes.ts has no recipe for this route: say how it is called with success')
      const request: InjectOptions & { url: string } = { method, url: fill(path, { name: 'quote_ja', id: '' }), ...await recipe(service) } as never
      const send = () => request.headers?.cookie === undefined ? service.call(request) : service.app.inject(request)

      const before = await state()
      await asAdministrator(service, 'alter table history add constraint no_line check (false) not valid')
      const refused = await send()
      await asAdministrator(service, 'alter table history drop constraint no_line')
      t.ok(refused.statusCode >= 500, `without its line it does not succeed (${refused.statusCode} ${refused.body.slice(0, 200)})`)
      t.same(await state(), before, 'and nothing has changed')

      const count = await lines()
      const done = await send()
      t.ok(done.statusCode >= 200 && done.statusCode < 300, `it succeeds (${done.statusCode} ${done.body.slice(0, 300)})`)
      t.ok(await lines() > count, 'and leaves a line')
    })
  }
})
