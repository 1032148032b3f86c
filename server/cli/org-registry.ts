import { pino } from 'pino'
import { dataPath, type Config } from '../config.ts'
import { openRootKey, type Deps } from '../deps.ts'
import { openDatabase } from '../io/database.ts'
import { startPostgres } from '../io/postgres.ts'
import { findRunningPostgres } from '../io/postgres-running.ts'

export type Registry = Pick<Deps, 'database' | 'keys'>

const log = pino({ level: 'silent' })

/** The tenants of this installation, whether its service runs or not: the same database and the same root key, without printing and queueing. */
export async function withRegistry<T> (config: Config, work: (registry: Registry) => Promise<T>): Promise<T> {
  const { url, stop } = await findDatabase(config)
  try {
    const database = await openDatabase({ url, max: 2, log })
    try {
      return await work({ database, keys: await openRootKey(config) })
    } finally {
      await database.close()
    }
  } finally {
    await stop()
  }
}

async function findDatabase (config: Config): Promise<{ url: string, stop: () => Promise<void> }> {
  const dir = dataPath(config, 'postgres')
  const running = config.DATABASE_URL || await findRunningPostgres(dir)
  return running ? { url: running, stop: async () => {} } : startPostgres({ dir, log })
}
