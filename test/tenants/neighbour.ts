import { createPublicKey } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { installStarter } from '../../server/mappings/install-starter.ts'
import { startSandbox, type Sandbox } from '../../server/sandbox/start-sandbox.ts'
import { makeApiKey } from '../../server/tenants/api-keys.ts'
import { keepTenant } from '../../server/tenants/keep-tenant.ts'
import { openTenant } from '../../server/tenants/open-tenant.ts'
import { KEYS, type TestService } from '../service.ts'

export interface Neighbour { sandbox: Sandbox, key: string, call: (request: InjectOptions) => Promise<LightMyRequestResponse> }

/** A second org in the same service. */
export async function openNeighbour (t: Test, { app, deps }: Pick<TestService, 'app' | 'deps'>, orgNumber: number): Promise<Neighbour> {
  const sandbox = await startSandbox({ size: 5, orgNumber, apps: [{ consumerKey: 'test-app', certificate: KEYS.publicKey }] })
  t.teardown(() => sandbox.close())
  await keepTenant(deps, {
    id: sandbox.orgId,
    name: 'Neighbour',
    instanceUrl: sandbox.url,
    loginUrl: sandbox.url,
    consumerKey: 'test-app',
    privateKey: KEYS.privateKey,
    certificates: [createPublicKey(sandbox.certificate).export({ type: 'spki', format: 'pem' }).toString()]
  })
  const username = sandbox.users[0]?.username ?? ''
  await installStarter(await openTenant(deps, sandbox.orgId, { username, role: 'admin', via: 'api-key' }))
  const key = await makeApiKey(deps, { tenantId: sandbox.orgId, label: 'test', username, role: 'admin' })
  return { sandbox, key, call: ({ headers, ...request }) => app.inject({ ...request, headers: { authorization: `Bearer ${key}`, ...headers } }) }
}
