import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { InviteMade, ShownUser } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { sayMinute } from '../../../say-user.ts'
import { showTrouble } from '../../../show-trouble.ts'
import { fill, words } from '../../../words.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import { deedOf, type DeedName } from './deeds.ts'

/** Closes a user, or makes a link for a new password, once that is confirmed. Fires `done` when it is, and `end` when there is no more to see here. */
export default class UserDeed extends LightningElement {
  @api user: ShownUser
  @api deed: DeedName

  words = words
  reset: InviteMade | null = null
  problem: ApiProblem | null = null
  /** What was refused until who asked shows to be there. */
  refused: (() => Promise<void>) | null = null
  isBusy = false

  connectedCallback () {
    focusFirst(this.template)
  }

  get shown () {
    return deedOf(this.deed, this.user)
  }

  get link (): string | null {
    return this.reset?.link ?? null
  }

  get linkHeadline (): string {
    return fill(words.inviteShown, this.user.name)
  }

  get linkHint (): string {
    return this.reset ? fill(words.linkOnce, sayMinute(this.reset.invite.expiresAt)) : ''
  }

  get asksPresence (): boolean {
    return this.refused !== null
  }

  /** What was typed stays in the form until it can be sent again. */
  get formClass (): string {
    return this.asksPresence ? 'slds-hide' : ''
  }

  handleNotNow () {
    this.dispatchEvent(new CustomEvent('end'))
  }

  handlePresent () {
    void this.refused?.()
  }

  handleSave (event: CustomEvent<{ values: FormValues }>) {
    const factors = event.detail.values['factors'] === true
    void this.move(this.deed === 'close' ? () => this.close() : () => this.makeLink(factors))
  }

  async close () {
    await ask(`/users/${this.user.id}`, { method: 'PATCH', body: { state: 'closed' } })
    this.finish(words.userWasClosed)
  }

  /** Where the letter could not be sent the link stays here until the window is closed. */
  async makeLink (factors: boolean) {
    const reset = await ask<InviteMade>(`/users/${this.user.id}/reset`, { method: 'POST', body: { factors } })
    if (reset.mailed) this.finish(fill(words.resetMailed, this.user.name))
    else this.reset = reset
  }

  finish (title: string) {
    this.dispatchEvent(new ShowToastEvent({ title, variant: 'success' }))
    this.dispatchEvent(new CustomEvent('end'))
  }

  async move (work: () => Promise<void>) {
    this.isBusy = true
    this.refused = null
    try {
      await work()
      this.problem = null
      this.dispatchEvent(new CustomEvent('done'))
    } catch (error) {
      this.problem = toProblem(error)
      this.refused = this.problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED' ? () => this.move(work) : null
      showTrouble(this.template)
    }
    this.isBusy = false
  }
}
