import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { dataPath } from '../config.ts'
import type { Deps } from '../deps.ts'
import { installStarter } from '../mappings/install-starter.ts'
import { startSandbox, type Sandbox } from '../sandbox/start-sandbox.ts'
import { findApiKey, makeApiKey } from '../tenants/api-keys.ts'
import { keepTenant } from '../tenants/keep-tenant.ts'
import { openTenant } from '../tenants/open-tenant.ts'
import { progress } from '../io/progress.ts'
import { openDemoAccounts } from './open-demo-accounts.ts'

const CONSUMER_KEY = 'chohyo-demo'
const MAPPING = 'quote_ja'

/** What scripts and people need to try the service: the contents of DATA_DIR/demo.json. */
export interface DemoCard { url: string, apiKey: string, user: string, password: string, mapping: string, recordId: string, orgId: string, salesforce: string }

export interface Demo { card: DemoCard, sandbox: Sandbox, announce: (url: string) => void, close: () => Promise<void> }

/** The sandbox org as the first tenant, with the starter forms published and a key to call with. What is there already is kept. */
export async function openDemo (deps: Deps): Promise<Demo> {
  const privateKey = ownKey(dataPath(deps.config, 'keys', 'demo.pem'))
  const certificate = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  const sandbox = await progress('Filling the sandbox org', startSandbox({
    size: deps.config.SANDBOX_SIZE,
    dir: dataPath(deps.config, 'sandbox'),
    apps: [{ consumerKey: CONSUMER_KEY, certificate }]
  }))
  const [admin] = sandbox.users
  if (!admin) throw new Error('the sandbox org has no users')
  await keepTenant(deps, {
    id: sandbox.orgId,
    name: 'Sandbox org',
    instanceUrl: sandbox.url,
    loginUrl: sandbox.url,
    consumerKey: CONSUMER_KEY,
    privateKey,
    certificates: [sandbox.certificate]
  })
  const tenant = await openTenant(deps, sandbox.orgId, { username: admin.username, role: 'admin', via: 'run' })
  await progress('Publishing the starter forms', installStarter(tenant))
  const path = dataPath(deps.config, 'demo.json')
  const card: DemoCard = {
    url: '',
    apiKey: await keepApiKey(deps, path, { tenantId: sandbox.orgId, username: admin.username }),
    user: admin.username,
    password: await openDemoAccounts(deps, sandbox, readCard(path)?.password),
    mapping: MAPPING,
    recordId: sandbox.records['quote'] ?? '',
    orgId: sandbox.orgId,
    salesforce: sandbox.url
  }
  return {
    card,
    sandbox,
    announce (url) {
      card.url = url
      writeFileSync(path, JSON.stringify(card, null, 2) + '\n', { mode: 0o600 })
    },
    close: () => sandbox.close()
  }
}

function ownKey (path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, privateKey, { mode: 0o400 })
    return privateKey
  }
}

/** The key of the last start as long as it is good, so that a script keeps working over restarts. */
async function keepApiKey (deps: Deps, path: string, { tenantId, username }: { tenantId: string, username: string }): Promise<string> {
  const known = readCard(path)?.apiKey
  const found = known === undefined ? null : await findApiKey(deps, known)
  if (known !== undefined && found?.tenantId === tenantId) return known
  return makeApiKey(deps, { tenantId, label: 'demo', username, role: 'admin' })
}

function readCard (path: string): Partial<DemoCard> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<DemoCard>
  } catch {
    return null
  }
}
