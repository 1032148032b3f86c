import { setTimeout as sleep } from 'node:timers/promises'
import { openQueue } from '../../server/io/queue.ts'
import { silent } from '../stores.ts'

// A service whose Redis goes away while it answers a bell: says what it has begun and ended, and leaves. BullMQ's own timers would keep it for ever.
const queue = await openQueue({ redisUrl: process.argv[2] ?? '' }, silent)
await queue.answer('batch', 1, async ({ parcelId }) => {
  process.stdout.write(`begun ${parcelId}\n`)
  await sleep(1000)
  process.stdout.write(`ended ${parcelId}\n`)
})
await queue.ring('batch', { tenantId: 't', parcelId: 'p', epoch: 0 })
process.once('SIGTERM', () => {
  queue.close().then(() => process.exit(0), () => process.exit(1))
})
