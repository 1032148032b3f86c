import t from 'tap'
import { getDefinition, getVersion, listDefinitions } from '../../server/definitions/get-definition.ts'
import { keepDefinition } from '../../server/definitions/keep-definition.ts'
import { publishDefinition } from '../../server/definitions/publish-definition.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import { viewKind } from '../../server/views/kind.ts'
import { testDatabase, testKeyRings } from '../stores.ts'

const view = (path: string) => ({ object: 'Account', columns: [{ name: 'name', path }] })

t.test('drafts and published versions', async (t) => {
  const { database, url } = await testDatabase(t)
  const { secretsOf } = await testKeyRings(t, url)
  const open = async (id: string): Promise<Tenant> => {
    await database.withTenant(id, (trx) => trx.insertInto('tenant').values({ tenant_id: id, name: id, instance_url: 'x', login_url: 'x', consumer_key: null, private_key: null, api_version: null }).execute())
    return { id, secrets: secretsOf(id), user: { username: 'ann' }, now: () => new Date(), db: (work: never) => database.withTenant(id, work) } as unknown as Tenant
  }
  const [tenant, neighbour] = [await open('00D000000000001AAA'), await open('00D000000000002AAA')]
  const keep = (path: string) => keepDefinition(tenant, { kind: viewKind, name: 'accounts', label: '取引先', body: view(path) })
  const publish = (check = async () => ({})) => publishDefinition(tenant, { kind: viewKind, name: 'accounts', check })

  t.test('a draft is not published by being kept', async (t) => {
    await keep('Name')
    t.match(await getDefinition(tenant, { kind: viewKind, name: 'accounts' }), { label: '取引先', version: null, draft: view('Name'), updatedBy: 'ann' })
    await t.rejects(getVersion(tenant, { kind: viewKind, name: 'accounts' }), { code: 'CHOHYO_NOT_PUBLISHED' })
  })

  t.test('publishing makes the next version, publishing the same again does not', async (t) => {
    t.equal((await publish()).version, 1)
    t.equal((await publish()).version, 1)
    await keep('Owner.Name')
    t.equal((await publish()).version, 2)
    t.same((await getVersion(tenant, { kind: viewKind, name: 'accounts', version: 1 })).body, view('Name'), 'the first stays as it was')
    t.same((await getVersion(tenant, { kind: viewKind, name: 'accounts' })).body, view('Owner.Name'))
  })

  t.test('of many publishing at the same time one makes the version', async (t) => {
    await keep('Site')
    const versions = await Promise.all(Array.from({ length: 8 }, () => publish()))
    t.same(versions.map(({ version }) => version), Array<number>(8).fill(3))
  })

  t.test('what its check refuses stays a draft', async (t) => {
    await keep('Phone')
    await t.rejects(publish(async () => { throw new Error('no such column') }), /no such column/)
    t.equal((await getDefinition(tenant, { kind: viewKind, name: 'accounts' })).version, 3)
  })

  t.test('a neighbour sees none of it', async (t) => {
    t.same(await listDefinitions(neighbour, viewKind), [])
    await t.rejects(getDefinition(neighbour, { kind: viewKind, name: 'accounts' }), { code: 'CHOHYO_DEFINITION_UNKNOWN' })
    t.equal((await listDefinitions(tenant, viewKind)).length, 1)
  })

  t.test('every change is in the history', async (t) => {
    const lines = await tenant.db((trx) => trx.selectFrom('history').select(['what', 'who', 'about']).orderBy('seq').execute())
    t.match(lines.slice(0, 2), [{ what: 'keep-views', who: 'ann', about: 'accounts' }, { what: 'publish-views', about: 'accounts 1' }])
  })
})
