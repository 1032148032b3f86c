import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { RefreshEvent } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import { ask } from '../../../ask.ts'
import { showTrouble } from '../../../show-trouble.ts'
import { words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'
import { formOf, keyOf } from './form.ts'

/** Makes a key for a program, in a window; it is shown this once. */
export default class ApiKeyForm extends LightningElement {
  @api username: string

  words = words
  groups: FormGroup[] = []
  key: string | null = null
  missing = ''
  problem: ApiProblem | null = null
  /** What was refused until who asked shows to be there. */
  refused: (() => Promise<void>) | null = null
  isBusy = false

  connectedCallback () {
    this.groups = formOf(this.username)
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
    const body = keyOf(event.detail.values)
    this.missing = body.scopes.length === 0 ? words.apiKeyScopesMissing : ''
    if (this.missing === '') void this.make(body)
  }

  handlePresent () {
    void this.refused?.()
  }

  async make (body: ReturnType<typeof keyOf>) {
    this.isBusy = true
    this.refused = null
    try {
      this.key = (await ask<{ key: string }>('/api-keys', { method: 'POST', body })).key
      this.problem = null
      this.dispatchEvent(new RefreshEvent())
    } catch (error) {
      this.problem = toProblem(error)
      this.refused = this.problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED' ? () => this.make(body) : null
      showTrouble(this.template)
    }
    this.isBusy = false
  }
}
