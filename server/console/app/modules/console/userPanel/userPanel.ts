import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { RefreshEvent } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ChangeUser, ShownUser } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { showTrouble } from '../../../show-trouble.ts'
import { fill, words } from '../../../words.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import type { DeedName } from '../userDeed/deeds.ts'
import { factsOf, markOf } from './facts.ts'
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

  get isUnread (): boolean {
    return this.user === null
  }

  get headline (): string {
    return this.user?.name ?? words.user
  }

  get isActive (): boolean {
    return this.user?.state === 'active'
  }

  get mark () {
    return markOf(this.isActive)
  }

  get facts () {
    return this.user ? factsOf(this.user, this.canChange && this.deed === null) : []
  }

  get groups () {
    return this.user ? formOf(this.user) : []
  }

  get hasDeeds (): boolean {
    return this.canChange && this.user !== null && this.deed === null && !this.asksPresence
  }

  get asksPresence (): boolean {
    return this.refused !== null
  }

  /** What was typed stays in the form until it can be sent again. */
  get formClass (): string {
    return this.asksPresence ? 'slds-hide' : ''
  }

  handleRetry () {
    void this.load()
  }

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }

  handleBegin (event: Event) {
    this.deed = (event.currentTarget as HTMLElement).dataset['deed'] as DeedName
    this.problem = null
    this.refused = null
  }

  handleEnd () {
    this.deed = null
    this.returnFocus()
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

  /** What had the focus is gone; the window keeps it, or Esc would close nothing. */
  returnFocus () {
    requestAnimationFrame(() => { (this.refs?.['top'] as HTMLElement | undefined)?.focus() })
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
      this.returnFocus()
    } catch (error) {
      this.problem = toProblem(error)
      this.refused = this.problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED' ? () => this.change(body, title) : null
      showTrouble(this.template)
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
