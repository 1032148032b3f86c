import { LightningElement, api } from 'lwc'
import type { Session } from '../../../../../users/schema.ts'
import type { Page } from '../../../pages.ts'
import { words } from '../../../words.ts'

/** For an address that leads nowhere. */
export default class UnknownPage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words

  connectedCallback () {
    document.title = `${words.unknownPage} | ${words.appName}`
  }
}
