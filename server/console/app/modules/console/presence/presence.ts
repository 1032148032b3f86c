import { LightningElement } from 'lwc'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Account } from '../../../../../users/account-schema.ts'
import type { Confirmation, Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import { canUsePasskeys, showPasskey } from '../../../passkeys.ts'
import { rememberPlace } from '../../../way-back.ts'
import { words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const FORM: FormGroup[] = [{ name: 'presence', label: '', fields: [{ name: 'secret', label: words.presenceCode, type: 'password', value: '', required: true, maxLength: 200 }] }]

/**
 * Asks who wants something grave to show that they are still there, by what the account has. Fires `confirm` when they are: what was refused can be
 * repeated. Who signs in by single sign-on alone goes there once more and comes back to this page.
 */
export default class Presence extends LightningElement {
  words = words
  form = FORM
  account: Account | null = null
  org = ''
  problem: ApiProblem | null = null
  isBusy = false

  connectedCallback () {
    void this.readWays()
  }

  get hasSecret (): boolean {
    return Boolean(this.account?.hasPassword || this.account?.totp)
  }

  get hasPasskey (): boolean {
    return Boolean(this.account?.passkeys.length) && canUsePasskeys()
  }

  /** Who has no password came by single sign-on. */
  get ssoHref (): string {
    return this.account?.hasPassword === false && this.org !== '' ? `/v1/session/sso/${this.org}?fresh=yes` : ''
  }

  get hint (): string {
    if (this.account === null) return ''
    return this.hasSecret ? words.presenceHint : this.hasPasskey ? words.presencePasskeyHint : words.presenceSsoHint
  }

  async readWays () {
    try {
      const [account, session] = await Promise.all([ask<Account>('/account'), ask<Session>('/session')])
      this.org = session.org?.id ?? ''
      this.account = account
    } catch (error) {
      this.problem = toProblem(error)
    }
  }

  handleSave (event: CustomEvent<{ values: FormValues }>) {
    const secret = String(event.detail.values['secret'])
    // No password has so few characters.
    const body = /^\s*\d{3}\s?\d{3}\s*$/.test(secret) ? { totp: secret.trim() } : { password: secret }
    void this.confirm(async () => body)
  }

  handlePasskey () {
    void this.confirm(async () => ({ passkey: await showPasskey('/account/passkey-options') }))
  }

  /** A whole page of the service, which leads on to the provider. */
  handleSso () {
    rememberPlace(location.pathname + location.search)
  }

  async confirm (read: () => Promise<Confirmation>) {
    this.isBusy = true
    this.problem = null
    try {
      await ask('/account/confirmation', { method: 'POST', body: await read() })
      this.dispatchEvent(new CustomEvent('confirm'))
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }
}
