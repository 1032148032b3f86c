import { LightningElement, api } from 'lwc'
import { canUsePasskeys } from '../../../passkeys.ts'
import { words } from '../../../words.ts'

/** User and password, and the ways beside them. Fires `enter` with both, `passkey`, `sso` and `forgot` (with the user as far as typed). */
export default class SignInForm extends LightningElement {
  /** What was refused. */
  @api problem = ''
  @api busy = false

  words = words
  user = ''
  password = ''
  missing = ''

  /** Begins at the first field. */
  @api
  start () {
    this.focusOn('user')
  }

  get said (): string {
    return this.missing || this.problem
  }

  get hasPasskeys (): boolean {
    return canUsePasskeys()
  }

  handleInput (event: Event) {
    const { name, value } = event.target as HTMLInputElement
    if (name === 'user') this.user = value
    else this.password = value
  }

  /** What stands in the fields counts: password managers write without saying so. */
  handleSubmit (event: Event) {
    event.preventDefault()
    this.user = (this.refs!['user'] as HTMLInputElement).value
    this.password = (this.refs!['password'] as HTMLInputElement).value
    const isBare = this.user.trim() === ''
    this.missing = isBare || this.password === '' ? words.fillIn : ''
    if (this.missing !== '') this.focusOn(isBare ? 'user' : 'password')
    else this.dispatchEvent(new CustomEvent('enter', { detail: { user: this.user, password: this.password } }))
  }

  handlePasskey () {
    this.missing = ''
    this.dispatchEvent(new CustomEvent('passkey'))
  }

  handleSso () {
    this.dispatchEvent(new CustomEvent('sso', { detail: this.user }))
  }

  handleForgot () {
    this.dispatchEvent(new CustomEvent('forgot', { detail: this.user }))
  }

  focusOn (name: string) {
    (this.refs?.[name] as HTMLElement | undefined)?.focus()
  }
}
