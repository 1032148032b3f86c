import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { openSalesforce, type Salesforce, type SalesforceOptions } from '../server/io/salesforce.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../server/sandbox/start-sandbox.ts'

/** A sandbox org with our app in it, and doors to it. */
export interface SalesOrg {
  sandbox: Sandbox
  privateKey: KeyObject
  /** Opens a door as one of the org's users: admin, rep, limited, private, unapproved or emily. */
  open: (user: string, more?: Partial<SalesforceOptions>) => Salesforce
  /** API requests that arrived at the org since the journal was cleared; logins do not count. */
  arrived: () => number
  /** What the doors had to say: one line for each further try. */
  warnings: unknown[]
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export async function openSalesOrg (options: SandboxOptions = {}): Promise<SalesOrg> {
  const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const sandbox = await startSandbox({ size: 20, apps: [{ consumerKey: 'chohyo', certificate, preauthorized: true, permissionSet: 'Chohyo_User' }], ...options })
  const warnings: unknown[] = []
  const warn = (line: unknown): void => { warnings.push(line) }
  return {
    sandbox,
    privateKey,
    warnings,
    open: (user, more) => openSalesforce({
      instanceUrl: sandbox.url,
      loginUrl: sandbox.url,
      consumerKey: 'chohyo',
      privateKey,
      username: `${user}@sandbox.chohyo.example`,
      apiVersion: '66.0',
      log: { debug: () => {}, info: () => {}, warn, error: warn },
      ...more
    }),
    arrived: () => sandbox.journal.list().filter(({ path }) => path.startsWith('/services/data/')).length
  }
}
