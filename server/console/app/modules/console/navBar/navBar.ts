import { LightningElement, api } from 'lwc'
import type { Page } from '../../../pages.ts'
import { TABS } from '../../../objects.ts'
import { words } from '../../../words.ts'

const OBJECTS: Readonly<Record<string, string>> = { '0Q0': 'Quote', '006': 'Opportunity', '001': 'Account' }

/** The tabs of the app below the header; on a narrow page behind a button. */
export default class NavBar extends LightningElement {
  words = words
  isOpen = false
  current: Page

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    this.current = page
    this.isOpen = false
  }

  get tabs () {
    const here = this.place
    return TABS.map((tab) => ({
      ...tab,
      itemClass: `slds-context-bar__item ${tab.name === here ? 'slds-is-active' : ''}`,
      current: tab.name === here ? 'page' : undefined
    }))
  }

  /** The tab the page belongs to; a record to that of its object, which the first letters of its id tell. */
  get place (): string {
    const page = this.current
    if (page.name === 'list') return page.object
    return page.name === 'record' ? OBJECTS[page.id.slice(0, 3)] ?? '' : page.name
  }

  get here (): string {
    if (this.current.name === 'settings') return words.settings
    return this.tabs.find(({ current }) => current)?.label ?? words.menu
  }

  get expanded (): string {
    return this.isOpen ? 'true' : 'false'
  }

  get listClass (): string {
    return `tabs slds-grid ${this.isOpen ? 'open' : ''}`
  }

  handleToggle () {
    this.isOpen = !this.isOpen
  }

  handleKey (event: KeyboardEvent) {
    if (event.key !== 'Escape' || !this.isOpen) return
    this.isOpen = false
    ;(this.refs!['opener'] as HTMLElement).focus()
  }

  /** The present tab is gone to again: nothing changes, and the list closes. */
  handleGo () {
    this.isOpen = false
  }
}
