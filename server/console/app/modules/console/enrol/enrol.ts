import { LightningElement, api } from 'lwc'
import type { FactorAdded } from '../../../../../users/account-schema.ts'
import { focusFirst } from '../../../focus-first.ts'
import { canUsePasskeys } from '../../../passkeys.ts'
import { words } from '../../../words.ts'

type Kind = 'totp' | 'passkey' | 'choose'

/**
 * Sets up a second factor, step by step: `<console-enrol kind="totp|passkey|choose" cancelable onenrolled={…} oncancel={…}>`. Asks by itself who did not
 * sign in just now to confirm being there. With the first factor of an account come recovery codes: they are shown, once, before it goes on.
 * Fires `codes` when those are shown, `enrolled` when all is done (the session is whole then), `cancel` when it is given up, `ended` when the session ended.
 */
export default class Enrol extends LightningElement {
  /** `choose` lets people choose. */
  @api kind: Kind = 'choose'
  /** Shows a button to give it up. */
  @api cancelable = false

  words = words
  chosen: Kind | null = null
  codes: string[] | null = null

  get step (): Kind | 'codes' {
    return this.codes ? 'codes' : this.chosen ?? this.kind
  }

  get isChoice (): boolean {
    return this.step === 'choose'
  }

  get isTotp (): boolean {
    return this.step === 'totp'
  }

  get isPasskey (): boolean {
    return this.step === 'passkey'
  }

  get isCodes (): boolean {
    return this.step === 'codes'
  }

  get canGoBack (): boolean {
    return this.kind === 'choose' && (this.isTotp || this.isPasskey)
  }

  get canCancel (): boolean {
    return this.cancelable && !this.isCodes && !this.canGoBack
  }

  get choices () {
    return [
      { kind: 'totp', label: words.wayTotp, hint: words.wayTotpHint, icon: 'utility:phone_portrait' },
      ...canUsePasskeys() ? [{ kind: 'passkey', label: words.wayPasskey, hint: words.wayPasskeyHint, icon: 'utility:key' }] : []
    ]
  }

  handleChoose (event: Event) {
    this.chosen = (event.currentTarget as HTMLElement).dataset['kind'] as Kind
  }

  handleBack () {
    this.chosen = null
    focusFirst(this.template)
  }

  handleCancel () {
    this.dispatchEvent(new CustomEvent('cancel'))
  }

  handleAdded (event: CustomEvent<FactorAdded>) {
    this.codes = event.detail.recoveryCodes
    if (this.codes === null) this.handleKept()
    else this.dispatchEvent(new CustomEvent('codes'))
  }

  handleKept () {
    this.dispatchEvent(new CustomEvent('enrolled'))
  }

  handleEnded (event: CustomEvent<string>) {
    this.dispatchEvent(new CustomEvent('ended', { detail: event.detail }))
  }
}
