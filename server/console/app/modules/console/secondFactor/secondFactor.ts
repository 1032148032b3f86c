import { LightningElement, api } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import type { SecondFactor as Given, Way } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { canUsePasskeys, showPasskey } from '../../../passkeys.ts'
import { words } from '../../../words.ts'

const OTHERS: Readonly<Record<Way, string>> = { totp: words.useTotp, passkey: words.usePasskey, recovery: words.useRecovery }

/** The second step of a sign-in, by one of the ways the account has. Fires `entered`; `ended` with what is to be said when the sign-in must begin anew. */
export default class SecondFactor extends LightningElement {
  @api ways: Way[] = []

  words = words
  chosen: Way | null = null
  problem = ''
  isBusy = false

  connectedCallback () {
    focusFirst(this.template)
  }

  /** Without passkeys in this browser the others are all there is. */
  get possible (): Way[] {
    return this.ways.filter((way) => way !== 'passkey' || canUsePasskeys())
  }

  get way (): Way | undefined {
    return this.chosen ?? this.possible[0]
  }

  get isTotp (): boolean {
    return this.way === 'totp'
  }

  get isPasskey (): boolean {
    return this.way === 'passkey'
  }

  get isRecovery (): boolean {
    return this.way === 'recovery'
  }

  get others () {
    return this.possible.filter((way) => way !== this.way).map((way) => ({ way, label: OTHERS[way] }))
  }

  get nothingHere (): string {
    return this.way === undefined ? words.passkeyNowhere : ''
  }

  handleOther (event: Event) {
    this.chosen = (event.currentTarget as HTMLElement).dataset['way'] as Way
    this.problem = ''
    focusFirst(this.template)
  }

  async handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['code'] as HTMLInputElement
    const code = field.value.normalize('NFKC').replace(/[\s-]/g, '')
    const isWhole = (this.isTotp ? /^\d{6}$/ : /^[0-9A-Za-z]{16}$/).test(code)
    if (!isWhole) this.problem = this.isTotp ? words.totpBad : words.recoveryBad
    else await this.give(async () => this.isTotp ? { totp: code } : { recovery: code })
    if (this.problem !== '') field.select()
  }

  async handlePasskey () {
    await this.give(async () => ({ passkey: await showPasskey('/session/passkey-options') }))
  }

  async give (read: () => Promise<Given>) {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    try {
      await ask('/session/second-factor', { method: 'POST', body: await read() })
      this.dispatchEvent(new CustomEvent('entered'))
    } catch (error) {
      const { code, detail } = toProblem(error)
      this.problem = detail
      this.isBusy = false
      if (code === 'CHOHYO_SESSION_ENDED') this.dispatchEvent(new CustomEvent('ended', { detail }))
    }
  }
}
