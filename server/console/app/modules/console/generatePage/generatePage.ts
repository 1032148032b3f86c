import { LightningElement, api } from 'lwc'
import type { Session } from '../../../../../users/schema.ts'
import type { Page } from '../../../pages.ts'
import { words } from '../../../words.ts'

/** The tab for documents of many records, as Salesforce shows it. */
export default class GeneratePage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words

  connectedCallback () {
    document.title = `${words.tabGenerate} | ${words.appName}`
  }
}
