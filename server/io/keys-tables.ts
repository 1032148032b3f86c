import type { ColumnType, Generated } from 'kysely'
import type { MadeAt, MomentOrNull } from './column-types.ts'

/** That two admins wish the keys of their org to be destroyed. */
export interface KeyDestructionTable {
  tenant_id: string
  state: Generated<'asked' | 'waiting' | 'done'>
  asked_by: string
  asked_at: MadeAt
  takeover: Generated<boolean>
  confirmed_by: string | null
  due_at: MomentOrNull
  done_at: MomentOrNull
}

/** A tenant's key, sealed by the root key; it seals the tenant's data keys and nothing else. */
export interface TenantKeyTable {
  tenant_id: string
  version: number
  state: ColumnType<'active' | 'retired' | 'destroyed', 'active' | undefined, 'retired' | 'destroyed'>
  /** nothing is left of a destroyed one */
  wrapped: ColumnType<Buffer | null, Buffer, Buffer | null>
  created_at: MadeAt
  ended_at: MomentOrNull
}

export type DataKeyPurpose = 'fields' | 'files' | 'index'

/** What seals columns, what the keys of files are derived from, and what blind indexes are made with. */
export interface DataKeyTable {
  tenant_id: string
  id: number
  purpose: DataKeyPurpose
  /** the version of the tenant's key that seals it */
  version: number
  wrapped: Buffer
  /** the one in use; of the others only what they sealed is read */
  is_current: Generated<boolean>
  /** how many values it has sealed, counted now and then; a bigint, so a string */
  sealed: ColumnType<string, never, never>
  created_at: MadeAt
}

export interface KeyTables {
  'chohyo_keys.tenant_key': TenantKeyTable
  'chohyo_keys.data_key': DataKeyTable
}
