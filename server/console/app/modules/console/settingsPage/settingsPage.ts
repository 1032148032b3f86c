import { LightningElement, api } from 'lwc'
import type { Session } from '../../../../../users/schema.ts'
import type { Page, SettingsPart } from '../../../pages.ts'
import { placeOf, sectionsFor } from '../../../settings-places.ts'
import { words } from '../../../words.ts'
import { loadPart } from './load-part.ts'

/** The frame of the settings: their menu, and the place of the present address beside it. On a narrow page the menu is a page of its own. */
export default class SettingsPage extends LightningElement {
  @api session: Session

  words = words
  current: Extract<Page, { name: 'settings' }>
  shown: typeof LightningElement | null = null
  shownPart: SettingsPart | null = null
  isBroken = false

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'settings') return
    this.current = page
    document.title = `${placeOf(page.part)?.label ?? words.settings} | ${words.appName}`
    void this.load(page.part)
  }

  get role () {
    return this.session.user?.role ?? 'general'
  }

  get sections () {
    return sectionsFor(this.role).map(({ places, ...section }) => ({
      ...section,
      titleId: `section-${section.name}`,
      places: places.map((place) => ({
        ...place,
        itemClass: `slds-nav-vertical__item ${place.part === this.current.part ? 'slds-is-active' : ''}`,
        current: place.part === this.current.part ? 'page' : undefined
      }))
    }))
  }

  get isPlace (): boolean {
    return this.current.part !== 'home'
  }

  get isRefused (): boolean {
    return this.isPlace && !placeOf(this.current.part)?.roles.includes(this.role)
  }

  get hasPart (): boolean {
    return !this.isRefused && !this.isBroken && this.shownPart === this.current.part
  }

  get fails (): boolean {
    return this.isBroken && !this.isRefused
  }

  handleReload () {
    location.reload()
  }

  async load (part: SettingsPart) {
    if (part === this.shownPart) return
    try {
      const shown = await loadPart(part)
      if (part !== this.current.part) return
      this.shown = shown
      this.shownPart = part
      this.isBroken = false
    } catch {
      this.isBroken = true
    }
  }
}
