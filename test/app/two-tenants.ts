import { createPublicKey, randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { installStarter } from '../../server/mappings/install-starter.ts'
import { startSandbox, type Sandbox } from '../../server/sandbox/start-sandbox.ts'
import { makeApiKey } from '../../server/tenants/api-keys.ts'
import { keepTenant } from '../../server/tenants/keep-tenant.ts'
import { openTenant } from '../../server/tenants/open-tenant.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import { makeInvite } from '../../server/users/make-invite.ts'
import { dataFolder } from '../data-folder.ts'
import { KEYS, testService, type TestService } from '../service.ts'

/** One thing of each kind a path can name; none of them is also there in the other tenant. */
export interface Things { document: string, run: string, definition: string, record: string, file: string, user: string, invite: string, apiKey: string, certificate: string, incident: string }

export interface House { sandbox: Sandbox, things: Things, call: (request: InjectOptions) => Promise<LightMyRequestResponse> }

const NOBODYS_ID = '01900000-0000-7000-8000-000000000000'

/** Well formed, and nobody's. */
export const UNKNOWN: Things = { document: NOBODYS_ID, run: NOBODYS_ID, definition: 'of_nobody', record: '001CY00000zzzzzYAA', file: '068CY00000zzzzzYAA', user: NOBODYS_ID, invite: NOBODYS_ID, apiKey: NOBODYS_ID, certificate: 'f'.repeat(64), incident: '01900000-0000-7000-8000-000000000000' }

/** Two orgs in one service, each with documents, runs, definitions, records and files of its own. */
export async function twoTenants (t: Test): Promise<{ service: TestService, own: House, neighbour: House }> {
  // Files are sealed with keys of this database: those of other tests cannot be opened.
  const service = await testService(t, { chrome: 'at once', settings: { DATA_DIR: await dataFolder(t, ['chrome']) } })
  const { deps, app } = service
  const sandbox = await startSandbox({ size: 12, orgNumber: 2, apps: [{ consumerKey: 'test-app', certificate: KEYS.publicKey }] })
  t.teardown(() => sandbox.close())
  const certificate = createPublicKey(sandbox.certificate).export({ type: 'spki', format: 'pem' }).toString()
  await keepTenant(deps, { id: sandbox.orgId, name: 'Neighbour', instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: KEYS.privateKey, certificates: [certificate] })
  const username = sandbox.users[0]?.username ?? ''
  await installStarter(await openTenant(deps, sandbox.orgId, { username, role: 'admin', via: 'api-key' }))
  const key = await makeApiKey(deps, { tenantId: sandbox.orgId, label: 'test', username, role: 'admin' })
  const call: House['call'] = (request) => app.inject({ ...request, headers: { authorization: `Bearer ${key}`, ...request.headers } })
  return {
    service,
    own: { sandbox: service.sandbox, call: service.call, things: await furnish(deps, service.sandbox, service.call, 'only_here') },
    neighbour: { sandbox, call, things: await furnish(deps, sandbox, call, 'only_there') }
  }
}

async function furnish (deps: TestService['deps'], sandbox: Sandbox, call: House['call'], definition: string): Promise<Things> {
  const quote = sandbox.records['quote'] ?? ''
  for (const kind of ['views', 'templates', 'mappings']) {
    const { draft } = (await call({ url: `/v1/${kind}/quote_ja` })).json<{ draft: unknown }>()
    await call({ method: 'PUT', url: `/v1/${kind}/${definition}`, body: { label: definition, body: draft as object } })
    await call({ method: 'POST', url: `/v1/${kind}/${definition}/publish` })
  }
  const document = (await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=60' }, body: { mapping: 'quote_ja', recordId: quote } })).json<{ id: string }>().id
  const run = (await call({ method: 'POST', url: '/v1/runs', body: { mapping: 'quote_ja', source: { recordIds: [quote] }, save: false } })).json<{ id: string }>().id
  const incident = (await call({ method: 'POST', url: '/v1/incidents', body: { overview: 'x', documents: [document] } })).json<{ id: string }>().id
  const username = sandbox.users[0]?.username ?? ''
  const tenant = await openTenant(deps, sandbox.orgId, { username, role: 'admin', via: 'api-key' })
  await keepAccount(deps, { tenantId: sandbox.orgId, login: `${definition}@example.com`, label: definition, password: randomUUID(), role: 'general', username, language: 'ja' })
  await makeInvite(deps, tenant, { login: `invited.${definition}@example.com`, name: definition, role: 'general', username })
  const listed = async (room: string, name: string) => (await call({ url: `/v1/${room}` })).json<Record<string, Array<{ id: string }>>>()[name]?.[0]?.id ?? ''
  const [user, invite, apiKey] = [await listed('users', 'users'), await listed('invites', 'invites'), await listed('api-keys', 'apiKeys')]
  // The ids of one org are those of the other until one has more of them: only what is made last is only there.
  const files = definition === 'only_there' ? 5 : 1
  let file = ''
  for (let count = 0; count < files; count += 1) file = (await tenant.salesforce.saveFile({ title: randomUUID(), pathOnClient: 'x.pdf', bytes: Buffer.from('%PDF-1.7 x'), recordId: quote, key: randomUUID() })).contentVersionId
  const { records } = (await call({ url: '/v1/objects/Account/records?limit=200' })).json<{ records: Array<{ id: string }> }>()
  const { certificates: [pinned] } = (await call({ url: '/v1/tenant/certificates' })).json<{ certificates: Array<{ thumbprint: string }> }>()
  return { document, run, definition, user, invite, apiKey, certificate: pinned?.thumbprint ?? '', record: records.map(({ id }) => id).sort().at(-1) ?? '', file, incident }
}
