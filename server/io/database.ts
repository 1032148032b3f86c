import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import { openEar } from './ear.ts'
import type { Log } from './log.ts'
import { migrate } from './migrate.ts'
import { openPool } from './open-pool.ts'
import type { DoorTables, Tables } from './tables.ts'

export interface DatabaseOptions {
  /** postgres:// URL of the owner of the tables */
  url: string
  /** connections in the pool, 10 unless told */
  max?: number
  log: Log
}

/** Who acts, as far as row-level security must know it: the Salesforce user, and the login of the console account. Without one it is the service itself. */
export interface Caller { username: string, login?: string, role: 'admin' | 'general' | 'auditor' }

export interface Database {
  /**
   * Runs `work` in one transaction that sees and writes this tenant's rows only (role chohyo_app, row-level security).
   * With `who`, row-level security also knows the caller (app.user, app.role) and shows what that role may see.
   * Keep it short: no call to the outside while it is open.
   */
  withTenant: <T>(tenantId: string, work: (trx: Transaction<Tables>) => Promise<T>, who?: Caller) => Promise<T>
  /** Runs `work` in one transaction that sees the little that must be known before a tenant is (role chohyo_door). */
  withDoor: <T>(work: (trx: Transaction<DoorTables>) => Promise<T>) => Promise<T>
  /**
   * Calls `hear` for every NOTIFY on the channel; resolves, once listening, to the function that ends it.
   * After a lost connection it listens again and hears `''` once: something may have been missed, look for yourself.
   */
  listen: (channel: string, hear: (payload: string) => void) => Promise<() => Promise<void>>
  /** Rejects when the database does not answer. */
  ping: () => Promise<void>
  close: () => Promise<void>
}

/** Brings the tables up to date and opens the two doors. The pool itself stays in here: nobody can go around row-level security. */
export async function openDatabase ({ url, max = 10, log }: DatabaseOptions): Promise<Database> {
  await migrate(url, log)
  const pool = openPool({ connectionString: url, max, min: Math.min(2, max), types, ...timeouts }, log)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const ear = openEar(url, log)

  return {
    withTenant: (tenantId, work, who) => db.transaction().execute(async (trx) => {
      await enter('chohyo_app', tenantId, who).execute(trx)
      return await work(trx)
    }),
    withDoor: (work) => db.transaction().execute(async (trx) => {
      await enter('chohyo_door', '').execute(trx)
      return await work(trx)
    }),
    listen: ear.listen,
    ping: async () => { await sql`select 1`.execute(db) },
    close: async () => {
      await ear.close()
      await db.destroy()
    }
  }
}

// A click waits 20 s at most; nothing in a transaction may hold locks longer than that.
const timeouts = {
  statement_timeout: 20_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000
}

/** One round trip: set_config('role', …, true) is SET LOCAL ROLE. */
function enter (role: 'chohyo_app' | 'chohyo_door', tenantId: string, who: Caller | Nobody = { username: '', role: '' }) {
  return sql`select set_config('role', ${role}, true), set_config('app.tenant', ${tenantId}, true), set_config('app.user', ${who.username}, true), set_config('app.login', ${who.login ?? ''}, true), set_config('app.role', ${who.role}, true)`
}

interface Nobody { username: '', login?: '', role: '' }

// bigint as a number: identities and sizes stay far below 2^53.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
// A day is no moment: as text it is the same in every time zone.
types.setTypeParser(pg.types.builtins.DATE, String)
