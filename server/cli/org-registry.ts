import { pino } from 'pino'
import type { Config } from '../config.ts'
import { openRootKey, type Deps } from '../deps.ts'
import { openDatabase } from '../io/database.ts'
import { withDatabaseUrl } from './find-database.ts'

export type Registry = Pick<Deps, 'database' | 'keys'>

const log = pino({ level: 'silent' })

/** The tenants of this installation, whether its service runs or not: the same database and the same root key, without printing and queueing. */
export async function withRegistry<T> (config: Config, work: (registry: Registry) => Promise<T>): Promise<T> {
  return withDatabaseUrl(config, async (url) => {
    const database = await openDatabase({ url, max: 2, log })
    try {
      return await work({ database, keys: await openRootKey(config) })
    } finally {
      await database.close()
    }
  })
}
