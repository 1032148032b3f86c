import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { RefreshEvent } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import { ask } from '../../../ask.ts'
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

  get shownProblem (): ApiProblem | null {
    return this.refused ? null : this.problem
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
      requestAnimationFrame(() => { this.refs?.['presence']?.scrollIntoView({ block: 'nearest' }) })
    }
    this.isBusy = false
  }
}
