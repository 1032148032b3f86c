import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { pino } from 'pino'
import t from 'tap'
import type { Deps } from '../../server/deps.ts'
import { openFiles } from '../../server/io/files.ts'
import { openKeys } from '../../server/io/keys.ts'
import type { SalesforceOptions } from '../../server/io/salesforce.ts'
import { keepTenant } from '../../server/tenants/keep-tenant.ts'
import { openTenant } from '../../server/tenants/open-tenant.ts'
import type { NewTenant, User } from '../../server/tenants/schema.ts'
import { testDatabase, testFolder, testKeyRings } from '../stores.ts'

const { database, url } = await testDatabase(t)
const { secretsOf } = await testKeyRings(t, url)
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
const KEYS = pair()
const taro: User = { username: 'taro@a.example', role: 'general', via: 'api-key' }

/** As much of the tools as tenants need; `doors` notes what Salesforce is opened with. */
async function tools (): Promise<{ deps: Deps, doors: SalesforceOptions[] }> {
  const doors: SalesforceOptions[] = []
  const deps = {
    database,
    secretsOf,
    keys: await openKeys({ dir: await testFolder(t) }),
    files: openFiles({ dir: await testFolder(t) }),
    log: pino({ level: 'silent' }),
    config: { LEASE_SECONDS: 30 },
    salesforce: (options: SalesforceOptions) => { doors.push(options); return {} }
  } as unknown as Deps
  return { deps, doors }
}

const newTenant = (change: Partial<NewTenant> = {}): NewTenant => ({
  id: `00D${randomBytes(8).toString('hex').slice(0, 15)}`, name: 'A', instanceUrl: 'https://a.example', loginUrl: 'https://login.example', consumerKey: 'app', privateKey: KEYS.privateKey, certificates: [KEYS.publicKey], ...change
})

t.test('a tenant is its own rows and its own files', async (t) => {
  const { deps, doors } = await tools()
  const [a, b] = [newTenant(), newTenant()]
  for (const one of [a, b]) await keepTenant(deps, one)
  const [inA, inB] = [await openTenant(deps, a.id, taro), await openTenant(deps, b.id, taro)]
  t.same(await inA.db((trx) => trx.selectFrom('tenant').select('tenant_id').execute()), [{ tenant_id: a.id }])
  await inA.files.save('documents/x.pdf', Buffer.from('secret'))
  await t.rejects(inB.files.read('documents/x.pdf'), { code: 'CHOHYO_FILE_MISSING' })
  await t.rejects(inB.files.read(`../${a.id.toLowerCase()}/documents/x.pdf`), { code: 'CHOHYO_FILE_KEY_INVALID' })
  t.match(doors[0], { username: 'taro@a.example', instanceUrl: 'https://a.example', apiVersion: '66.0' })
})

t.test('an org that is not registered, is closed, or has an id that is none, is not served', async (t) => {
  const { deps } = await tools()
  const org = newTenant()
  await keepTenant(deps, org)
  await database.withTenant(org.id, (trx) => trx.updateTable('tenant').set({ state: 'closed' }).execute())
  for (const id of [org.id, newTenant().id, '', "' or true --"]) await t.rejects(openTenant(deps, id, taro), { code: 'CHOHYO_TENANT_UNKNOWN' })
})

t.test('our private key is sealed to its tenant: moved to another row it opens nothing', async (t) => {
  const { deps } = await tools()
  const [a, b] = [newTenant(), newTenant({ privateKey: pair().privateKey })]
  for (const one of [a, b]) await keepTenant(deps, one)
  const sealed = (await database.withTenant(a.id, (trx) => trx.selectFrom('tenant').select('private_key').executeTakeFirstOrThrow())).private_key
  t.notOk(sealed?.includes(Buffer.from('PRIVATE KEY')), 'not in clear')
  await database.withTenant(b.id, (trx) => trx.updateTable('tenant').set({ private_key: sealed }).execute())
  await t.rejects(openTenant(deps, b.id, taro), { code: 'CHOHYO_KEY_UNUSABLE' })
})

t.test('keys that cannot be read, and too few or too many certificates, are refused before anything is kept', async (t) => {
  const { deps } = await tools()
  const refused: Array<Partial<NewTenant>> = [{ privateKey: 'x' }, { certificates: ['x'] }, { certificates: [] }, { certificates: [KEYS.publicKey, KEYS.publicKey, KEYS.publicKey] }]
  for (const change of refused) {
    const org = newTenant(change)
    await t.rejects(keepTenant(deps, org), { code: 'CHOHYO_TENANT_INVALID' })
    await t.rejects(openTenant(deps, org.id, taro), { code: 'CHOHYO_TENANT_UNKNOWN' })
  }
})
