import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { BlockList } from 'node:net'
import type { Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { Deps } from '../deps.ts'
import { TenantLeaving, TenantUnknown } from '../errors.ts'
import { openSalesforce, type Salesforce, type SalesforceUser } from '../io/salesforce.ts'
import type { Secrets } from '../io/secrets.ts'
import type { Lane, Tables } from '../io/tables.ts'
import type { User } from './schema.ts'

/**
 * The bag every action gets: one org's own tools and the user who acts. Below here nobody sees a database without row-level security,
 * another org's files, or a token, so nobody can reach a neighbour's data.
 */
export interface Tenant {
  id: string
  name: string
  /** `leaving`: its service ends, and it is only read any more */
  state: 'active' | 'leaving'
  user: User
  log: Logger
  /** Runs `work` in a transaction that sees this tenant's rows only. Keep it short: never print or call Salesforce inside. */
  db: <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>
  /** Salesforce as `user`: sharing and field-level security are the org's own. */
  salesforce: Salesforce
  /** Logs in as `user` anew, whatever token is at hand: the proof that it works. */
  logIn: () => Promise<SalesforceUser>
  chrome: Deps['chrome']
  /** sealed on their way: the file store sees ciphertext only */
  files: Pick<Deps['files'], 'save' | 'read' | 'has' | 'remove'>
  /** for what must not be readable in the database */
  secrets: Secrets
  /** how far calls to addresses that its people give may go: what the operator allows beside the public internet, and plain http in tests */
  outside: { allowed: BlockList, http: boolean }
  queue: Deps['queue']
  formulas: Deps['formulas']
  pageImages: Deps['pageImages']
  parcels: Deps['parcels']
  /** who holds leases here, and how long one lasts without being renewed */
  owner: string
  leaseSeconds: number
  now: () => Date
}

interface Known { name: string, state: 'active' | 'leaving', instanceUrl: string, loginUrl: string, consumerKey: string, privateKey: KeyObject, apiVersion: string, readAt: number, sealedKey: Buffer, openedAt: number }

// A tenant row is read again after this time: a closed tenant is shut out within five seconds.
const KEPT_MS = 5000
/** The opened private key of an org stays in memory no longer. */
const OPENED_MS = 300_000
const known = new WeakMap<Deps, Map<string, Known>>()

/** Both doors (HTTP and queue) come in through here. What is made in the lane `batch` lets others print first. */
export async function openTenant (deps: Deps, id: string, user: User, lane: Lane = 'interactive'): Promise<Tenant> {
  const org = await readTenant(deps, id)
  const db: Tenant['db'] = (work) => deps.database.withTenant(id, work, user).catch(sayLeaving)
  const secrets = deps.secretsOf(id)
  const key = (name: string): string => filesOf(id) + name
  return {
    id,
    name: org.name,
    state: org.state,
    user,
    log: deps.log.child({ tenant: id, user: user.username }),
    db,
    salesforce: deps.salesforce({ ...org, username: user.username, log: deps.log }),
    logIn: () => openSalesforce({ ...org, username: user.username, log: deps.log }).whoAmI(),
    chrome: lane === 'batch' ? { ...deps.chrome, printPdf: (print) => deps.chrome.printPdf({ ...print, patient: true }) } : deps.chrome,
    files: {
      save: async (name, bytes) => deps.files.save(key(name), await secrets.sealFile(name, bytes)),
      read: async (name) => secrets.openFile(name, await deps.files.read(key(name))),
      has: (name) => deps.files.has(key(name)),
      remove: (name) => deps.files.remove(key(name))
    },
    secrets,
    outside: { allowed: deps.config.webhookNetworks, http: deps.config.NODE_ENV === 'test' },
    queue: deps.queue,
    formulas: deps.formulas,
    pageImages: deps.pageImages,
    parcels: deps.parcels,
    owner: deps.owner,
    leaseSeconds: deps.config.LEASE_SECONDS,
    now: deps.now
  }
}

async function readTenant (deps: Deps, id: string): Promise<Known> {
  const orgs = known.get(deps) ?? new Map<string, Known>()
  known.set(deps, orgs)
  const fresh = orgs.get(id)
  if (fresh && Date.now() - fresh.readAt < KEPT_MS) return fresh
  const row = await deps.database.withTenant(id, (trx) => trx.selectFrom('tenant').selectAll().where('state', 'in', ['active', 'leaving']).executeTakeFirst())
  if (!row?.private_key || !row.consumer_key) throw new TenantUnknown()
  const opened = fresh && Date.now() - fresh.openedAt < OPENED_MS && fresh.sealedKey.equals(row.private_key) ? fresh : await openPrivateKey(deps, id, row.private_key)
  const org: Known = {
    name: row.name,
    state: row.state === 'leaving' ? 'leaving' : 'active',
    instanceUrl: row.instance_url,
    loginUrl: row.login_url,
    consumerKey: row.consumer_key,
    privateKey: opened.privateKey,
    sealedKey: row.private_key,
    openedAt: opened.openedAt,
    apiVersion: row.api_version ?? '66.0',
    readAt: Date.now()
  }
  orgs.set(id, org)
  return org
}

async function openPrivateKey ({ keys }: Deps, id: string, sealed: Buffer): Promise<Pick<Known, 'privateKey' | 'openedAt'>> {
  return { privateKey: createPrivateKey(Buffer.from(await keys.open(privateKeyPlace(id), sealed))), openedAt: Date.now() }
}

/** The folder of a tenant's files in the store of all. */
export function filesOf (tenantId: string): string {
  return `t/${tenantId.toLowerCase()}/`
}

/** The database lets nothing begin for an org that leaves, however old this process's knowledge is (migrations/009-offboarding.ts). */
function sayLeaving (error: Error & { code?: string }): never {
  throw error.code === 'CHO01' ? new TenantLeaving() : error
}

/** Binds the sealed key to its place: moved to another tenant's row it does not open. */
export function privateKeyPlace (tenantId: string): string {
  return `${tenantId}|tenant|private_key`
}
