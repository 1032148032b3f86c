import type { Generated, JSONColumnType } from 'kysely'
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
  /** null while there is something left that was kept before the tenant had keys */
  sealed_at: MomentOrNull
}

/** A `jti` that was used once; a second use is a replay. */
export interface SeenTokenTable {
  tenant_id: string
  jti: string
  expires_at: Moment
}
