import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { ApiProblem, toProblem } from 'c/chohyoErrors'
import type { FactorAdded, RegistrationOptions } from '../../users/account-schema.ts'
import type { PasskeyAnswer, PasskeyOptions } from '../../users/schema.ts'
import { ask } from './ask.ts'
import { words } from './words.ts'

/** Browsers have passkeys on https and on localhost only. */
export function canUsePasskeys (): boolean {
  return typeof PublicKeyCredential === 'function'
}

/** Has the device make a passkey and registers it under this name. Throws an ApiProblem. */
export async function makePasskey (label: string): Promise<FactorAdded> {
  const options = await ask<RegistrationOptions>('/account/passkeys/options')
  const passkey = await atDevice(async () => (await import('@simplewebauthn/browser')).startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }))
  return ask<FactorAdded>('/account/passkeys', { method: 'POST', body: { label, passkey } })
}

/** Has the device sign what the service asks for at `path`. Throws an ApiProblem. */
export async function showPasskey (path: '/session/passkey-options' | '/account/passkey-options'): Promise<PasskeyAnswer> {
  const options = await ask<PasskeyOptions>(path)
  return atDevice(async () => await (await import('@simplewebauthn/browser')).startAuthentication({ optionsJSON: options }) as unknown as PasskeyAnswer)
}

/** Browsers say little of why there is no passkey, so as to tell sites nothing of the device: https://www.w3.org/TR/webauthn-3/#sctn-assertion-privacy */
const SENTENCES: Readonly<Record<string, string>> = {
  NotAllowedError: words.passkeyCancelled,
  AbortError: words.passkeyCancelled,
  SecurityError: words.passkeyNowhere,
  InvalidStateError: words.passkeyKnown,
  ConstraintError: words.passkeyUnfit,
  NotSupportedError: words.passkeyUnfit
}

async function atDevice<Answer> (work: () => Promise<Answer>): Promise<Answer> {
  if (!canUsePasskeys()) throw new ApiProblem({ code: 'CHOHYO_PASSKEY_NOWHERE', detail: words.passkeyNowhere, status: 0 })
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error)) throw toProblem(error)
    throw new ApiProblem({ code: 'CHOHYO_PASSKEY_NOT_USED', detail: SENTENCES[error.name] ?? words.passkeyBroken, status: 0 })
  }
}
