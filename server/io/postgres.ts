import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { DataFolderInUse, PostgresFailed } from '../errors.ts'
import type { Log } from './log.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { findFooting, folderInUse } from './postgres-footing.ts'
import type { Footing } from './postgres-footing.ts'
import { sayPostgres } from './say-postgres.ts'

export interface PostgresOptions {
  /** a folder of its own: data, socket and lock */
  dir: string
  log: Log
  /** where setpriv, unshare and flock are looked for */
  path?: string
}

export interface Postgres {
  /** of the owner of the database `chohyo`: may create roles and databases, is no superuser */
  url: string
  stop: () => Promise<void>
}

type House = PostgresOptions & { binaries: PostgresBinaries, footing: Footing, path: string }

/** Starts the PostgreSQL that came with the packages; the first time it also makes the database. Started again if it dies. */
export async function startPostgres (options: PostgresOptions): Promise<Postgres> {
  const { log, path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' } = options
  const dir = resolve(options.dir)
  const footing = await findFooting(dir, path)
  const house = { dir, log, path, footing, binaries: await findPostgresBinaries(dir) }
  await makeDatabase(house)
  const stop = await keepRunning(house)
  return {
    url: `postgres://chohyo@localhost/chohyo?host=${encodeURIComponent(footing.socketDir)}`,
    stop: async () => {
      await stop()
      if (footing.socketDir !== dir) await rm(footing.socketDir, { recursive: true, force: true })
    }
  }
}

// Made beside and renamed, so that a first start cut short leaves nothing half made. The builtin locale needs none of the system.
const makeScript = `set -e
[ -e "$1/data/PG_VERSION" ] && exit 0
rm -rf "$1/data.new"
"$2/initdb" -D "$1/data.new" -U postgres --auth-local=trust --auth-host=reject -E UTF8 --locale=C \\
  --locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions
printf '%s\\n' 'create role chohyo login createrole createdb' 'create database chohyo owner chohyo' |
  "$2/postgres" --single -D "$1/data.new" postgres
mv "$1/data.new" "$1/data"`

async function makeDatabase (house: House): Promise<void> {
  const { dir, log, binaries, footing } = house
  if (await stat(join(dir, 'data/PG_VERSION')).catch(() => undefined)) return
  log.info({ dir }, 'Making the database')
  await untilFree(async () => {
    const child = start(house, [...footing.wrap, 'sh', '-c', makeScript, 'sh', dir, binaries.bin])
    const said = listenTo(child, log)
    await ended(child)
    if (child.exitCode !== 0) throw await refusal(house, child, said)
  })
}

/** Another PostgreSQL on this folder may be one whose parent was just killed and that is about to leave: it gets five seconds. */
async function untilFree<T> (attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + 5000
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof DataFolderInUse) || Date.now() > until) throw error
      await sleep(100)
    }
  }
}

async function holder (dir: string): Promise<string> {
  const [pid] = (await readFile(join(dir, 'data/postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return pid ? `PostgreSQL ${pid}` : 'another Chohyo'
}

/** Returns the function that stops it; until then a server that dies is replaced. */
async function keepRunning (house: House): Promise<() => Promise<void>> {
  let server = await launch(house)
  const stopping = new AbortController()
  const replace = async (): Promise<void> => {
    await ended(server)
    while (!stopping.signal.aborted) {
      house.log.error('PostgreSQL ended unexpectedly and is started again')
      try {
        server = await launch(house)
        await (stopping.signal.aborted ? shutDown(server) : ended(server))
      } catch (error) {
        house.log.error({ error: (error as Error).message }, 'PostgreSQL is down; the next try is in a second')
        await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }
  const replacing = replace()
  return async () => {
    stopping.abort()
    await shutDown(server)
    await replacing
  }
}

// A postmaster.pid that is left over may name a process of today (ids start again in a container); under the lock it can only be left over.
const serveScript = 'rm -f "$1/data/postmaster.pid"; shift; exec "$@"'

const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // No statements in the log: they carry what users typed.
  log_min_messages: 'log',
  log_checkpoints: 'off'
}

async function launch (house: House): Promise<ChildProcess> {
  const { dir, footing, binaries } = house
  const server = [
    join(binaries.bin, 'postgres'), '-D', join(dir, 'data'), '-k', footing.socketDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  ]
  const command = footing.lock.length > 0 ? ['sh', '-c', serveScript, 'sh', dir, ...footing.wrap, ...server] : [...footing.wrap, ...server]
  return untilFree(() => whenReady(house, command))
}

async function whenReady (house: House, command: string[]): Promise<ChildProcess> {
  const child = start(house, command)
  const said = listenTo(child, house.log)
  const slow = setInterval(() => house.log.info('PostgreSQL is still starting'), 2000)
  try {
    const ready = await Promise.race([said.ready, ended(child), sleep(120_000, false, { ref: false })])
    if (ready !== true) throw await refusal(house, child, said)
  } finally {
    clearInterval(slow)
  }
  return child
}

function start ({ footing, binaries, path }: House, command: string[]): ChildProcess {
  const [first = '', ...rest] = [...footing.lock, ...command]
  const child = spawn(first, rest, {
    ...footing.user,
    env: { PATH: path, LD_LIBRARY_PATH: binaries.libraryPath, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
    // Out of the terminal's process group: Ctrl-C is for us, we then close in order.
    detached: true
  })
  const interrupt = () => child.kill('SIGINT')
  process.once('exit', interrupt)
  child.once('exit', () => process.off('exit', interrupt))
  return child
}

interface Said { lines: string[], ready: Promise<boolean> }

/** stderr is read for as long as the server lives; the last lines are kept. */
function listenTo (child: ChildProcess, log: Log): Said {
  const lines: string[] = []
  const ready = Promise.withResolvers<boolean>()
  child.once('error', (error) => lines.push(error.message))
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (lines.push(line) > 40) lines.shift()
      if (line.includes('PANIC')) log.error({ line }, 'PostgreSQL cannot go on')
      else log.debug({ line }, 'PostgreSQL')
      if (line.includes('ready to accept connections')) ready.resolve(true)
    })
  }
  return { lines, ready: ready.promise }
}

async function refusal ({ dir }: House, child: ChildProcess, { lines }: Said): Promise<Error> {
  const text = lines.join('\n')
  if (child.exitCode === folderInUse || /postmaster\.pid" already exists|pre-existing shared memory/.test(text)) return new DataFolderInUse(await holder(dir), dir)
  if (child.exitCode === null) child.kill('SIGQUIT')
  return new PostgresFailed(sayPostgres(lines) ?? (child.exitCode === null ? 'it did not get ready within two minutes.' : 'it ended without a word.'))
}

async function ended (child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  await once(child, 'close')
}

/** Fast shutdown; SIGTERM would wait for every client to leave. */
async function shutDown (child: ChildProcess): Promise<void> {
  child.kill('SIGINT')
  const left = await Promise.race([ended(child), sleep(20_000, 'late', { ref: false })])
  if (left !== 'late') return
  child.kill('SIGQUIT')
  await ended(child)
}
