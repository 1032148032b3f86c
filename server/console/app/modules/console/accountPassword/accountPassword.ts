import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem } from 'c/chohyoErrors'
import type { Account } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { words } from '../../../words.ts'
import type NewPassword from '../newPassword/newPassword.ts'

/** Changes one's password, by the present one. Fires `changed`. */
export default class AccountPassword extends LightningElement {
  @api account: Account

  words = words
  problem = ''
  isOpen = false
  isBusy = false

  handleOpen () {
    this.isOpen = true
    requestAnimationFrame(() => { (this.refs!['old'] as HTMLInputElement).focus() })
  }

  handleCancel () {
    this.isOpen = false
    this.problem = ''
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['old'] as HTMLInputElement
    const next = (this.refs!['new'] as unknown as NewPassword).read()
    this.problem = field.value === '' ? words.passwordOldMissing : ''
    if (field.value === '') field.focus()
    else if (next !== null) void this.change({ old: field.value, new: next })
  }

  async change (body: { old: string, new: string }) {
    if (this.isBusy) return
    this.isBusy = true
    try {
      await ask('/account/password', { method: 'POST', body })
      this.isOpen = false
      this.dispatchEvent(new ShowToastEvent({ title: words.passwordChanged, variant: 'success' }))
      this.dispatchEvent(new CustomEvent('changed'))
    } catch (error) {
      const { code, detail } = toProblem(error)
      if (code === 'CHOHYO_PASSWORD_TOO_WEAK') (this.refs!['new'] as unknown as NewPassword).refuse(detail)
      else this.problem = detail
    }
    this.isBusy = false
  }
}
