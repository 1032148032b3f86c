import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { makeJournal } from './journal.ts'
import type { Journal, JournalSize } from './journal.ts'
import type { Org, SandboxApp, SandboxUser } from './org.ts'
import { allObjects } from './schema/all-objects.ts'
import { edition, plantOrg } from './seed/plant-org.ts'
import { buildApp } from './serve/build-app.ts'
import { openFileBytes } from './store/file-bytes.ts'
import { openChangeLog } from './store/change-log.ts'
import { makeId } from './store/ids.ts'
import { makeTable } from './store/table.ts'

export type { SandboxApp, SandboxUser } from './org.ts'
export type { Fault, FaultKind, Faults } from './faults.ts'
export type { Journal, JournalEntry, JournalInsert, JournalSize } from './journal.ts'

export interface SandboxOptions {
  /** 0, the default, is any free port. */
  port?: number
  host?: string
  seed?: number
  /** 1 when not given; another number is another org, with another id. */
  orgNumber?: number
  /** Accounts beside the showcase records, 50 when not given; everything else grows with them. */
  size?: number
  /** Adds an invoice with 10,000 lines, some with parts: `records.stress`. */
  stress?: boolean
  /** Where writes and file bytes are kept over a restart; without it they are gone with the process. */
  dir?: string
  apps?: SandboxApp[]
  /** PEM private key with which the org signs its calls; made when missing. */
  orgCertificateKey?: string
  /** API requests in 24 hours, 1,000,000 when not given. */
  dailyApiRequests?: number
  /** How much of its calls the org remembers. */
  journalSize?: JournalSize
  /** The org's clock. */
  now?: () => Date
}

/** A running sandbox org. */
export interface Sandbox {
  /** Login and instance URL in one. */
  url: string
  /** 18 characters */
  orgId: string
  /** An administrator first, then a rep who sees everything, one with hidden fields, one who sees own rows only, one not approved for the app, one reading English. */
  users: SandboxUser[]
  /** PEM private key: what Apex would sign with. */
  signingKey: string
  /** PEM public key of the above, for the tenant's pinned keys. */
  certificate: string
  /** Ids of the showcase records: opportunity, quote, order, invoice, englishInvoice, statementAccount, certificate, account, … */
  records: Record<string, string>
  journal: Journal
  faults: Faults
  addApp: (app: SandboxApp) => void
  close: () => Promise<void>
}

export async function startSandbox (options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', seed = 1, size = 50, stress = false, dir } = options
  if (dir !== undefined) mkdirSync(dir, { recursive: true })
  const org = emptyOrg(options)
  plantOrg(org, { seed, size, stress })
  const log = dir === undefined ? null : openChangeLog(org, join(dir, 'changes.jsonl'), { seed, size, stress, edition })
  const app = await buildApp(org)
  await app.listen({ port, host })
  const address = app.server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  org.url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  const signingKey = options.orgCertificateKey ?? keptKey(dir)
  return {
    url: org.url,
    orgId: org.id,
    users: org.users,
    signingKey,
    certificate: createPublicKey(signingKey).export({ type: 'spki', format: 'pem' }).toString(),
    records: org.records,
    journal: org.journal,
    faults: org.faults,
    addApp: app => { org.apps.set(app.consumerKey, app) },
    close: async () => {
      await app.close()
      log?.close()
      org.bytes.close()
    }
  }
}

function emptyOrg ({ dir, orgNumber = 1, apps = [], dailyApiRequests = 1_000_000, journalSize, now = () => new Date() }: SandboxOptions): Org {
  return {
    id: makeId('00D', orgNumber),
    url: '',
    tables: new Map([...allObjects].map(([name, object]) => [name, makeTable(object)])),
    users: [],
    profiles: new Map(),
    apps: new Map(apps.map(app => [app.consumerKey, app])),
    sessions: new Map(),
    cursors: new Map(),
    bulkJobs: new Map(),
    bytes: openFileBytes(dir),
    journal: makeJournal(journalSize),
    faults: makeFaults(),
    apiRequests: { used: 0, max: dailyApiRequests },
    changes: [],
    keep: () => {},
    now,
    records: {}
  }
}

function keptKey (dir: string | undefined): string {
  const path = dir === undefined ? null : join(dir, 'org-key.pem')
  if (path !== null && existsSync(path)) return readFileSync(path, 'utf8')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  if (path !== null) writeFileSync(path, privateKey, { mode: 0o600 })
  return privateKey
}
