import { sql, type Transaction } from 'kysely'
import { generateSecret, verifySync } from 'otplib'
import type { Deps } from '../deps.ts'
import type { Tables } from '../io/tables.ts'

/** 160 random bits in base32, as RFC 4226 (4, R6) recommends. */
export function newTotpSecret (): string {
  return generateSecret({ length: 20 })
}

/** The time step the code is of: this one, the one before or the one after (RFC 6238, 5.2); null when it is none of those. */
export function stepOf (code: string, secret: string, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const found = verifySync({ secret, token, epoch: Math.floor(now.getTime() / 1000), epochTolerance: 30 })
  return found.valid && 'timeStep' in found ? found.timeStep : null
}

/** The step of a good code of the account's app; null when it has none, or the code is wrong. `spendStep` sees to it that it is good once. */
export async function findTotpStep (deps: Pick<Deps, 'secretsOf' | 'database' | 'now'>, { tenantId, userId }: { tenantId: string, userId: string }, code: string): Promise<number | null> {
  const row = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('user_account').select('totp_secret').where('id', '=', userId).where('totp_since', 'is not', null).executeTakeFirst())
  if (!row?.totp_secret) return null
  const secret = await deps.secretsOf(tenantId).open(totpPlace(userId), row.totp_secret)
  return stepOf(code, secret.toString('utf8'), deps.now())
}

/** Whether a code of this step may still be taken: two requests with the same one at the same moment get one yes. */
export async function spendStep (trx: Transaction<Tables>, userId: string, step: number): Promise<boolean> {
  const spent = await trx.updateTable('user_account').set({ totp_step: step }).where('id', '=', userId).where(sql<number>`totp_step`, '<', step).executeTakeFirst()
  return spent.numUpdatedRows === 1n
}

export function totpPlace (userId: string): { table: string, column: string, row: string } {
  return { table: 'user_account', column: 'totp_secret', row: userId }
}
