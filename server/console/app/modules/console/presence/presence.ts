import { LightningElement } from 'lwc'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import { ask } from '../../../ask.ts'
import { words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const FORM: FormGroup[] = [{ name: 'presence', label: '', fields: [{ name: 'secret', label: words.presenceCode, type: 'password', value: '', required: true, maxLength: 200 }] }]

/** Asks who wants something grave to show that they are still there. Fires `confirm` when they are: what was refused can be repeated. */
export default class Presence extends LightningElement {
  words = words
  form = FORM
  problem: ApiProblem | null = null
  isBusy = false

  async handleSave (event: CustomEvent<{ values: FormValues }>) {
    const secret = String(event.detail.values['secret'])
    // No password has so few characters.
    const body = /^\s*\d{3}\s?\d{3}\s*$/.test(secret) ? { totp: secret.trim() } : { password: secret }
    this.isBusy = true
    try {
      await ask('/account/confirmation', { method: 'POST', body })
      this.dispatchEvent(new CustomEvent('confirm'))
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }
}
