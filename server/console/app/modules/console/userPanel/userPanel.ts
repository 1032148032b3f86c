import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { RefreshEvent } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ChangeUser, ShownUser } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { fill, words } from '../../../words.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import type { DeedName } from '../userDeed/deeds.ts'
import { factsOf } from './facts.ts'
import { changesOf, formOf } from './form.ts'

/** A user in a window: what is known of them, and, for admins, what can be changed. */
export default class UserPanel extends LightningElement {
  @api userId: string
  @api canChange = false
  @api isOwn = false

  words = words
  user: ShownUser | null = null
  deed: DeedName | null = null
  problem: ApiProblem | null = null
  /** What was refused until who asked shows to be there. */
  refused: (() => Promise<void>) | null = null
  isBusy = false

  connectedCallback () {
    void this.load()
  }

  get isFirst (): boolean {
    return this.user === null && this.problem === null
  }

  get isFailed (): boolean {
    return this.user === null
  }

  get headline (): string {
    return this.user?.name ?? words.user
  }

  get isActive (): boolean {
    return this.user?.state === 'active'
  }

  get stateLabel (): string {
    return this.isActive ? words.userActive : words.userClosed
  }

  get stateClass (): string {
    return `slds-badge ${this.isActive ? 'slds-theme_success' : 'slds-theme_warning'}`
  }

  get facts () {
    return this.user ? factsOf(this.user, this.canChange && this.deed === null) : []
  }

  get groups () {
    return this.user ? formOf(this.user) : []
  }

  get hasDeeds (): boolean {
    return this.canChange && this.user !== null && this.deed === null
  }

  get asksPresence (): boolean {
    return this.refused !== null
  }

  get shownProblem (): ApiProblem | null {
    return this.refused ? null : this.problem
  }

  handleRetry () {
    void this.load()
  }

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }

  handleCloseUser () {
    this.begin('close')
  }

  handleReset () {
    this.begin('reset')
  }

  /** The form that had the focus is gone; the window keeps it, or Esc would close nothing. */
  handleEnd () {
    this.deed = null
    requestAnimationFrame(() => { (this.refs?.['top'] as HTMLElement | undefined)?.focus() })
  }

  handleDone () {
    this.dispatchEvent(new RefreshEvent())
    void this.load()
  }

  handlePresent () {
    void this.refused?.()
  }

  handleOpenUser () {
    void this.change({ state: 'active' }, words.userWasOpened)
  }

  handleSave (event: CustomEvent<{ values: FormValues }>) {
    const { user } = this
    if (!user) return
    const change = changesOf(user, event.detail.values)
    if (Object.keys(change).length > 0) void this.change(change, fill(words.userSaved, user.name))
    else this.dispatchEvent(new ShowToastEvent({ title: words.userSame, variant: 'info' }))
  }

  begin (deed: DeedName) {
    this.deed = deed
    this.problem = null
    this.refused = null
  }

  async change (body: ChangeUser, title: string) {
    this.isBusy = true
    this.refused = null
    try {
      this.user = await ask<ShownUser>(`/users/${this.userId}`, { method: 'PATCH', body })
      this.problem = null
      ;(this.refs?.['form'] as unknown as FieldForm | undefined)?.forget()
      this.dispatchEvent(new ShowToastEvent({ title, variant: 'success' }))
      this.dispatchEvent(new RefreshEvent())
    } catch (error) {
      this.problem = toProblem(error)
      this.refused = this.problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED' ? () => this.change(body, title) : null
      requestAnimationFrame(() => { this.refs?.['presence']?.scrollIntoView({ block: 'nearest' }) })
    }
    this.isBusy = false
  }

  async load () {
    try {
      this.user = await ask<ShownUser>(`/users/${this.userId}`)
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
