import { LightningElement, api } from 'lwc'
import type { DemoUser, Session, SignIn as Asked } from '../../../../../users/schema.ts'
import { toProblem } from 'c/chohyoErrors'
import { ask } from '../../../ask.ts'
import { showPasskey } from '../../../passkeys.ts'
import { sayProblem } from '../../../say-problem.ts'
import { words } from '../../../words.ts'
import type SignInForm from '../signInForm/signInForm.ts'

/** The ways in: by password, passkey or single sign-on, on this computer's demo with one click; and the second step, where one is asked for. */
export default class SignIn extends LightningElement {
  /** Null when the service did not say who is signed in. */
  @api session: Session | null = null
  /** Where to go afterwards. */
  @api target = '/'
  /** The session ended while a page was open. */
  @api ended = false
  /** The code of what went wrong elsewhere. */
  @api problemCode = ''

  words = words
  /** What the service answered since the page was opened. */
  answered: Session | null = null
  step: 'door' | 'sso' | 'forgot' = 'door'
  user = ''
  problem = ''
  isBusy = false
  isFormOpen = false

  connectedCallback () {
    this.problem = sayProblem(this.problemCode)
  }

  get isAway (): boolean {
    return this.session === null
  }

  get secondFactor (): Session['secondFactor'] {
    return (this.answered ?? this.session)?.secondFactor ?? null
  }

  get isHalf (): boolean {
    return this.secondFactor !== null
  }

  get isDoor (): boolean {
    return !this.isAway && !this.isHalf && this.step === 'door'
  }

  get isSso (): boolean {
    return !this.isHalf && this.step === 'sso'
  }

  get isForgot (): boolean {
    return !this.isHalf && this.step === 'forgot'
  }

  /** What went wrong stands where it was done: at the form, or above the tiles. */
  get problemAtForm (): string {
    return this.showsForm ? this.problem : ''
  }

  get problemAbove (): string {
    return this.showsForm ? '' : this.problem
  }

  get saysEnded (): boolean {
    return this.ended && this.isDoor && !this.problem
  }

  get demoUsers (): DemoUser[] {
    return this.session?.demo?.users ?? []
  }

  get isDemo (): boolean {
    return this.demoUsers.length > 0
  }

  get showsForm (): boolean {
    return this.isDoor && (!this.isDemo || this.isFormOpen)
  }

  get canOpenForm (): boolean {
    return this.isDemo && !this.isFormOpen
  }

  handleTile (event: CustomEvent<string>) {
    void this.enter(async () => ({ demo: event.detail }))
  }

  handleOpenForm () {
    this.isFormOpen = true
    requestAnimationFrame(() => { (this.refs?.['form'] as unknown as SignInForm | undefined)?.start() })
  }

  handleEnter (event: CustomEvent<{ user: string, password: string }>) {
    void this.enter(async () => event.detail)
  }

  handlePasskey () {
    void this.enter(async () => ({ passkey: await showPasskey('/session/passkey-options') }))
  }

  handleSso (event: CustomEvent<string>) {
    this.leave('sso', event.detail)
  }

  handleForgot (event: CustomEvent<string>) {
    this.leave('forgot', event.detail)
  }

  handleBack () {
    this.step = 'door'
  }

  handleEntered () {
    location.assign(this.target)
  }

  /** The half session is gone: it begins anew, and says why. */
  handleEnded (event: CustomEvent<string>) {
    this.answered = { user: null, org: null, secondFactor: null, demo: this.session?.demo ?? null }
    this.problem = event.detail
  }

  handleReload () {
    location.reload()
  }

  leave (step: 'sso' | 'forgot', user: string) {
    this.step = step
    this.user = user
    this.problem = ''
  }

  async enter (read: () => Promise<Asked>) {
    if (this.isBusy) return
    this.isBusy = true
    this.problem = ''
    try {
      this.answered = await ask<Session>('/session', { method: 'POST', body: await read() })
      if (this.answered.user) return location.assign(this.target)
    } catch (error) {
      this.problem = toProblem(error).detail
    }
    this.isBusy = false
  }
}
