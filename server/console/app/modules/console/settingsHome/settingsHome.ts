import { LightningElement, api } from 'lwc'
import type { Session } from '../../../../../users/schema.ts'
import type { Page } from '../../../pages.ts'
import { sectionsFor } from '../../../settings-places.ts'
import { words } from '../../../words.ts'

/** The list of the settings, each with what is found there. */
export default class SettingsHome extends LightningElement {
  @api page: Page
  @api session: Session

  words = words

  get sections () {
    return sectionsFor(this.session.user?.role ?? 'general')
  }
}
