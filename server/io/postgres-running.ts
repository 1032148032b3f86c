import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/**
 * The address of the embedded PostgreSQL when a service on this data folder has started it already; null when none runs there.
 * postmaster.pid holds the folder of the socket in its fifth line: https://www.postgresql.org/docs/current/storage-file-layout.html
 */
export async function findRunningPostgres (dir: string): Promise<string | null> {
  const lines = (await readFile(join(dir, 'data/postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const socketDir = lines[4]?.trim()
  if (!socketDir) return null
  const url = `postgres://chohyo@localhost/chohyo?host=${encodeURIComponent(socketDir)}`
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    return url
  } catch {
    // The file of a server that was killed.
    return null
  } finally {
    await client.end().catch(() => {})
  }
}
