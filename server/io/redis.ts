import { Redis } from 'ioredis'
import { ConfigInvalid } from '../errors.ts'
import type { Log } from './log.ts'

/** Connects for producers: a command fails at once while Redis is away, because the outbox rings again. */
export async function openRedis (url: string, log: Log): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5000,
    commandTimeout: 5000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (times) => Math.min(50 * times, 2000)
  })
  // What connect() rejects with is only that the connection is closed; why is said here.
  let reason: Error | undefined
  let connected = false
  redis.on('error', (error) => {
    reason = error
    if (connected) log.warn({ error: error.message }, 'Redis does not answer')
  })
  try {
    await redis.connect()
    connected = true
    await refuseEviction(redis)
  } catch (error) {
    redis.disconnect()
    if (error instanceof ConfigInvalid) throw error
    throw new ConfigInvalid('REDIS_URL', `Redis does not answer (${(reason ?? error as Error).message})`, { cause: error })
  }
  return redis
}

/** Workers wait for as long as Redis is away: https://docs.bullmq.io/guide/going-to-production#maxretriesperrequest */
export function openBlockingRedis (url: string, log: Log): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(50 * times, 2000) })
  redis.on('error', (error) => log.warn({ error: error.message }, 'Redis does not answer the worker'))
  return redis
}

/** A Redis that evicts keys loses jobs and locks; INFO is read because hosted ones forbid CONFIG. */
async function refuseEviction (redis: Redis): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1]
  if (policy === undefined || policy === 'noeviction') return
  throw new ConfigInvalid('REDIS_URL', `its maxmemory-policy is ${policy}, under which it may drop jobs; set maxmemory-policy to noeviction`)
}
