import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** A Redis or Valkey program that can be started here. */
export interface RedisProgram {
  file: string
  libraryPath: string
  from: string
}

export interface RedisServer {
  url: string
  /** killed; `restart` brings it back */
  kill: () => Promise<void>
  /** killed and started empty at the same place */
  restart: () => Promise<RedisServer>
  stop: () => Promise<void>
}

const names = ['valkey-server', 'redis-server']

/** From PATH, else from Debian's packages, unpacked (not installed) into a cache folder; undefined when neither can be had. */
export async function findRedis (): Promise<RedisProgram | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
  if (installed !== undefined) return { file: installed, libraryPath: '', from: installed }
  for (const cache of [join(import.meta.dirname, '../node_modules/.cache/chohyo'), join(tmpdir(), `chohyo-test-${process.getuid?.()}`)]) {
    const found = unpacked(cache) ?? await unpackFromDebian(cache).catch(() => undefined)
    if (found !== undefined) return found
  }
  return undefined
}

/** Starts a private server on a socket of its own that dies with this process. */
export async function startRedis (program: RedisProgram, words: string[] = []): Promise<RedisServer> {
  return await startRedisIn(await mkdtemp(join(tmpdir(), 'chohyo-redis-')), program, words)
}

async function startRedisIn (dir: string, program: RedisProgram, words: string[]): Promise<RedisServer> {
  const socket = join(dir, 'r.sock')
  const server = [program.file, '--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', dir, '--save', '', '--maxmemory-policy', 'noeviction', ...words]
  const [first = '', ...rest] = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM', ...server] : server
  const child = spawn(first, rest, { stdio: 'ignore', env: { ...process.env, ...(program.libraryPath && { LD_LIBRARY_PATH: program.libraryPath }) } })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  await untilAnswering(socket)
  return {
    url: `unix://${socket}`,
    kill,
    restart: async () => {
      await kill()
      return await startRedisIn(dir, program, words)
    },
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      await rm(dir, { recursive: true, force: true })
    }
  }
}

async function untilAnswering (socket: string): Promise<void> {
  const redis = new Redis(socket, { lazyConnect: true, retryStrategy: () => 20, maxRetriesPerRequest: 250 })
  redis.on('error', () => {})
  try {
    await redis.ping()
  } finally {
    redis.disconnect()
    await sleep(0)
  }
}

function unpacked (cache: string): RedisProgram | undefined {
  const root = join(cache, 'redis')
  const file = join(root, 'usr/bin/redis-server')
  // The folder for temporary files is everybody's: only what is ours, or root's, is run.
  if (!isExecutable(file) || ![0, process.getuid?.()].includes(statSync(file).uid)) return undefined
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  return { file, libraryPath: ['usr/lib', 'lib'].map((folder) => join(root, folder, triplet)).join(delimiter), from: "Debian's package, unpacked" }
}

/** Downloads with the system's package lists, else (none there, or not readable) with lists of its own; neither needs root. */
async function unpackFromDebian (cache: string): Promise<RedisProgram | undefined> {
  const work = await makeFolder(cache)
  const own = ['-o', `Dir::State::lists=${join(work, 'lists')}`, '-o', `Dir::Cache=${join(work, 'apt')}`]
  const got = download(work, []) || (run(work, 'apt-get', ...own, 'update') && download(work, own))
  if (got) {
    for (const deb of (await readdir(work)).filter((name) => name.endsWith('.deb'))) run(work, 'dpkg', '-x', deb, 'root')
    await rename(join(work, 'root'), join(cache, 'redis')).catch(() => {})
  }
  await rm(work, { recursive: true, force: true })
  return unpacked(cache)
}

/** redis-server is a link into redis-tools, hence both; of the libraries all but libc6, which must be the system's own. */
function download (work: string, options: string[]): boolean {
  const depends = spawnSync('apt-cache', [...options, 'depends', 'redis-server', 'redis-tools'], { encoding: 'utf8' }).stdout ?? ''
  const libraries = [...depends.matchAll(/^ +Depends: (lib\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'libc6')
  return libraries.length > 0 && run(work, 'apt-get', ...options, 'download', 'redis-server', 'redis-tools', ...new Set(libraries))
}

function run (cwd: string, command: string, ...words: string[]): boolean {
  return spawnSync(command, words, { cwd, stdio: 'ignore', timeout: 120_000 }).status === 0
}

async function makeFolder (cache: string): Promise<string> {
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'unpack-'))
  for (const folder of ['lists/partial', 'apt/archives/partial']) await mkdir(join(work, folder), { recursive: true })
  return work
}

function isExecutable (file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
