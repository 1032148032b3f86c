import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem } from 'c/chohyoErrors'
import type { Account } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { words } from '../../../words.ts'
import type NewPassword from '../newPassword/newPassword.ts'

/** Changes one's password, by the present one. Fires `changed`. */
export default class AccountPassword extends LightningElement {
  @api account: Account

  words = words
  problem = ''
  isOpen = false
  isBusy = false

  get canOpen (): boolean {
    return this.account.hasPassword && !this.isOpen
  }

  get isInvalid (): 'true' | null {
    return this.problem === '' ? null : 'true'
  }

  handleOpen () {
    this.isOpen = true
    focusFirst(this.template)
  }

  handleCancel () {
    this.close()
  }

  close () {
    this.isOpen = false
    this.problem = ''
    focusFirst(this.template)
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['old'] as HTMLInputElement
    const next = (this.refs!['new'] as unknown as NewPassword).read()
    this.problem = ''
    if (field.value === '') this.refuse(words.passwordOldMissing)
    else if (next !== null) void this.change({ old: field.value, new: next })
  }

  /** The present password is wrong, or it was guessed too often. */
  refuse (detail: string) {
    this.problem = detail
    ;(this.refs!['old'] as HTMLInputElement).select()
  }

  async change (body: { old: string, new: string }) {
    if (this.isBusy) return
    this.isBusy = true
    try {
      await ask('/account/password', { method: 'POST', body })
      this.close()
      this.dispatchEvent(new ShowToastEvent({ title: words.passwordChanged, variant: 'success' }))
      this.dispatchEvent(new CustomEvent('changed'))
    } catch (error) {
      const { code, detail } = toProblem(error)
      if (code === 'CHOHYO_PASSWORD_TOO_WEAK') (this.refs!['new'] as unknown as NewPassword).refuse(detail)
      else this.refuse(detail)
    }
    this.isBusy = false
  }
}
