import { LightningElement, api } from 'lwc'
import { ask } from '../../../ask.ts'
import type { Session } from '../../../../../users/schema.ts'
import { words } from '../../../words.ts'

/** What a sign-in lacks still: its second factor, or one altogether. Fires `entered` when the session is whole, `ended` with what is to be said when it is gone. */
export default class HalfSession extends LightningElement {
  @api secondFactor: NonNullable<Session['secondFactor']>

  words = words
  isNearlyIn = false

  get isToGive (): boolean {
    return this.secondFactor.needed === 'give'
  }

  handleEntered () {
    this.dispatchEvent(new CustomEvent('entered'))
  }

  handleCodes () {
    this.isNearlyIn = true
  }

  handleEnded (event: CustomEvent<string>) {
    this.dispatchEvent(new CustomEvent('ended', { detail: event.detail }))
  }

  async handleOther () {
    await ask('/session', { method: 'DELETE' }).catch(() => {})
    this.dispatchEvent(new CustomEvent('ended', { detail: '' }))
  }
}
