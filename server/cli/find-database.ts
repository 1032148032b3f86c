import { pino } from 'pino'
import { dataPath, type Config } from '../config.ts'
import { startPostgres } from '../io/postgres.ts'
import { findRunningPostgres } from '../io/postgres-running.ts'

/** The database of this installation, whether its service runs or not: an embedded one that rests is started and stopped again. */
export async function withDatabaseUrl<T> (config: Config, work: (url: string) => Promise<T>): Promise<T> {
  const dir = dataPath(config, 'postgres')
  const running = config.DATABASE_URL || await findRunningPostgres(dir)
  if (running) return work(running)
  const { url, stop } = await startPostgres({ dir, log: pino({ level: 'silent' }) })
  try {
    return await work(url)
  } finally {
    await stop()
  }
}

/** The same for somebody whom no row-level security stops: of the embedded one its superuser, of another database whom ADMIN_DATABASE_URL names. */
export function asAdministrator ({ DATABASE_URL, ADMIN_DATABASE_URL }: Config, url: string): string {
  if (ADMIN_DATABASE_URL) return ADMIN_DATABASE_URL
  return DATABASE_URL ? url : url.replace('//chohyo@', '//postgres@')
}
