import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import type { FileBytes } from './store/file-bytes.ts'
import type { Row, Table } from './store/table.ts'
import type { Cursor } from './soql/page-rows.ts'
import type { BulkJob } from './rest/bulk.ts'
import type { Change } from './store/change-rows.ts'

/** What a profile may not do. Names are `Object` or `Object.Field`, in the describe's spelling. */
export interface Profile {
  id: string
  name: string
  /** Sees and edits every row, whoever owns it. */
  seesAll: boolean
  /** "View Encrypted Data" */
  viewsEncrypted: boolean
  hiddenObjects: Set<string>
  hiddenFields: Set<string>
  readOnlyFields: Set<string>
}

export interface SandboxUser {
  id: string
  username: string
  name: string
  profile: string
  email: string
  /** `ja` or `en_US` */
  language: string
  locale: string
  timeZone: string
  /** Permission sets of the user: an app asks for one of them. */
  permissionSets: string[]
}

/** An External Client App that may log users in by JWT bearer. */
export interface SandboxApp {
  consumerKey: string
  /** PEM: an X.509 certificate or a public key */
  certificate: string
  /** The policy "admin approved users are pre-authorized"; true when not given. */
  preauthorized?: boolean
  /** Only users with this permission set are approved. */
  permissionSet?: string
}

export interface Session {
  token: string
  user: SandboxUser
  consumerKey: string
  /** milliseconds since the epoch */
  issuedAt: number
  expiresAt: number
}

/** The whole state of one sandbox org. */
export interface Org {
  id: string
  url: string
  tables: Map<string, Table>
  users: SandboxUser[]
  profiles: Map<string, Profile>
  apps: Map<string, SandboxApp>
  sessions: Map<string, Session>
  cursors: Map<string, Cursor>
  bulkJobs: Map<string, BulkJob>
  bytes: FileBytes
  journal: Journal
  faults: Faults
  apiRequests: { used: number, max: number }
  /** Changes of the request under way, youngest last: undone when it fails as a whole, kept when it succeeds. */
  changes: Change[]
  keep: (changes: Change[]) => void
  now: () => Date
  /** The showcase records by their names. */
  records: Record<string, string>
}

export function tableOf (org: Org, name: string): Table {
  const table = org.tables.get(name.toLowerCase())
  if (table === undefined) throw new Error(`The sandbox org has no object ${name}`)
  return table
}

/** The row an id names, deleted or not; the id's first three characters tell the object. */
export function rowById (org: Org, id: unknown): { table: Table, row: Row } | null {
  if (typeof id !== 'string') return null
  const table = tableByPrefix(org, id.slice(0, 3))
  const row = table?.rows.get(id)
  return table === undefined || row === undefined ? null : { table, row }
}

const byPrefix = new WeakMap<Org, Map<string, Table>>()

export function tableByPrefix (org: Org, keyPrefix: string): Table | undefined {
  let prefixes = byPrefix.get(org)
  if (prefixes === undefined) {
    prefixes = new Map([...org.tables.values()].map(table => [table.object.keyPrefix, table]))
    byPrefix.set(org, prefixes)
  }
  return prefixes.get(keyPrefix)
}
