import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownSettings } from '../../../../../tenants/settings-schema.ts'
import { ask } from '../../../ask.ts'
import { words } from '../../../words.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import { changesOf, formOf } from './rules.ts'

/** What the admins of the org decide. Only what was changed is sent. */
export default class RulesCard extends LightningElement {
  @api settings: ShownSettings

  words = words
  kept: ShownSettings | null = null
  problem: ApiProblem | null = null
  /** What waits for who asked to show that they are there. */
  waiting: Record<string, unknown> | null = null
  isBusy = false

  get groups () {
    return formOf(this.kept ?? this.settings)
  }

  handleSave (event: CustomEvent<{ values: FormValues }>) {
    const change = changesOf(this.groups, event.detail.values)
    if (Object.keys(change).length > 0) void this.save(change)
    else this.dispatchEvent(new ShowToastEvent({ title: words.rulesSame, variant: 'info' }))
  }

  get asksPresence (): boolean {
    return this.waiting !== null
  }

  handlePresent () {
    if (this.waiting) void this.save(this.waiting)
  }

  async save (body: Record<string, unknown>) {
    this.isBusy = true
    this.waiting = null
    try {
      this.kept = await ask<ShownSettings>('/tenant/settings', { method: 'PATCH', body })
      this.problem = null
      ;(this.refs!['form'] as unknown as FieldForm).forget()
      this.dispatchEvent(new ShowToastEvent({ title: words.rulesSaved, variant: 'success' }))
    } catch (error) {
      const problem = toProblem(error)
      if (problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED') this.waiting = body
      else this.problem = problem
    }
    this.isBusy = false
  }
}
