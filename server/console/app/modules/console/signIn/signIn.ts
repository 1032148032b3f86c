import { LightningElement, api } from 'lwc'
import type { DemoUser, Language, Session, SignIn as Asked } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import { switchLanguage } from '../../../language.ts'
import { fill, words } from '../../../words.ts'

interface Tile { username: string, name: string, title: string, initial: string, label: string }

/** The way in: with user and password, and on this computer's demo with one click. */
export default class SignIn extends LightningElement {
  /** Null when the service did not say who is signed in. */
  @api session: Session | null
  /** Where to go afterwards. */
  @api target = '/'
  /** The session ended while a page was open. */
  @api ended = false

  words = words
  user = ''
  password = ''
  problem = ''
  isBusy = false
  isFormOpen = false

  get isAway (): boolean {
    return this.session === null
  }

  /** What went wrong stands where it was done: at the form, or above the tiles. */
  get problemAtForm (): string {
    return this.showsForm ? this.problem : ''
  }

  get problemAbove (): string {
    return this.showsForm ? '' : this.problem
  }

  get saysEnded (): boolean {
    return this.ended && !this.isAway && !this.problem
  }

  /** Whoever speaks the language of the page comes first, so that the first click is right. */
  get tiles (): Tile[] {
    const page = document.documentElement.lang
    const users: DemoUser[] = this.session?.demo?.users ?? []
    return [...users].sort((a, b) => Number(b.language === page) - Number(a.language === page)).map(({ username, name, title, language }) => ({
      username, name, title: language === page ? title : `${title}\u00a0• ${language === 'ja' ? words.japanese : words.english}`, initial: [...name][0] ?? '', label: fill(words.signInAs, name)
    }))
  }

  get firstTile (): Tile | undefined {
    return this.tiles[0]
  }

  get otherTiles (): Tile[] {
    return this.tiles.slice(1)
  }

  get isDemo (): boolean {
    return this.tiles.length > 0
  }

  get showsForm (): boolean {
    return !this.isAway && (!this.isDemo || this.isFormOpen)
  }

  get canOpenForm (): boolean {
    return this.isDemo && !this.isFormOpen
  }

  get languages () {
    const page = document.documentElement.lang
    return (['ja', 'en'] as const).map((code) => ({ code, label: code === 'ja' ? words.japanese : words.english, pressed: page === code ? 'true' : 'false', isChosen: page === code }))
  }

  renderedCallback () {
    const first = this.refs?.['first'] as HTMLElement | undefined
    if (first && document.activeElement === document.body) first.focus()
  }

  handleTile (event: Event) {
    void this.enter({ demo: (event.currentTarget as HTMLElement).dataset['username'] ?? '' })
  }

  handleOpenForm () {
    this.isFormOpen = true
    requestAnimationFrame(() => { this.focusOn('user') })
  }

  focusOn (name: string) {
    this.template!.querySelector<HTMLElement>(`[name="${name}"]`)?.focus()
  }

  handleInput (event: Event) {
    const { name, value } = event.target as HTMLInputElement
    if (name === 'user') this.user = value
    else this.password = value
  }

  handleSubmit (event: Event) {
    event.preventDefault()
    if (this.user.trim() === '' || this.password === '') {
      this.problem = words.fillIn
      this.focusOn(this.user.trim() === '' ? 'user' : 'password')
      return
    }
    void this.enter({ user: this.user, password: this.password })
  }

  handleLanguage (event: Event) {
    switchLanguage((event.currentTarget as HTMLElement).dataset['code'] as Language)
  }

  handleReload () {
    location.reload()
  }

  async enter (body: Asked) {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    try {
      await ask<Session>('/session', { method: 'POST', body })
      location.assign(this.target)
    } catch (error) {
      this.problem = (error as { detail: string }).detail
      this.isBusy = false
    }
  }
}
