import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
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
export async function startRedis (program: RedisProgram, words: string[] = []): Promise<{ url: string, stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-redis-'))
  const socket = join(dir, 'r.sock')
  const server = [program.file, '--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', dir, '--save', '', '--maxmemory-policy', 'noeviction', ...words]
  const [first = '', ...rest] = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM', ...server] : server
  const child = spawn(first, rest, { stdio: 'ignore', env: { ...process.env, ...(program.libraryPath && { LD_LIBRARY_PATH: program.libraryPath }) } })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  await untilAnswering(socket)
  return {
    url: `unix://${socket}`,
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
  if (!isExecutable(file)) return undefined
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  return { file, libraryPath: ['usr/lib', 'lib'].map((folder) => join(root, folder, triplet)).join(delimiter), from: "Debian's package, unpacked" }
}

/** redis-server is a link into redis-tools, hence both; of the libraries all but libc6, which must be the system's own. */
async function unpackFromDebian (cache: string): Promise<RedisProgram | undefined> {
  const work = await makeFolder(cache)
  const apt = (options: string[], ...words: string[]) => spawnSync('apt-get', [...options, ...words], { cwd: work, encoding: 'utf8', timeout: 120_000 })
  const depends = spawnSync('apt-cache', ['depends', 'redis-server', 'redis-tools'], { encoding: 'utf8' }).stdout ?? ''
  const libraries = new Set([...depends.matchAll(/Depends: (lib\S+)/g)].map(([, name = '']) => name).filter((name) => name !== 'libc6'))
  const wanted = ['redis-server', 'redis-tools', ...libraries]
  if (apt([], 'download', ...wanted).status !== 0) return undefined
  const debs = (await readdir(work)).filter((name) => name.endsWith('.deb'))
  for (const deb of debs) spawnSync('dpkg', ['-x', deb, 'root'], { cwd: work })
  await rename(join(work, 'root'), join(cache, 'redis')).catch(() => {})
  await rm(work, { recursive: true, force: true })
  return unpacked(cache)
}

async function makeFolder (cache: string): Promise<string> {
  await mkdir(cache, { recursive: true })
  return await mkdtemp(join(cache, 'unpack-'))
}

function isExecutable (file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
