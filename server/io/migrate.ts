import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'
import pg from 'pg'
import { DatabaseNotReady } from '../errors.ts'
import { ensureRoles } from './ensure-roles.ts'
import type { Log } from './log.ts'
import * as firstHouse from './migrations/001-first-house.ts'
import * as tenantWalls from './migrations/002-tenant-walls.ts'

const migrations: Record<string, Migration> = {
  '001-first-house': firstHouse,
  '002-tenant-walls': tenantWalls
}

/**
 * Brings the tables up to date. Any number of processes may start at once: Kysely holds an advisory lock meanwhile.
 * A database that a newer release has already taken further is left as it is: migrations only ever add, so both run.
 */
export async function migrate (url: string, log: Log): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 })
  pool.on('error', (error) => log.warn({ error: error.message }, 'PostgreSQL closed a connection while the tables were brought up to date'))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await ensureRoles(pool)
    await runMigrations(db, log)
  } finally {
    await db.destroy()
  }
}

async function runMigrations (db: Kysely<unknown>, log: Log): Promise<void> {
  // Unordered, because otherwise a migration of a newer release counts as damage.
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations }, allowUnorderedMigrations: true })
  const { error, results = [] } = await migrator.migrateToLatest()
  for (const { migrationName, status } of results) log.info({ migration: migrationName }, `Migration ${status.toLowerCase()}`)
  if (error !== undefined) {
    const at = results.find(({ status }) => status === 'Error')?.migrationName ?? 'preparation'
    throw new DatabaseNotReady(`${at}: ${error instanceof Error ? error.message : JSON.stringify(error)}`, { cause: error })
  }
}
