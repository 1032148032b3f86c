import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import type { Language, Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import { switchLanguage } from '../../../language.ts'
import type { Page } from '../../../pages.ts'
import { goTo } from '../../../routing.ts'
import { fill, words } from '../../../words.ts'

/** The bar at the top: the mark, the search, help, and who is signed in. */
export default class Header extends LightningElement {
  @api session: Session
  text = ''
  words = words
  isOpen = false
  current: Page

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    this.current = page
    this.text = page.name === 'search' ? page.text : ''
    this.isOpen = false
  }

  get name (): string {
    return this.session.user?.name ?? ''
  }

  get initial (): string {
    return [...this.name][0] ?? ''
  }

  get menuLabel (): string {
    return fill(words.userMenu, this.name)
  }

  get role (): string {
    return { admin: words.roleAdmin, auditor: words.roleAuditor, general: words.roleGeneral }[this.session.user?.role ?? 'general']
  }

  get org (): string {
    return this.session.org?.name ?? ''
  }

  get isSandbox (): boolean {
    return this.session.org?.sandbox ?? false
  }

  get languages () {
    const page = document.documentElement.lang
    return (['ja', 'en'] as const).map((code) => ({ code, label: code === 'ja' ? words.japanese : words.english, isChosen: page === code, checked: page === code ? 'true' : 'false' }))
  }

  get menuClass (): string {
    return `slds-dropdown-trigger slds-dropdown-trigger_click ${this.isOpen ? 'slds-is-open' : ''}`
  }

  get expanded (): string {
    return this.isOpen ? 'true' : 'false'
  }

  handleSkip () {
    this.dispatchEvent(new CustomEvent('skip'))
  }

  handleText (event: Event) {
    this.text = (event.target as HTMLInputElement).value
  }

  handleSearch (event: Event) {
    event.preventDefault()
    goTo({ name: 'search', text: this.text.trim() })
  }

  handleToggle () {
    this.isOpen = !this.isOpen
    // The first choice can be taken at once, from the keyboard too.
    if (this.isOpen) requestAnimationFrame(() => { this.items[0]?.focus() })
  }

  handleMenuKeys (event: KeyboardEvent) {
    const { items } = this
    const at = items.indexOf(event.target as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
    if (to !== undefined) items.at(to % items.length)?.focus()
    else if (event.key === 'Escape') this.close()
    else return
    event.preventDefault()
  }

  handleMenuOut (event: FocusEvent) {
    const to = event.relatedTarget as Node | null
    if (!(this.refs!['menu'] as HTMLElement).contains(to)) this.isOpen = false
  }

  /** The link is followed by itself; it may lead to where one is. */
  handleLeave () {
    this.isOpen = false
  }

  handleLanguage (event: Event) {
    event.preventDefault()
    switchLanguage((event.currentTarget as HTMLElement).dataset['code'] as Language)
  }

  async handleSignOut (event: Event) {
    event.preventDefault()
    try {
      await ask('/session', { method: 'DELETE' })
      location.assign('/')
    } catch (error) {
      this.dispatchEvent(new ShowToastEvent({ title: words.signOutFailed, message: (error as { detail: string }).detail, variant: 'error' }))
    }
  }

  close () {
    this.isOpen = false
    ;(this.refs!['opener'] as HTMLElement).focus()
  }

  get items (): HTMLElement[] {
    return [...this.template!.querySelectorAll<HTMLElement>('[data-item]')]
  }
}
