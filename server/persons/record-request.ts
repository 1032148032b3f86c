import { recordHistory } from '../histories/record-history.ts'
import type { Place } from '../io/secrets.ts'
import { sayTime } from '../histories/times.ts'
import { makeId } from '../documents/make-id.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { PersonRequest } from './schema.ts'

interface Answered { kind: PersonRequest['kind'], person: string, reason?: string, found: number, erased?: number, kept?: number }

/** Keeps that a person's data was asked for, sealed, and a line in the histories that names nobody. */
export async function recordRequest (tenant: Tenant, { kind, person, reason, found, erased = 0, kept = 0 }: Answered): Promise<void> {
  const id = await makeId(tenant)
  const sealed = { person: await tenant.secrets.seal(placeOf('person', id), person), reason: reason === undefined ? null : await tenant.secrets.seal(placeOf('reason', id), reason) }
  await tenant.db(async (trx) => {
    await trx.insertInto('person_request').values({ tenant_id: tenant.id, id, kind, who: tenant.user.username, ...sealed, found, erased, kept }).execute()
    await recordHistory(trx, tenant.id, { kind: kind === 'erase' ? 'change' : 'output', who: tenant.user.username, what: `${kind}-person`, about: id, result: 'done', detail: { found, erased, kept } })
  })
}

/** The newest requests of and for persons: the proof that they were answered. */
export async function listRequests (tenant: Tenant): Promise<{ requests: PersonRequest[] }> {
  const rows = await tenant.db((trx) => trx.selectFrom('person_request').selectAll().orderBy('id', 'desc').limit(200).execute())
  return {
    requests: await Promise.all(rows.map(async ({ id, kind, who, at, found, erased, kept, person, reason }) => ({
      id,
      kind,
      person: await open(tenant, placeOf('person', id), person),
      reason: reason === null ? null : await open(tenant, placeOf('reason', id), reason),
      who,
      at: sayTime(at),
      found,
      erased,
      kept
    })))
  }
}

function placeOf (column: 'person' | 'reason', row: string): Place {
  return { table: 'person_request', column, row }
}

async function open (tenant: Tenant, place: Place, sealed: Buffer): Promise<string> {
  return (await tenant.secrets.open(place, sealed)).toString('utf8')
}
