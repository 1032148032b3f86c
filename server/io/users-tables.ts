import type { ColumnType, Generated } from 'kysely'
import type { MadeAt, Moment, MomentOrNull } from './column-types.ts'

type Role = 'admin' | 'general' | 'auditor'
/** A PostgreSQL array, written as one. */
type Texts = ColumnType<string[], string[] | undefined, string[]>

export interface ApiKeyTable {
  tenant_id: string
  id: Generated<string>
  /** SHA-256 of the key; the key itself is shown once and never stored */
  hash: Buffer
  label: string
  /** the Salesforce user it acts as */
  username: string
  role: Role
  /** what it may be used for (tenants/scopes.ts) */
  scopes: Texts
  /** login of the account that made it; null for the operator */
  made_by: string | null
  expires_at: MomentOrNull
  revoked_at: MomentOrNull
  /** to the hour */
  used_at: MomentOrNull
  created_at: MadeAt
}

/** Who may sign in to the console. */
export interface UserAccountTable {
  tenant_id: string
  id: Generated<string>
  /** in small letters, unique in the whole installation */
  login: string
  /** the name on the screen */
  label: string
  /** argon2id as a PHC string; null for who comes by single sign-on alone */
  password_hash: string | null
  role: Role
  /** the Salesforce user it acts as */
  username: string
  language: 'en' | 'ja'
  state: Generated<'active' | 'closed'>
  /** where messages go */
  mail: string | null
  labels: Texts
  /** sealed; `totp_since` is null until a first code has shown that it is in the right hands */
  totp_secret: Buffer | null
  totp_since: MomentOrNull
  /** the last time step a code was taken of: none is taken twice */
  totp_step: Generated<number>
  /** who this is at the tenant's provider of single sign-on */
  sso_issuer: string | null
  sso_subject: string | null
  signed_in_at: MomentOrNull
  created_at: MadeAt
}

/** Who is signed in. */
export interface SessionTable {
  tenant_id: string
  id: Generated<string>
  /** SHA-256 of the token in the cookie */
  hash: Buffer
  user_id: string
  /** what is missing before it opens anything: to give the second factor, or to set one up */
  needs: 'give' | 'enrol' | null
  /** when its user last proved to be there */
  fresh_at: ColumnType<Date, Date | string | undefined, Date | string>
  device: Generated<string>
  network: Generated<string>
  way: Generated<string>
  created_at: MadeAt
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>
  expires_at: Moment
}

/** A public key of an authenticator (https://www.w3.org/TR/webauthn-3/). */
export interface PasskeyTable {
  tenant_id: string
  id: Generated<string>
  user_id: string
  /** base64url, unique in the whole installation */
  credential_id: string
  public_key: Buffer
  counter: number
  transports: Texts
  label: string
  backed_up: boolean
  created_at: MadeAt
  used_at: MomentOrNull
}

export interface RecoveryCodeTable {
  tenant_id: string
  user_id: string
  /** SHA-256 over the account's id and the code (80 random bits) */
  hash: Buffer
  used_at: MomentOrNull
}

/** A link to set a password with, once: for a new account, or for one that is there (`reset`). */
export interface InviteTable {
  tenant_id: string
  id: Generated<string>
  kind: 'invite' | 'reset'
  /** SHA-256 of the token in the link */
  hash: Buffer
  user_id: string | null
  login: string
  label: string
  role: Role
  username: string
  labels: Texts
  language: 'en' | 'ja'
  made_by: string
  created_at: MadeAt
  expires_at: Moment
  used_at: MomentOrNull
}
