import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Migration } from 'kysely/migration'
import { DatabaseNotReady } from '../errors.ts'
import { ensureRoles } from './ensure-roles.ts'
import type { Log } from './log.ts'
import * as firstHouse from './migrations/001-first-house.ts'
import * as tenantWalls from './migrations/002-tenant-walls.ts'
import * as runs from './migrations/003-runs.ts'
import * as signIn from './migrations/004-sign-in.ts'
import * as histories from './migrations/006-histories.ts'
import * as accounts from './migrations/007-accounts.ts'
import * as ledger from './migrations/008-ledger.ts'
import * as offboarding from './migrations/009-offboarding.ts'
import * as incidents from './migrations/010-incidents.ts'
import * as keyDestruction from './migrations/011-key-destruction.ts'
import * as sealing from './migrations/012-sealing.ts'
import * as services from './migrations/013-services.ts'
import { openPool } from './open-pool.ts'

const migrations: Record<string, Migration> = {
  '001-first-house': firstHouse,
  '002-tenant-walls': tenantWalls,
  '003-runs': runs,
  '004-sign-in': signIn,
  '006-histories': histories,
  '007-accounts': accounts,
  '008-ledger': ledger,
  '009-offboarding': offboarding,
  '010-incidents': incidents,
  '011-key-destruction': keyDestruction,
  '012-sealing': sealing,
  '013-services': services
}

/**
 * Brings the tables up to date. Any number of processes may start at once: Kysely holds an advisory lock meanwhile.
 * A database that a newer release has already taken further is left as it is: migrations only ever add, so both run.
 */
export async function migrate (url: string, log: Log): Promise<void> {
  const pool = openPool({ connectionString: url, max: 2 }, log)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await ensureRoles(pool)
    await runMigrations(db, log)
  } finally {
    await db.destroy()
  }
}

async function runMigrations (db: Kysely<unknown>, log: Log): Promise<void> {
  const newer = await listNewer(db)
  if (newer.length > 0) log.warn({ newer }, 'The tables are those of a newer release')
  const known = { ...migrations, ...Object.fromEntries(newer.map((name) => [name, { up: async () => {} }])) }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } })
  const { error, results = [] } = await migrator.migrateToLatest()
  for (const { migrationName, status } of results) log.info({ migration: migrationName }, `Migration ${status.toLowerCase()}`)
  if (error !== undefined) {
    const at = results.find(({ status }) => status === 'Error')?.migrationName ?? 'preparation'
    throw new DatabaseNotReady(`${at}: ${error instanceof Error ? error.message : JSON.stringify(error)}`, { cause: error })
  }
}

/** Migrations that were run and are not ours; Kysely would take the database for damaged. */
async function listNewer (db: Kysely<unknown>): Promise<string[]> {
  const { rows: [table] } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (table?.there !== true) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name).filter((name) => !(name in migrations))
}
