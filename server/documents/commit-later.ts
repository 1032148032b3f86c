import { sql, type Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'

/**
 * Lets a transaction commit without waiting for the disk, for what the next commit makes durable anyway or what is only done twice when it is
 * lost. Lost it can be in a crash of PostgreSQL itself, never in one of ours: https://www.postgresql.org/docs/current/wal-async-commit.html
 */
export async function commitLater (trx: Transaction<Tables>): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(trx)
}
