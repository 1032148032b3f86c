import { pino } from 'pino'
import { openDatabase } from '../server/io/database.ts'
import { startPostgres } from '../server/io/postgres.ts'

// Without tap: a process that only imports tap is a test itself, and fails when nothing happens in it.

export const silent = pino({ level: 'silent' })

/** Starts the PostgreSQL all tests share and makes the database they are copied from. */
export async function startTestPostgres (dir: string): Promise<{ url: string, stop: () => Promise<void> }> {
  const postgres = await startPostgres({ dir, log: silent })
  const template = await openDatabase({ url: postgres.url, log: silent })
  await template.close()
  return postgres
}
