import { LightningElement, api } from 'lwc'
import { toProblem } from 'c/chohyoErrors'
import type { OpenInvite } from '../../../../../users/account-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { fill, words } from '../../../words.ts'

/** Where links of letters lead to, `/invite#token` and `/reset#token`: what it is for, a password, and the second factor if one is asked for. */
export default class InvitePage extends LightningElement {
  @api page: Page
  /** Who is signed in in this browser already. */
  @api session: Session | null

  words = words
  token = ''
  invite: OpenInvite | null = null
  /** Nobody uses the link any more. */
  isUnusable = false
  /** It could not be looked at, for now. */
  unread = ''
  secondFactor: Session['secondFactor'] = null

  connectedCallback () {
    document.title = `${words.appName}`
    // A second link in the same tab changes no more than what stands behind the #.
    window.addEventListener('hashchange', reload)
    this.token = takeToken()
    this.secondFactor = this.session?.secondFactor ?? null
    if (this.token !== '') void this.look()
    else if (this.secondFactor === null) this.isUnusable = true
  }

  disconnectedCallback () {
    window.removeEventListener('hashchange', reload)
  }

  get isHalf (): boolean {
    return this.token === '' && this.secondFactor !== null
  }

  get isReset (): boolean {
    return this.page.name === 'reset'
  }

  get endedHint (): string {
    return this.isReset ? words.resetEndedHint : words.inviteEndedHint
  }

  /** Somebody else: who resets the own password may be signed in. */
  get other (): string {
    const { user } = this.session ?? {}
    return user && this.invite && user.login !== this.invite.login ? user.name : ''
  }

  get otherHint (): string {
    return fill(words.otherOpenHint, this.other, this.invite?.login ?? '')
  }

  get stayLabel (): string {
    return fill(words.otherStay, this.other)
  }

  async look () {
    this.unread = ''
    try {
      this.invite = await ask<OpenInvite>('/invites/open', { headers: { 'chohyo-invite': this.token } })
      document.title = `${this.isReset ? words.setPasswordTitle : fill(words.inviteTitle, this.invite.org)} | ${words.appName}`
    } catch (error) {
      this.refuse(error)
    }
  }

  refuse (error: unknown) {
    const { status, detail } = toProblem(error)
    if (status === 410 || status === 400) this.dropToken()
    else this.unread = detail
    this.isUnusable = this.token === ''
  }

  dropToken () {
    this.token = ''
    history.replaceState(null, '', location.pathname)
  }

  handleRetry () {
    void this.look()
  }

  /** The password is set: the token is good no more, and the session is whole, or nearly so. */
  handleAccepted (event: CustomEvent<Session>) {
    this.dropToken()
    this.secondFactor = event.detail.secondFactor
    if (this.secondFactor === null) this.handleEntered()
  }

  handleGone () {
    this.dropToken()
    this.isUnusable = true
  }

  handleEntered () {
    location.assign('/')
  }

  handleEnded () {
    location.assign('/sign-in')
  }

  async handleSignOut () {
    try {
      await ask('/session', { method: 'DELETE' })
      location.reload()
    } catch (error) {
      this.unread = toProblem(error).detail
    }
  }
}

function reload (): void {
  location.reload()
}

/**
 * The token of the link, taken out of the address, where it would be seen, copied and kept. In the state of this entry it outlives a reload, such as that
 * of a change of the language.
 */
function takeToken (): string {
  const [, token] = /^#([A-Za-z0-9_-]{43})$/.exec(location.hash) ?? []
  if (token !== undefined) history.replaceState({ token }, '', location.pathname)
  return (history.state as { token?: string } | null)?.token ?? ''
}
