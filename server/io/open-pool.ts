import pg from 'pg'
import type { Log } from './log.ts'

/** A pool of connections of which any may break at any time: what was under way on it fails, and the next one is opened anew. */
export function openPool (config: pg.PoolConfig, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionTimeoutMillis: 10_000, ...config })
  // After the end too: the pool does not wait for its connections to be gone.
  pool.on('error', (error) => { if (!pool.ending) log.warn({ error: error.message }, 'PostgreSQL closed an idle connection') })
  // The pool listens to idle connections only. One that breaks within a transaction fails that transaction, and would end the process
  // besides if nobody listened: https://node-postgres.com/apis/pool#events
  pool.on('connect', (client) => { client.on('error', () => {}) })
  return pool
}
