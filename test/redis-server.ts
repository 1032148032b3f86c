import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { findOnPath, unpackFromDebian } from './debian.ts'

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

/** redis-server is a link into redis-tools, hence both; of the libraries all but libc6, which must be the system's own. */
function packages (dependsOn: (...names: string[]) => string[]): string[] {
  const libraries = dependsOn('redis-server', 'redis-tools').filter((name) => name.startsWith('lib') && name !== 'libc6')
  return libraries.length > 0 ? ['redis-server', 'redis-tools', ...libraries] : []
}

/** From PATH, else from Debian's packages, unpacked (not installed) into a cache folder; undefined when neither can be had. */
export async function findRedis (): Promise<RedisProgram | undefined> {
  const installed = findOnPath('valkey-server', 'redis-server')
  if (installed !== undefined) return { file: installed, libraryPath: '', from: installed }
  const found = await unpackFromDebian({ name: 'redis', file: 'usr/bin/redis-server', packages })
  return found && { ...found, from: "Debian's package, unpacked" }
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
