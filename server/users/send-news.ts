import type { Deps } from '../deps.ts'
import type { Letter } from '../io/mail.ts'
import { writeNews, type News } from './write-letter.ts'

/** Tells the owner of an account by mail, where there is mail; nobody waits for it, and that it fails stops nothing. `to`: another address than the present one. */
export function sendNews (deps: Deps, { tenantId, userId, news, to }: { tenantId: string, userId: string, news: News, to?: string }): void {
  if (deps.mail === null) return
  const found = deps.database.withTenant(tenantId, (trx) => trx.selectFrom('user_account').innerJoin('tenant', 'tenant.tenant_id', 'user_account.tenant_id').select(['mail', 'language', 'name']).where('user_account.id', '=', userId).executeTakeFirst())
  found.then(async (row) => {
    const address = to ?? row?.mail
    if (row && address) await sendLetter(deps, writeNews({ to: address, language: row.language, org: oneLine(row.name), news }))
  }).catch((error: unknown) => deps.log.warn({ err: error }, 'a notice was not sent'))
}

/** Whether the mail server took it. Why it did not is for the operator's log. */
export async function sendLetter (deps: Deps, letter: Letter): Promise<boolean> {
  if (deps.mail === null) return false
  return deps.mail.send(letter).then(() => true, (error: unknown) => {
    deps.log.warn({ err: error }, 'a mail was not sent')
    return false
  })
}

/** Names come from Salesforce and from people. */
export function oneLine (text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim().slice(0, 120)
}
