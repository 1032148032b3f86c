import type { ColumnType, JSONColumnType } from 'kysely'

// What is read, what may be inserted, what may be written later.
export type Json<T extends object> = JSONColumnType<T>
export type JsonOrNull<T extends object> = ColumnType<T | null, string | null | undefined, string | null>
export type Moment = ColumnType<Date, Date | string, Date | string>
export type MomentOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
export type MadeAt = ColumnType<Date, Date | string | undefined, never>
