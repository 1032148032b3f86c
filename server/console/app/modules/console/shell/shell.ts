import { LightningElement, api } from 'lwc'
import { setCurrentPageReference, setNavigator } from 'force/navigation'
import type { Toast } from '../../../../platform/lightning/platformShowToastEvent/platformShowToastEvent.ts'
import type Toasts from '../toasts/toasts.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import { addressOf, pageOfReference, readAddress, referenceOf, type Page, type PageReference } from '../../../pages.ts'
import { currentPage, goTo, watchPages } from '../../../routing.ts'
import { sayProblem } from '../../../say-problem.ts'
import { recallPage } from '../../../way-back.ts'
import { words } from '../../../words.ts'
import { loadPage } from './load-page.ts'
import { loadModal, type Modal, type OpenModal } from './load-modal.ts'

/** The console: its bars, the page of the present address, what lies over it, and what is said at its edge. */
export default class Shell extends LightningElement {
  @api session: Session | null = null

  words = words
  page: Page = { name: 'unknown' }
  shown: typeof LightningElement | null = null
  modal: Modal | null = null
  isReady = false
  isBroken = false

  connectedCallback () {
    setNavigator({
      navigate: (reference: PageReference, replace: boolean) => { this.navigate(reference, replace) },
      generateUrl: (reference: PageReference) => addressOf(pageOfReference(reference))
    })
    document.addEventListener('lightning__showtoast', (event) => { this.say((event as CustomEvent<Toast>).detail) })
    watchPages((page) => { void this.show(page) })
  }

  /** What lies over the page keeps all else from being reached, by keyboard and by screen reader. */
  renderedCallback () {
    const under = this.refs?.['under'] as HTMLElement | undefined
    if (under) under.inert = this.modal !== null
  }

  /** A component that fails takes its page with it, not the console. */
  errorCallback () {
    this.modal = null
    this.isBroken = true
  }

  get isSignedIn (): boolean {
    return Boolean(this.session?.user)
  }

  /** Somebody came by the link of a letter: it stands for itself, whoever is signed in. */
  get isInvited (): boolean {
    return this.page.name === 'invite' || this.page.name === 'reset'
  }

  get hasPage (): boolean {
    return this.shown !== null && !this.isBroken
  }

  /** Where to go after signing in. */
  get target (): string {
    return this.page.name === 'sign-in' ? this.page.to : location.pathname + location.search
  }

  /** What went wrong elsewhere, for the sign-in to say. */
  get problemCode (): string {
    return this.page.name === 'sign-in' ? this.page.problem : ''
  }

  /** Whoever comes here from a page was signed in before. */
  get hasEnded (): boolean {
    return this.page.name === 'sign-in' && this.page.to !== '/'
  }

  handleSkip () {
    (this.refs!['main'] as HTMLElement).focus()
  }

  handleOpenModal (event: CustomEvent<OpenModal>) {
    void this.openModal(event.detail)
  }

  handleCloseModal () {
    this.modal = null
  }

  /** Somebody has another name now. Without an answer the one of before stays. */
  handleAccountChanged () {
    ask<Session>('/session').then((session) => { this.session = session }, () => {})
  }

  handleReload () {
    location.reload()
  }

  async show (page: Page) {
    const before = this.page
    const wasInvited = this.isInvited
    this.page = page
    // The one page knows nothing of the other's frame.
    if (this.isInvited !== wasInvited) this.shown = null
    if (this.isInvited) {
      await this.load(page)
      return
    }
    if (!this.isSignedIn) {
      document.title = `${words.signIn} | ${words.appName}`
      this.isReady = true
      return
    }
    if (page.name === 'sign-in') {
      this.passBy(page)
      return
    }
    const back = this.isReady || location.pathname !== '/' ? null : recallPage()
    if (back !== null) {
      goTo(back, true)
      return
    }
    this.modal = null
    await this.load(page)
    setCurrentPageReference(referenceOf(page))
    if (before.name !== page.name || page.name === 'record' || isOtherPart(before, page)) window.scrollTo(0, 0)
  }

  /** Who is signed in needs no sign-in; that something else did not succeed is said all the same. */
  passBy ({ to, problem }: Page & { name: 'sign-in' }) {
    if (problem === '') {
      location.replace(to)
      return
    }
    goTo(readAddress('/', ''), true)
    requestAnimationFrame(() => { this.say({ title: words.problemTitle, message: sayProblem(problem), variant: 'error' }) })
  }

  async load (page: Page) {
    try {
      const shown = await loadPage(page)
      if (addressOf(page) !== addressOf(currentPage())) return
      this.shown = shown
      this.isBroken = false
    } catch {
      this.isBroken = true
    }
    this.isReady = true
  }

  navigate (reference: PageReference, replace: boolean) {
    const file = reference.state?.['selectedRecordId']
    if (reference.attributes?.['pageName'] === 'filePreview' && file) {
      void this.openModal({ kind: 'file', props: { fileId: file } })
      return
    }
    const page = pageOfReference(reference)
    if (page.name !== 'unknown') goTo(page, replace)
  }

  async openModal (opening: OpenModal) {
    try {
      this.modal = await loadModal(opening)
    } catch {
      this.say({ title: words.pageBroken, message: words.serviceAway, variant: 'error' })
    }
  }

  say (toast: Toast) {
    ;(this.refs!['toasts'] as unknown as Toasts).add(toast)
  }
}

/** From place to place within the settings; within one of them only what is looked for changes. */
function isOtherPart (before: Page, page: Page): boolean {
  return before.name === 'settings' && page.name === 'settings' && before.part !== page.part
}
