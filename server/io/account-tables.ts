import type { ColumnType, Generated } from 'kysely'
import type { MadeAt, Moment } from './column-types.ts'

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
  role: 'admin' | 'general'
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
