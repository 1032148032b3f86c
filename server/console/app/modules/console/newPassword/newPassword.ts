import { LightningElement, api } from 'lwc'
import type { Role } from '../../../../../tenants/schema.ts'
import { sayFault, sayRule } from '../../../say-password-rule.ts'
import { words } from '../../../words.ts'

/** A field for a new password that says its rule before it is broken: `<console-new-password owner-role="admin">`; `read()` answers what was typed. */
export default class NewPassword extends LightningElement {
  /** Whose password it will be: admins need longer ones. */
  @api ownerRole: Role = 'general'

  words = words
  isShown = false
  problem = ''

  /** The password, or null when its length breaks the rule: that is said then, and the field has the focus. */
  @api
  read (): string | null {
    const field = this.refs!['password'] as HTMLInputElement
    this.problem = sayFault(field.value, this.ownerRole)
    if (this.problem !== '') field.focus()
    return this.problem === '' ? field.value : null
  }

  /** Says what the service refused it for. */
  @api
  refuse (detail: string) {
    this.problem = detail
    ;(this.refs!['password'] as HTMLInputElement).select()
  }

  get rule (): string {
    return sayRule(this.ownerRole)
  }

  get type (): 'text' | 'password' {
    return this.isShown ? 'text' : 'password'
  }

  get toggle (): string {
    return this.isShown ? words.passwordHide : words.passwordShow
  }

  get pressed (): 'true' | 'false' {
    return this.isShown ? 'true' : 'false'
  }

  get isInvalid (): 'true' | null {
    return this.problem === '' ? null : 'true'
  }

  handleToggle () {
    this.isShown = !this.isShown
  }
}
