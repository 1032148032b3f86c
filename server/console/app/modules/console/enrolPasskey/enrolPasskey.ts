import { LightningElement } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import type { FactorAdded } from '../../../../../users/account-schema.ts'
import { focusFirst } from '../../../focus-first.ts'
import { makePasskey } from '../../../passkeys.ts'
import { fill, words } from '../../../words.ts'

const SYSTEMS: ReadonlyArray<[RegExp, string]> = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Macintosh/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']]

/** Has the device make a passkey under a name. Fires `added` (with recovery codes for the first factor), `ended`. */
export default class EnrolPasskey extends LightningElement {
  words = words
  label = nameHere()
  problem = ''
  isBusy = false
  asksPresence = false

  connectedCallback () {
    focusFirst(this.template)
  }

  get isInvalid (): 'true' | null {
    return this.label.trim() === '' && this.problem !== '' ? 'true' : null
  }

  handleInput (event: Event) {
    this.label = (event.target as HTMLInputElement).value
    this.problem = ''
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    this.label = (this.refs!['label'] as HTMLInputElement).value
    void this.make()
  }

  async make () {
    this.asksPresence = false
    this.problem = ''
    const label = this.label.trim()
    if (label === '') {
      this.problem = words.passkeyNoName
      return
    }
    this.isBusy = true
    try {
      this.dispatchEvent(new CustomEvent<FactorAdded>('added', { detail: await makePasskey(label) }))
    } catch (error) {
      const { code, detail } = toProblem(error)
      this.problem = detail
      if (code === 'CHOHYO_FRESH_SIGN_IN_NEEDED') this.asksPresence = true
      if (code === 'CHOHYO_SESSION_ENDED') this.dispatchEvent(new CustomEvent('ended', { detail }))
    }
    this.isBusy = false
  }
}

/** A first guess at a name, to be changed at will. */
function nameHere (): string {
  const [, name] = SYSTEMS.find(([pattern]) => pattern.test(navigator.userAgent)) ?? []
  return name === undefined ? words.passkeyHere : fill(words.passkeyOn, name)
}
