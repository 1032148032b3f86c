import lang from '@salesforce/i18n/lang'
import { LightningElement } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { RefreshEvent } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { InviteMade } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { readLabels, ROLE_CHOICES, sayMinute } from '../../../say-user.ts'
import { showTrouble } from '../../../show-trouble.ts'
import { fill, words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const LANGUAGES = [{ value: 'ja', label: words.japanese }, { value: 'en', label: words.english }]
const GROUPS: FormGroup[] = [{
  name: 'invite',
  label: '',
  fields: [
    { name: 'login', label: words.userLogin, type: 'email', value: '', required: true, minLength: 3, maxLength: 254, hint: words.userLoginHint },
    { name: 'name', label: words.userName, type: 'text', value: '', required: true, maxLength: 120 },
    { name: 'role', label: words.userRole, type: 'select', value: 'general', choices: [...ROLE_CHOICES].reverse() },
    { name: 'username', label: words.userActsAs, type: 'text', value: '', required: true, maxLength: 254, hint: words.userActsAsHint },
    { name: 'labels', label: words.userLabels, type: 'text', value: '', maxLength: 1200, hint: words.userLabelsHint },
    { name: 'language', label: words.language, type: 'select', value: lang.startsWith('ja') ? 'ja' : 'en', choices: LANGUAGES }
  ]
}]

/** Invites somebody, in a window. Where no mail is sent the link is shown this once. */
export default class InviteForm extends LightningElement {
  words = words
  groups = GROUPS
  made: InviteMade | null = null
  problem: ApiProblem | null = null
  /** What was refused until who asked shows to be there. */
  refused: (() => Promise<void>) | null = null
  isBusy = false

  get link (): string | null {
    return this.made?.link ?? null
  }

  get linkHeadline (): string {
    return fill(words.inviteShown, this.made?.invite.name ?? '')
  }

  get linkHint (): string {
    return this.made ? fill(words.linkOnce, sayMinute(this.made.invite.expiresAt)) : ''
  }

  get asksPresence (): boolean {
    return this.refused !== null
  }

  /** What was typed stays in the form until it can be sent again. */
  get formClass (): string {
    return this.asksPresence ? 'slds-hide' : ''
  }

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }

  handleSave (event: CustomEvent<{ values: FormValues }>) {
    const { labels, ...values } = event.detail.values
    void this.invite({ ...values, labels: readLabels(String(labels)) })
  }

  handlePresent () {
    void this.refused?.()
  }

  async invite (body: Record<string, unknown>) {
    this.isBusy = true
    this.refused = null
    try {
      const made = await ask<InviteMade>('/invites', { method: 'POST', body })
      this.problem = null
      this.dispatchEvent(new RefreshEvent())
      if (made.mailed) {
        this.dispatchEvent(new ShowToastEvent({ title: fill(words.inviteSent, made.invite.login), variant: 'success' }))
        this.handleClose()
      } else this.made = made
    } catch (error) {
      this.problem = toProblem(error)
      this.refused = this.problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED' ? () => this.invite(body) : null
      showTrouble(this.template)
    }
    this.isBusy = false
  }
}
