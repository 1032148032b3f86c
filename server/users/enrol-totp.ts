import { toSVG } from 'bwip-js'
import { generateURI } from 'otplib'
import type { Deps } from '../deps.ts'
import { FactorNotBegun, SecondFactorRefused } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { addFactor, removeFactor, type Added } from './add-factor.ts'
import { newTotpSecret, spendStep, stepOf, totpPlace } from './check-totp.ts'
import type { SignedIn } from './find-session.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'

/** A new secret for an authenticator app, sealed here and shown this once; it counts when a first code was given (`confirmTotp`). Errors: FactorNotBegun when there is one in use. */
export async function beginTotp (deps: Deps, { tenantId, userId, login }: SignedIn): Promise<{ secret: string, uri: string, svg: string }> {
  const secret = newTotpSecret()
  const sealed = await deps.secretsOf(tenantId).seal(totpPlace(userId), secret)
  await deps.database.withTenant(tenantId, async (trx) => {
    const begun = await trx.updateTable('user_account').set({ totp_secret: sealed }).where('id', '=', userId).where('totp_since', 'is', null).executeTakeFirst()
    if (begun.numUpdatedRows !== 1n) throw new FactorNotBegun()
    await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'begin-totp', about: login, result: 'done' })
  })
  // https://github.com/google/google-authenticator/wiki/Key-Uri-Format
  const uri = generateURI({ issuer: 'Chohyo', label: login, secret })
  return { secret, uri, svg: toSVG({ bcid: 'qrcode', text: uri, scale: 3, padding: 6, backgroundcolor: 'FFFFFF' }) }
}

/** The app shows the right codes: from now on they are asked for. Errors: FactorNotBegun, SecondFactorRefused, TooManyRequests. */
export async function confirmTotp (deps: Deps, signedIn: SignedIn, { code, network }: { code: string, network: string }): Promise<Added> {
  const { tenantId, userId } = signedIn
  const guess = { kind: 'factor', about: userId, network } as const
  await countGuess(deps, guess)
  const row = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('user_account').select('totp_secret').where('id', '=', userId).where('totp_since', 'is', null).executeTakeFirst())
  if (!row?.totp_secret) throw new FactorNotBegun()
  const now = deps.now()
  const step = stepOf(code, (await deps.secretsOf(tenantId).open(totpPlace(userId), row.totp_secret)).toString('utf8'), now)
  if (step === null) throw new SecondFactorRefused()
  const sealed = row.totp_secret
  const added = await deps.database.withTenant(tenantId, async (trx) => {
    const set = await trx.updateTable('user_account').set({ totp_since: now, totp_step: 0 }).where('id', '=', userId).where('totp_since', 'is', null).where('totp_secret', '=', sealed).executeTakeFirst()
    if (set.numUpdatedRows !== 1n) throw new FactorNotBegun()
    await spendStep(trx, userId, step)
    return addFactor(trx, signedIn, { way: 'totp', now })
  })
  await takeBackGuess(deps, guess)
  return added
}

/** The app is asked for no more. Errors: FactorNotBegun when there is none, SecondFactorNeeded. */
export async function removeTotp (deps: Deps, signedIn: SignedIn): Promise<void> {
  await deps.database.withTenant(signedIn.tenantId, async (trx) => {
    const gone = await trx.updateTable('user_account').set({ totp_secret: null, totp_since: null, totp_step: 0 }).where('id', '=', signedIn.userId).where('totp_since', 'is not', null).executeTakeFirst()
    if (gone.numUpdatedRows !== 1n) throw new FactorNotBegun()
    await removeFactor(trx, deps.config, { ...signedIn, way: 'totp' })
  })
}
