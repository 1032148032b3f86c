import { KeysDestroyed } from '../errors.ts'
import type { Place } from '../io/secrets.ts'
import type { KeptProblem, Problem } from '../io/tables.ts'
import { openText, sealText } from '../tenants/seal-text.ts'
import type { Tenant } from '../tenants/open-tenant.ts'

/** A problem as it is kept: its sentence may quote a record, so it is sealed; code and status tell nothing of anybody. It moves from a parcel to its run, so it belongs to the run. */
export async function sealProblem (tenant: Pick<Tenant, 'secrets'>, runId: string, { code, status, message, args }: Problem): Promise<KeptProblem> {
  try {
    return { code, status, said: await sealText(tenant, placeOf(runId), JSON.stringify([message, ...args])) }
  } catch (error) {
    // What could not be made because of that ends, too.
    if (error instanceof KeysDestroyed) return { code, status }
    throw error
  }
}

/** Errors: KeyUnusable, KeysDestroyed. */
export async function openProblem (tenant: Pick<Tenant, 'secrets'>, runId: string, kept: KeptProblem | null): Promise<Problem | null> {
  if (kept === null) return null
  // Kept before problems were sealed.
  if (kept.said === undefined) return { message: '', args: [], ...kept }
  const { code, status, said } = kept
  const [message = '', ...args] = JSON.parse(await openText(tenant, placeOf(runId), said)) as string[]
  return { code, status, message, args }
}

function placeOf (runId: string): Place {
  return { table: 'run', column: 'problem', row: runId }
}
