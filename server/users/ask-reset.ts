import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { MailUnavailable } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { findAccount } from './find-account.ts'
import { insertReset, linkOf } from './make-invite.ts'
import { hashToken, newToken } from './open-session.ts'
import { oneLine, sendLetter } from './send-news.ts'
import { countGuess } from './slow-guesses.ts'
import { writeInvite } from './write-letter.ts'

const HOURS = 1
/** Longer than finding the account takes, so that the time of the answer does not tell whether there is one. */
const ANSWER_MS = 400

/** Mails a link to who has forgotten the password. The answer is the same, and as late, whether there is such an account or not. Errors: MailUnavailable, TooManyRequests. */
export async function askReset (deps: Deps, { user, network }: { user: string, network: string }): Promise<void> {
  if (deps.mail === null) throw new MailUnavailable()
  const login = user.trim().toLowerCase()
  await countGuess(deps, { kind: 'mail', about: login, network })
  const answer = pause(ANSWER_MS)
  await sendReset(deps, login, network)
  await answer
}

async function sendReset (deps: Deps, login: string, network: string): Promise<void> {
  const found = await findAccount(deps, login)
  if (!found) return deps.log.info({ network }, 'a reset was asked for nobody')
  const { tenantId, userId } = found
  const token = newToken()
  const now = deps.now()
  const row = await deps.database.withTenant(tenantId, async (trx) => {
    const account = await trx.selectFrom('user_account').innerJoin('tenant', 'tenant.tenant_id', 'user_account.tenant_id').selectAll('user_account').select('tenant.name as org').where('user_account.id', '=', userId).executeTakeFirstOrThrow()
    if (account.mail === null) return null
    await insertReset(trx, { tenant_id: tenantId, hash: hashToken(token), made_by: login, expires_at: new Date(now.getTime() + HOURS * 3_600_000), account, now })
    await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'ask-reset', about: login, result: 'done', detail: { network } })
    return account
  })
  if (row?.mail == null) return
  // Nobody waits for the mail server: how long it takes would tell that there is somebody to write to.
  sendLetter(deps, writeInvite({ to: row.mail, language: row.language, org: oneLine(row.org), link: linkOf(deps, 'reset', token), kind: 'reset', hours: HOURS })).catch(() => {})
}
