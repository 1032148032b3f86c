import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend, Queue as BullQueue, runMigrations, Worker } from 'bullmq'
import type { Processor, QueueOptions, WorkerOptions } from 'bullmq'
import pg from 'pg'
import { DatabaseNotReady } from '../errors.ts'
import type { Log } from './log.ts'
import { openBlockingRedis, openRedis } from './redis.ts'
import type { Lane } from './tables.ts'

/** Says that a parcel is waiting. It may get lost or ring twice: what is to do stands in PostgreSQL. */
export interface Bell {
  tenantId: string
  parcelId: string
  epoch: number
}

export interface Queue {
  /** Ringing again for the same parcel and epoch, while the first bell waits or is answered, changes nothing. */
  ring: (lane: Lane, bell: Bell) => Promise<void>
  /** Takes bells of the lane, `concurrency` at a time; a `hear` that rejects is logged and not repeated. */
  answer: (lane: Lane, concurrency: number, hear: (bell: Bell) => Promise<void>) => Promise<void>
  /** Bells waiting or being answered. */
  count: () => Promise<Record<Lane, number>>
  /** Takes a tenant's waiting bells away. Returns how many there were. */
  forget: (tenantId: string) => Promise<number>
  /** Takes no more bells and waits for those being answered. */
  close: () => Promise<void>
}

export type QueueOptionsChoice = { postgresUrl: string } | { redisUrl: string }

/** For the store to take note that its workers leave. */
const STORE_MS = 5000

type Hear = Processor<Bell, void>
// The classes differ in type by their store; this is what we use of them.
interface Open { waitUntilReady: () => Promise<unknown>, close: () => Promise<void>, on: (event: 'error', hear: (error: Error) => void) => unknown }
type Line = Open & Pick<BullQueue<Bell, void>, 'add' | 'getJobCounts' | 'getJobs'>

/** What differs between the two stores BullMQ runs on. */
interface Store {
  line: (lane: Lane) => Line
  worker: (lane: Lane, hear: Hear, concurrency: number) => Open
  close: () => Promise<void>
}

export async function openQueue (options: QueueOptionsChoice, log: Log): Promise<Queue> {
  const store = 'redisUrl' in options ? await openOnRedis(options.redisUrl, log) : await openOnPostgres(options.postgresUrl)
  const lines = { interactive: store.line('interactive'), batch: store.line('batch') }
  const workers: Open[] = []
  const heard = new Set<Promise<void>>()
  await Promise.all(Object.values(lines).map((line) => whenReady(line, log)))

  return {
    ring: async (lane, bell) => {
      await lines[lane].add('bell', bell, { jobId: `${bell.parcelId}.${bell.epoch}` })
    },
    answer: async (lane, concurrency, hear) => {
      const worker = store.worker(lane, async ({ data }) => {
        const hearing = hear(data).catch((error: unknown) => log.error({ lane, parcel: data.parcelId, err: error }, 'A bell was heard in vain'))
        heard.add(hearing)
        await hearing.finally(() => heard.delete(hearing))
      }, concurrency)
      workers.push(worker)
      await whenReady(worker, log)
    },
    count: async () => ({ interactive: await waiting(lines.interactive), batch: await waiting(lines.batch) }),
    forget: async (tenantId) => await forget(lines.interactive, tenantId) + await forget(lines.batch, tenantId),
    close: async () => {
      const closed = Promise.all(workers.map((worker) => worker.close()))
      await Promise.all(heard)
      // A store that is away would be waited for until it is back; what it is not told it rings again.
      await Promise.race([closed, sleep(STORE_MS, undefined, { ref: false })])
      await Promise.all(Object.values(lines).map((line) => line.close()))
      await store.close()
    }
  }
}

async function whenReady (thing: Open, log: Log): Promise<void> {
  // BullMQ tries again many times a second and says so each time.
  let silentUntil = 0
  thing.on('error', (error) => {
    if (Date.now() < silentUntil) return
    silentUntil = Date.now() + 10_000
    log.warn({ error: error.message }, 'The queue does not answer')
  })
  await thing.waitUntilReady()
}

async function waiting (line: Line): Promise<number> {
  const counts = await line.getJobCounts('wait', 'active', 'prioritized', 'delayed')
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

const WAITING = ['wait', 'prioritized', 'delayed', 'failed', 'completed'] as const
const PAGE = 500

/** From the end, so that what is removed moves nothing that is still to be looked at. */
async function forget (line: Line, tenantId: string): Promise<number> {
  const counts = await line.getJobCounts(...WAITING)
  let gone = 0
  for (const state of WAITING) {
    for (let start = Math.floor((counts[state] ?? 0) / PAGE) * PAGE; start >= 0; start -= PAGE) {
      const jobs = await line.getJobs([state], start, start + PAGE - 1)
      for (const job of jobs.filter(({ data }) => data.tenantId === tenantId)) {
        await job.remove()
        gone++
      }
    }
  }
  return gone
}

// Answered bells are removed at once: histories and results are PostgreSQL's.
const keepNothing = { removeOnComplete: true, removeOnFail: true }
const lineName = (lane: Lane) => `chohyo-${lane}`
const lineOptions = <C>(connection: C): QueueOptions<C> => ({ connection, defaultJobOptions: keepNothing })
const workerOptions = <C>(connection: C, concurrency: number): WorkerOptions<C> => ({
  connection,
  concurrency,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
  // A bell that a dead worker had taken is free again after 9 s at most, instead of a minute; that it may be heard twice costs nothing.
  lockDuration: 6000,
  stalledInterval: 3000,
  // After its store was away a worker would look again only 15 s later.
  runRetryDelay: 500
})

async function openOnPostgres (url: string): Promise<Store> {
  await migrateBullMq(url)
  // A bell lost in a power cut is rung again, so its commit need not wait for the disk. Connections stay open: opening one costs more than a bell.
  const connection = { connectionString: url, options: '-c synchronous_commit=off', max: 3, idleTimeoutMillis: 0 }
  return {
    line: (lane) => new BullQueue(lineName(lane), lineOptions(connection), createPostgresBackend),
    worker: (lane, hear, concurrency) => new Worker(lineName(lane), hear, workerOptions(connection, concurrency), createPostgresBackend),
    close: async () => {}
  }
}

async function migrateBullMq (url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that breaks fails the migration; unheard it would end the process besides.
  client.on('error', () => {})
  try {
    await client.connect()
    await runMigrations(client)
  } catch (error) {
    throw new DatabaseNotReady(`queue: ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end()
  }
}

async function openOnRedis (url: string, log: Log): Promise<Store> {
  const producer = await openRedis(url, log)
  const blocking = [] as Array<ReturnType<typeof openBlockingRedis>>
  return {
    line: (lane) => new BullQueue(lineName(lane), lineOptions(producer)),
    worker: (lane, hear, concurrency) => {
      const redis = openBlockingRedis(url, log)
      blocking.push(redis)
      return new Worker(lineName(lane), hear, workerOptions(redis, concurrency))
    },
    close: async () => {
      for (const redis of [producer, ...blocking]) redis.disconnect()
    }
  }
}
