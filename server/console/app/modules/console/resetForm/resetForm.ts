import { LightningElement, api } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { fill, words } from '../../../words.ts'

/** Has a link mailed to who forgot the password; says the same whoever is named. */
export default class ResetForm extends LightningElement {
  @api user = ''

  words = words
  login = ''
  sentTo = ''
  problem = ''
  isBusy = false

  connectedCallback () {
    this.login = this.user
    focusFirst(this.template)
  }

  get sentHint (): string {
    return fill(words.resetSentHint, this.sentTo)
  }

  handleInput (event: Event) {
    this.login = (event.target as HTMLInputElement).value
  }

  async handleSubmit (event: Event) {
    event.preventDefault()
    const field = this.refs!['user'] as HTMLInputElement
    this.login = field.value
    const user = this.login.trim()
    this.problem = user === '' ? words.userMissing : ''
    if (user === '') field.focus()
    else await this.send(user)
  }

  async send (user: string) {
    this.isBusy = true
    try {
      await ask('/session/reset', { method: 'POST', body: { user } })
      this.sentTo = user
    } catch (error) {
      this.problem = toProblem(error).detail
    }
    this.isBusy = false
  }
}
