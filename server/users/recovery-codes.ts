import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'

const HOW_MANY = 10
/** Without 0, 1, I and O, which are taken for each other. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Ten codes of 80 random bits, each good once; those of before are good no more. They are returned once. */
export async function makeRecoveryCodes (trx: Transaction<Tables>, { tenantId, userId }: { tenantId: string, userId: string }): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode)
  await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute()
  await trx.insertInto('recovery_code').values(codes.map((code) => ({ tenant_id: tenantId, user_id: userId, hash: hashCode(userId, code), used_at: null }))).execute()
  return codes
}

/** Whether the code is good; then it is used up. */
export async function takeRecoveryCode (trx: Transaction<Tables>, { userId, code, now }: { userId: string, code: string, now: Date }): Promise<boolean> {
  const taken = await trx.updateTable('recovery_code').set({ used_at: now }).where('user_id', '=', userId).where('hash', '=', hashCode(userId, code)).where('used_at', 'is', null).executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** `ABCD-EFGH-JKLM-NPQR`: 16 letters of 5 bits. */
function newCode (): string {
  const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % 32]).join('')
  return letters.match(/.{4}/g)?.join('-') ?? letters
}

/** 80 random bits need no slow hash. */
function hashCode (userId: string, code: string): Buffer {
  return createHash('sha256').update(`${userId} ${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`).digest()
}
