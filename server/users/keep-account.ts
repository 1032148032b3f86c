import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Role } from '../tenants/schema.ts'
import { hashPassword } from './hash-password.ts'
import type { Language } from './schema.ts'

/** `login` is unique in the whole installation, whatever its capitals; `username` is the Salesforce user it acts as. */
export interface NewAccount { tenantId: string, login: string, label: string, password: string, role: Role, username: string, language: Language }

/** Lets someone sign in to the console, or changes with what and as whom. */
export async function keepAccount (deps: Deps, { tenantId, login, password, ...account }: NewAccount): Promise<void> {
  const row = { ...account, password_hash: await hashPassword(password) }
  await deps.database.withTenant(tenantId, async (trx) => {
    await trx.insertInto('user_account').values({ tenant_id: tenantId, login: login.toLowerCase(), ...row }).onConflict((clash) => clash.column('login').doUpdateSet(row)).execute()
    await recordHistory(trx, tenantId, { kind: 'change', who: 'operator', what: 'keep-account', about: login.toLowerCase(), result: 'done' })
  })
}
