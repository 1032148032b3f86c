import type { Lease } from '../documents/claim-parcel.ts'
import { nameFile } from '../documents/name-file.ts'
import { PART_SIZE } from '../documents/plan-merge.ts'
import { mappingKind } from '../mappings/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'

/** `御見積書_2026-03-31.pdf`: the label of the mapping and the day of the run; where a run has several parts, which records are in this one. */
export async function nameMerged (tenant: Tenant, { runId, mapping, position, plannedAt }: Lease, timeZone: string): Promise<string> {
  const { label, total } = await tenant.db(async (trx) => ({
    ...await trx.selectFrom('definition').select('label').where('kind', '=', mappingKind.name).where('name', '=', mapping).executeTakeFirstOrThrow(),
    ...await trx.selectFrom('run').select('total').where('id', '=', runId).executeTakeFirstOrThrow()
  }))
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(plannedAt)
  const last = (position ?? 1) * PART_SIZE
  const part = total !== null && total > PART_SIZE ? `_${last - PART_SIZE + 1}-${Math.min(last, total)}` : ''
  return nameFile({ pattern: '{label}_{date}{part}', data: { label, date, part }, extension: 'pdf' })
}
