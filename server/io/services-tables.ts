import type { ColumnType } from 'kysely'

/** A secret of a Service. */
export interface ServiceSecretTable {
  tenant_id: string
  service: string
  name: string
  /** sealed (tenants/seal-text.ts) */
  value: string
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  updated_by: string
}
