import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'

/** What this room needs of a tenant: its id, and transactions in which row-level security knows who asks. */
export interface Asker { id: string, db: <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T> }
