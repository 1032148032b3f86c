import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { IdempotencyKeyReused } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'

/** An Idempotency-Key and the hash of the request it came with. */
export interface RequestKey { key: string, body: string }

/** What makes two requests the same: everything that was asked for, in one order. */
export function hashRequest (parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/**
 * Null when the key is new (and now ours, until `bindKey` gives it its run); otherwise the run it already stands for. A concurrent twin waits here
 * for our commit. Errors: IdempotencyKeyReused. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export async function claimKey (trx: Transaction<Tables>, tenant: Tenant, { key, body }: RequestKey): Promise<string | null> {
  const mine = await trx.insertInto('request_key')
    .values({ tenant_id: tenant.id, who: tenant.user.username, key, body_sha256: body, run_id: null })
    .onConflict((clash) => clash.doNothing()).executeTakeFirst()
  if (mine.numInsertedOrUpdatedRows === 1n) return null
  const known = await trx.selectFrom('request_key').select(['body_sha256', 'run_id']).where('who', '=', tenant.user.username).where('key', '=', key).executeTakeFirst()
  if (known?.body_sha256 !== body || known.run_id === null) throw new IdempotencyKeyReused()
  return known.run_id
}

export async function bindKey (trx: Transaction<Tables>, tenant: Tenant, { key, runId }: { key: string, runId: string }): Promise<void> {
  await trx.updateTable('request_key').set({ run_id: runId }).where('who', '=', tenant.user.username).where('key', '=', key).execute()
}
