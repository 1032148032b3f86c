import { LightningElement, api } from 'lwc'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Account } from '../../../../../users/account-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { words } from '../../../words.ts'
import type AccountSessions from '../accountSessions/accountSessions.ts'

/** One's own account: who one is, and what one signs in with. */
export default class AccountPage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words
  account: Account | null = null
  problem: ApiProblem | null = null

  connectedCallback () {
    void this.load()
  }

  get isFirst (): boolean {
    return this.account === null && this.problem === null
  }

  /** A card has changed something: the others show it too, and the bar at the top. */
  handleChanged () {
    void this.load()
    void (this.refs!['sessions'] as unknown as AccountSessions).load()
    this.dispatchEvent(new CustomEvent('accountchanged', { bubbles: true, composed: true }))
  }

  handleRetry () {
    void this.load()
  }

  async load () {
    try {
      this.account = await ask<Account>('/account')
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
