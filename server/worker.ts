import type { Bell } from './io/queue.ts'
import type { ParcelKind } from './io/tables.ts'
import { clearOutbox } from './documents/clear-outbox.ts'
import { eraseEnded } from './documents/erase-ended.ts'
import { ringAgain, ringOutbox } from './documents/ring-outbox.ts'
import { fillParcel } from './documents/fill-parcel.ts'
import { readRunner } from './documents/read-runner.ts'
import type { Deps } from './deps.ts'
import { mailNotices } from './incidents/mail-notice.ts'
import { raiseFromAlerts } from './incidents/raise-from-alerts.ts'
import { sendNotices } from './incidents/send-notices.ts'
import { keepHistories } from './histories/keep-histories.ts'
import { destroyDueKeys } from './tenants/destroy-keys.ts'
import { forgetTokens } from './tenants/forget-tokens.ts'
import { openTenant, type Tenant } from './tenants/open-tenant.ts'
import { stepOffboardings } from './tenants/step-offboarding.ts'
import { cancelParcels } from './works/cancel-run.ts'
import { mergeDocuments } from './works/merge-documents.ts'
import { planRun } from './works/plan-run.ts'
import { sealOld } from './works/seal-old.ts'

export interface Worker { close: () => Promise<void> }

// Reading from Salesforce and saving there take longer than printing: more parcels under way than pages keep the pages busy.
const PARCELS_PER_PAGE = 4
/** Bells of large runs in the queue, for each parcel that can be under way here: some seconds of work. */
const BELLS_PER_PARCEL = 8
const RELAY_MS = 1000
const REBUILD_MS = 30_000
const SWEEP_MS = 10 * 60_000
const NOTICE_MS = 60_000
const OFFBOARD_MS = 5000

const WORK: Record<ParcelKind, (tenant: Tenant, bell: Bell) => Promise<void>> = { document: fillParcel, plan: planRun, merge: mergeDocuments }

/**
 * Answers bells: bell → tenant, as the user the run belongs to → parcel. Each lane has places of its own, so that a click finds one however large the
 * runs are. Rings again what the queue has lost, and sweeps what nobody needs any more.
 */
export async function startWorker (deps: Deps): Promise<Worker> {
  const concurrency = deps.config.CHROME_PAGES * PARCELS_PER_PAGE
  await deps.queue.answer('interactive', concurrency, (bell) => answer(deps, bell))
  await deps.queue.answer('batch', concurrency, (bell) => answer(deps, bell))
  const histories = keepHistories(deps)
  const stops = [
    repeat(RELAY_MS, () => ringOutbox(deps, concurrency * BELLS_PER_PARCEL), deps),
    repeat(REBUILD_MS, () => ringAgain(deps), deps, 0),
    repeat(OFFBOARD_MS, () => stepOffboardings(deps), deps),
    repeat(OFFBOARD_MS, () => destroyDueKeys(deps), deps),
    repeat(SWEEP_MS, () => sealOld(deps), deps, 0),
    repeat(SWEEP_MS, () => forgetTokens(deps), deps, 0),
    repeat(SWEEP_MS, () => clearOutbox(deps), deps, 0),
    repeat(SWEEP_MS, () => eraseEnded(deps), deps, 0),
    repeat(NOTICE_MS, () => raiseFromAlerts(deps), deps, 0),
    repeat(NOTICE_MS, () => sendNotices(deps, mailNotices(deps)), deps),
    ...histories.turns.map(({ every, work }) => repeat(every, work, deps))
  ]
  return { close: async () => { for (const stop of [...stops, histories.close]) await stop() } }
}

async function answer (deps: Deps, bell: Bell): Promise<void> {
  const runner = await readRunner(deps, bell)
  if (!runner) return
  const tenant = await openTenant(deps, bell.tenantId, runner.user, runner.lane)
  await (runner.cancelled ? cancelParcels : WORK[runner.kind])(tenant, bell)
}

/** Again and again with a pause between, the first time after `first`, never twice at a time; a failure is logged and the next turn tries anew. */
function repeat (ms: number, work: () => Promise<unknown>, { log }: Deps, first = ms): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout
  let running: Promise<unknown> = Promise.resolve()
  const turn = () => {
    running = work().catch((error: unknown) => log.warn({ err: error }, 'a turn of the worker failed')).then(() => {
      if (!stopped) timer = setTimeout(turn, ms)
    })
  }
  timer = setTimeout(turn, first)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
