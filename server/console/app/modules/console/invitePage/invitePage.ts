import { LightningElement, api } from 'lwc'
import type { Session } from '../../../../../users/schema.ts'
import type { Page } from '../../../pages.ts'
import { words } from '../../../words.ts'

/** The place of this name in the settings. */
export default class InvitePage extends LightningElement {
  @api page: Page
  @api session: Session | null

  words = words
}
