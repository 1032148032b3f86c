import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { MadeAt, Moment, MomentOrNull } from './column-types.ts'

/** One Salesforce org. */
export interface TenantTable {
  tenant_id: string
  name: string
  instance_url: string
  login_url: string
  consumer_key: string | null
  /** sealed by keys.ts */
  private_key: Buffer | null
  api_version: string | null
  /** PEM certificates whose signatures we accept; two while one is being replaced */
  certificates: JSONColumnType<string[], string | undefined, string>
  settings: JSONColumnType<Record<string, unknown>, string | undefined, string>
  /** `leaving`: its service ends, and it is only read any more */
  state: Generated<'active' | 'parked' | 'leaving' | 'closed'>
  /** when the first request signed with a pinned certificate was accepted, by its thumbprint */
  proven: JSONColumnType<Record<string, string>, string | undefined, string>
  created_at: MadeAt
}

export interface ApiKeyTable {
  tenant_id: string
  id: Generated<string>
  /** SHA-256 of the key; the key itself is shown once and never stored */
  hash: Buffer
  label: string
  /** the Salesforce user it acts as */
  username: string
  role: 'admin' | 'general' | 'auditor'
  expires_at: MomentOrNull
  revoked_at: MomentOrNull
  created_at: MadeAt
}

/** A `jti` that was used once; a second use is a replay. */
export interface SeenTokenTable {
  tenant_id: string
  jti: string
  expires_at: Moment
}

/** Who may sign in to the console. */
export interface UserAccountTable {
  tenant_id: string
  id: Generated<string>
  /** in small letters, unique in the whole installation */
  login: string
  /** the name on the screen */
  label: string
  /** argon2id as a PHC string */
  password_hash: string
  role: 'admin' | 'general' | 'auditor'
  /** the Salesforce user it acts as */
  username: string
  language: 'en' | 'ja'
  state: Generated<'active' | 'closed'>
  created_at: MadeAt
}

/** Who is signed in. */
export interface SessionTable {
  tenant_id: string
  id: Generated<string>
  /** SHA-256 of the token in the cookie */
  hash: Buffer
  user_id: string
  created_at: MadeAt
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>
  expires_at: Moment
}
