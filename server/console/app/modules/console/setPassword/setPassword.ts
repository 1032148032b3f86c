import { LightningElement, api } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import type { OpenInvite } from '../../../../../users/account-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import { fill, words } from '../../../words.ts'
import type NewPassword from '../newPassword/newPassword.ts'

/** What an invite or a reset is for, and the form that sets the password with it. Fires `accepted` with the session, `gone` when the link is good no more. */
export default class SetPassword extends LightningElement {
  @api invite: OpenInvite
  @api token = ''

  words = words
  name = ''
  problem = ''
  nameProblem = ''
  isBusy = false

  connectedCallback () {
    this.name = this.invite.name
  }

  get isInvite (): boolean {
    return this.invite.kind === 'invite'
  }

  get title (): string {
    return this.isInvite ? fill(words.inviteTitle, this.invite.org) : words.setPasswordTitle
  }

  get hint (): string {
    return this.isInvite ? words.inviteHint : words.setPasswordHint
  }

  get facts () {
    const role = { admin: words.roleAdmin, general: words.roleGeneral, auditor: words.roleAuditor }[this.invite.role]
    return [
      { label: words.factOrg, text: this.invite.org },
      { label: words.factLogin, text: this.invite.login },
      { label: words.factRole, text: role }
    ]
  }

  get password (): NewPassword {
    return this.refs!['password'] as unknown as NewPassword
  }

  handleInput (event: Event) {
    this.name = (event.target as HTMLInputElement).value
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['name'] as HTMLInputElement | undefined
    this.name = field?.value ?? ''
    const name = field && this.name.trim()
    this.nameProblem = name === '' ? words.nameMissing : ''
    const password = this.password.read()
    if (name === '') field?.focus()
    else if (password !== null) void this.accept({ password, name })
  }

  async accept ({ password, name }: { password: string, name: string | undefined }) {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    try {
      const session = await ask<Session>('/invites/accept', { method: 'POST', body: { token: this.token, password, ...name !== undefined && { name } } })
      this.dispatchEvent(new CustomEvent('accepted', { detail: session }))
    } catch (error) {
      this.isBusy = false
      const { code, detail } = toProblem(error)
      if (code === 'CHOHYO_INVITE_UNUSABLE') this.dispatchEvent(new CustomEvent('gone'))
      else if (code === 'CHOHYO_PASSWORD_TOO_WEAK') this.password.refuse(detail)
      else this.problem = detail
    }
  }
}
