import { LightningElement } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import type { FactorAdded, NewTotp } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { words } from '../../../words.ts'

/** Sets up an authenticator app: a code to scan or a key to type, confirmed by a first code. Fires `added` (with recovery codes for the first factor), `ended`. */
export default class EnrolTotp extends LightningElement {
  words = words
  begun: NewTotp | null = null
  code = ''
  problem = ''
  isBusy = false
  asksPresence = false

  connectedCallback () {
    focusFirst(this.template)
    void this.begin()
  }

  get picture (): string {
    return `data:image/svg+xml,${encodeURIComponent(this.begun?.svg ?? '')}`
  }

  /** As people read it to themselves while they type. */
  get key (): string {
    return this.begun?.secret.match(/.{1,4}/g)?.join(' ') ?? ''
  }

  get isInvalid (): 'true' | null {
    return this.problem === '' ? null : 'true'
  }

  get describedBy (): string | null {
    return this.problem === '' ? null : 'problem'
  }

  async begin () {
    this.asksPresence = false
    await this.try(async () => { this.begun = await ask<NewTotp>('/account/totp', { method: 'POST' }) })
  }

  handleInput (event: Event) {
    this.code = (event.target as HTMLInputElement).value
    this.problem = ''
  }

  async handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['code'] as HTMLInputElement
    this.code = field.value
    const digits = this.code.normalize('NFKC').replace(/\s/g, '')
    if (!/^\d{6}$/.test(digits)) this.problem = words.totpBad
    else await this.try(async () => this.add(await ask<FactorAdded>('/account/totp/confirm', { method: 'POST', body: { code: digits } })))
    if (this.problem !== '') field.select()
  }

  add (added: FactorAdded) {
    this.dispatchEvent(new CustomEvent('added', { detail: added }))
  }

  async try (work: () => Promise<void>) {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    try {
      await work()
    } catch (error) {
      const { code, detail } = toProblem(error)
      this.problem = detail
      if (code === 'CHOHYO_FRESH_SIGN_IN_NEEDED') this.asksPresence = true
      if (code === 'CHOHYO_SESSION_ENDED') this.dispatchEvent(new CustomEvent('ended', { detail }))
    }
    this.isBusy = false
  }
}
