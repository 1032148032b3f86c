import { LightningElement, api } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { rememberPlace } from '../../../way-back.ts'
import { fill, words } from '../../../words.ts'

/** Asks for the mail address and goes to the sign-in of that company. */
export default class SsoForm extends LightningElement {
  @api user = ''
  /** Where to go afterwards. */
  @api target = '/'

  words = words
  mail = ''
  problem = ''
  isBusy = false

  connectedCallback () {
    this.mail = this.user
    focusFirst(this.template)
  }

  handleInput (event: Event) {
    this.mail = (event.target as HTMLInputElement).value
  }

  async handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['mail'] as HTMLInputElement
    this.mail = field.value
    const [, domain] = /^[^\s@]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/.exec(this.mail.trim()) ?? []
    this.problem = domain === undefined ? words.mailBad : ''
    if (domain === undefined) field.focus()
    else await this.go(domain)
  }

  async go (domain: string) {
    this.isBusy = true
    try {
      const { org } = await ask<{ org: string | null }>('/session/sso', { query: { domain } })
      if (org !== null) {
        rememberPlace(this.target)
        location.assign(`/v1/session/sso/${org}`)
        return
      }
      this.problem = fill(words.ssoNone, domain)
    } catch (error) {
      this.problem = toProblem(error).detail
    }
    this.isBusy = false
  }
}
