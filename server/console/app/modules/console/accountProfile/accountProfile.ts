import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Account, ChangeAccount } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { switchLanguage } from '../../../language.ts'
import { readLabels, sayRole } from '../../../say-user.ts'
import { showTrouble } from '../../../show-trouble.ts'
import { words } from '../../../words.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

/** Name, mail address, language and labels of one's own account. Fires `changed`. */
export default class AccountProfile extends LightningElement {
  @api account: Account

  words = words
  problem: ApiProblem | null = null
  /** What waits for who asked to show that they are there: letters with links go to the mail address. */
  waiting: ChangeAccount | null = null
  isBusy = false

  get groups (): FormGroup[] {
    const { name, mail, language, labels } = this.account
    return [{
      name: 'profile',
      label: '',
      pairs: true,
      fields: [
        { name: 'name', label: words.userName, type: 'text', value: name, required: true, maxLength: 120 },
        { name: 'mail', label: words.userMail, type: 'email', value: mail ?? '', maxLength: 254, hint: words.userMailHint },
        { name: 'language', label: words.language, type: 'select', value: language, choices: [{ value: 'ja', label: words.japanese }, { value: 'en', label: words.english }] },
        { name: 'labels', label: words.userLabels, type: 'text', value: labels.join(', '), hint: words.userLabelsHint }
      ]
    }]
  }

  get facts () {
    return [{ label: words.userLogin, text: this.account.login }, { label: words.userRole, text: sayRole(this.account.role) }, { label: words.userActsAs, text: this.account.username }]
  }

  get asksPresence (): boolean {
    return this.waiting !== null
  }

  handleSave (event: CustomEvent<{ values: FormValues }>) {
    const { account } = this
    const { name, mail, language, labels } = event.detail.values
    const typed = { name: String(name).trim(), mail: String(mail).trim() || null, language, labels: readLabels(String(labels)) }
    const before: Record<string, unknown> = { name: account.name, mail: account.mail, language: account.language, labels: account.labels }
    const change = Object.fromEntries(Object.entries(typed).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])))
    if (Object.keys(change).length > 0) void this.save(change)
    else this.dispatchEvent(new ShowToastEvent({ title: words.userSame, variant: 'info' }))
  }

  handlePresent () {
    if (this.waiting) void this.save(this.waiting)
  }

  /** Another language loads the whole page anew. */
  saved ({ language }: ChangeAccount) {
    if (language !== undefined) return switchLanguage(language)
    this.dispatchEvent(new ShowToastEvent({ title: words.profileSaved, variant: 'success' }))
    this.dispatchEvent(new CustomEvent('changed'))
  }

  async save (body: ChangeAccount) {
    this.isBusy = true
    this.waiting = null
    this.problem = null
    try {
      await ask<Account>('/account', { method: 'PATCH', body })
      ;(this.refs!['form'] as unknown as FieldForm).forget()
      this.saved(body)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED') this.waiting = body
      else this.problem = problem
      showTrouble(this.template)
    }
    this.isBusy = false
  }
}
