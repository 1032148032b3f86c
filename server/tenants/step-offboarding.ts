import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { OffboardingState } from '../io/offboarding-tables.ts'
import { certifyErasure } from './certify-erasure.ts'
import { eraseTenant } from './erase-tenant.ts'
import { makeArchive } from './make-archive.ts'
import { moveOffboarding } from './move-offboarding.ts'
import { freeze } from './request-offboarding.ts'

/** Processes know for so long that a tenant is served (open-tenant.ts), and a transaction that was begun may last. */
const SETTLES_AFTER = '10 seconds'

const GOING: OffboardingState[] = ['requested', 'archiving', 'grace', 'shredded', 'erased']

/** Takes the services that end as far as they can go now. Any number of workers may, and die in it: each step is done again without effect, or not at all. */
export async function stepOffboardings (deps: Deps): Promise<void> {
  const going = await deps.database.withDoor((trx) => trx.selectFrom('offboarding').select('tenant_id').where('state', 'in', GOING).execute())
  for (const { tenant_id: id } of going) await stepOffboarding(deps, id).catch((error: unknown) => deps.log.error({ tenant: id, err: error }, 'a step of the end of a service failed; it is tried again'))
}

/** Goes on until something has to be waited for: a person, a time, a run. Answers where it stands. */
export async function stepOffboarding (deps: Deps, id: string): Promise<OffboardingState> {
  for (let before: OffboardingState | null = null; ;) {
    const { state } = await deps.database.withTenant(id, (trx) => trx.selectFrom('offboarding').select('state').executeTakeFirstOrThrow())
    if (state === before) return state
    before = state
    await STEPS[state]?.(deps, id)
  }
}

const STEPS: Partial<Record<OffboardingState, (deps: Deps, id: string) => Promise<void>>> = { requested: begin, archiving: archive, grace: shred, shredded: erase, erased: close }

/** Where there is no second admin, a day has to pass. */
async function begin ({ database }: Deps, id: string): Promise<void> {
  await database.withTenant(id, async (trx) => {
    if (!await moveOffboarding(trx, id, 'archiving')) return
    await freeze(trx, id)
    await recordHistory(trx, id, { kind: 'change', who: 'operator', what: 'begin-offboarding', about: id, result: 'done' })
  })
}

/** When nothing is being made any more. */
async function archive (deps: Deps, id: string): Promise<void> {
  const isStill = await deps.database.withTenant(id, async (trx) => {
    await freeze(trx, id)
    const busy = await trx.selectFrom('parcel').select('id').where('state', 'in', ['ready', 'running']).limit(1).executeTakeFirst()
    const settled = await trx.selectFrom('offboarding').select('state').where('moved_at', '<', sql<Date>`now() - ${SETTLES_AFTER}::interval`).executeTakeFirst()
    return busy === undefined && settled !== undefined
  })
  if (!isStill) return
  const facts = await makeArchive(deps, id)
  await deps.database.withTenant(id, async (trx) => {
    const { rows: [kept] } = await sql<{ until: Date | null }>`select case when bool_or(held_at is not null) then '9999-12-31'::timestamptz else max(retain_until) filter (where retain_until > now()) end as until from document`.execute(trx)
    await trx.updateTable('offboarding').set({ archive: JSON.stringify(facts), kept_until: kept?.until ?? null }).where('state', '=', 'archiving').execute()
    if (await moveOffboarding(trx, id, 'archived')) await recordHistory(trx, id, { kind: 'change', who: 'operator', what: 'make-archive', about: id, result: 'done', detail: { documents: facts.documents, bytes: facts.bytes } })
  })
}

/** At the end of the time of grace nobody is let in any more, and the keys are destroyed: from here on nothing of the tenant opens. */
async function shred (deps: Deps, id: string): Promise<void> {
  const isDue = await deps.database.withTenant(id, async (trx) => {
    const due = await trx.selectFrom('offboarding').select('state').where('grace_until', '<=', sql<Date>`now()`).where('state', '=', 'grace').forUpdate().executeTakeFirst()
    if (due) await trx.updateTable('tenant').set({ state: 'closed', private_key: null, certificates: '[]', proven: '{}' }).execute()
    return due !== undefined
  })
  if (!isDue) return
  const keys = await deps.keyRings.list(id)
  await deps.keyRings.destroy(id)
  const shredded = { at: deps.now().toISOString(), keys: keys.map(({ version }) => `${id}/${version}`) }
  await deps.database.withTenant(id, async (trx) => {
    await trx.updateTable('offboarding').set({ shredded: JSON.stringify(shredded) }).where('shredded', 'is', null).execute()
    await moveOffboarding(trx, id, 'shredded')
  })
}

async function erase (deps: Deps, id: string): Promise<void> {
  await eraseTenant(deps, id)
  await deps.database.withTenant(id, (trx) => moveOffboarding(trx, id, 'erased'))
}

/** The certificate, and a row that says no more than that there was such an org. */
async function close (deps: Deps, id: string): Promise<void> {
  await certifyErasure(deps, id)
  await deps.database.withTenant(id, async (trx) => {
    const { certificate } = await trx.selectFrom('offboarding').select('certificate').executeTakeFirstOrThrow()
    if (certificate) await deps.files.save(`certificates/${id.toLowerCase()}.json`, Buffer.from(JSON.stringify(certificate, null, 1)))
    await trx.updateTable('tenant').set({ name: '', instance_url: '', login_url: '', consumer_key: null, api_version: null, settings: '{}' }).execute()
    await trx.updateTable('offboarding').set({ reason: null, requested_by: null, confirmed_by: null, handed_over_by: null }).execute()
    await moveOffboarding(trx, id, 'closed')
  })
}
