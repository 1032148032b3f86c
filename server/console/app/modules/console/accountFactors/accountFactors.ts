import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import LightningPrompt from 'lightning/prompt'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Account } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { canUsePasskeys } from '../../../passkeys.ts'
import { sayMinute } from '../../../say-user.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

const COLUMNS: FactColumn[] = [{ name: 'label', label: words.passkeyLabel }, { name: 'made', label: words.passkeyMade }, { name: 'used', label: words.passkeyUsed }]
const DEEDS = [{ name: 'rename', label: words.passkeyRename }, { name: 'remove', label: words.factorRemove }]

/** What one signs in with besides the password. Fires `changed`. */
export default class AccountFactors extends LightningElement {
  @api account: Account

  words = words
  columns = COLUMNS
  enrols: 'totp' | 'passkey' | null = null
  codes: string[] | null = null
  problem: ApiProblem | null = null
  /** What waits for who asked to show that they are there. */
  waiting: (() => Promise<void>) | null = null

  get hint (): string {
    return this.account.secondFactorNeeded ? words.factorsNeeded : words.factorsFree
  }

  get hasFactor (): boolean {
    return this.account.totp || this.account.passkeys.length > 0
  }

  get hasPasskeys (): boolean {
    return this.account.passkeys.length > 0
  }

  get canAddPasskey (): boolean {
    return canUsePasskeys()
  }

  get isAtRest (): boolean {
    return this.enrols === null && this.codes === null
  }

  get asksPresence (): boolean {
    return this.waiting !== null
  }

  get left (): string {
    return fill(words.codesLeft, this.account.recoveryCodes)
  }

  get rows (): FactRow[] {
    return this.account.passkeys.map(({ id, label, createdAt, usedAt, backedUp }) => ({
      id,
      cells: { label, made: sayMinute(createdAt), used: usedAt ? sayMinute(usedAt) : words.passkeyNever },
      marks: backedUp ? [{ label: words.passkeySynced }] : [],
      actions: DEEDS
    }))
  }

  handleAdd (event: Event) {
    this.enrols = (event.currentTarget as HTMLElement).dataset['kind'] as 'totp' | 'passkey'
  }

  handleEnrolled () {
    this.enrols = null
    this.dispatchEvent(new ShowToastEvent({ title: words.enrolDone, variant: 'success' }))
    this.dispatchEvent(new CustomEvent('changed'))
  }

  handleGivenUp () {
    this.enrols = null
  }

  async handleRemoveTotp () {
    if (!await LightningConfirm.open({ label: words.wayTotp, message: words.totpRemoveSure, theme: 'warning' })) return
    void this.dare(() => this.remove('/account/totp'))
  }

  async handlePasskey (event: CustomEvent<{ id: string, action: string }>) {
    const passkey = this.account.passkeys.find(({ id }) => id === event.detail.id)
    if (!passkey) return
    const path = `/account/passkeys/${passkey.id}`
    if (event.detail.action === 'rename') {
      const label = await LightningPrompt.open({ label: words.passkeyRename, message: words.passkeyLabel, defaultValue: passkey.label })
      if (label?.trim()) void this.dare(async () => { await ask(path, { method: 'PATCH', body: { label: label.trim().slice(0, 120) } }) })
      return
    }
    if (await LightningConfirm.open({ label: words.factorRemove, message: fill(words.passkeyRemoveSure, passkey.label), theme: 'warning' })) void this.dare(() => this.remove(path))
  }

  async handleRenew () {
    if (!await LightningConfirm.open({ label: words.codesRenew, message: words.codesRenewSure, theme: 'warning' })) return
    void this.dare(async () => { this.codes = (await ask<{ recoveryCodes: string[] }>('/account/recovery-codes', { method: 'POST' })).recoveryCodes })
  }

  handleKept () {
    this.codes = null
  }

  handlePresent () {
    if (this.waiting) void this.dare(this.waiting)
  }

  async remove (path: string) {
    await ask(path, { method: 'DELETE' })
    this.dispatchEvent(new ShowToastEvent({ title: words.factorRemoved, variant: 'success' }))
  }

  /** Does it, or waits with it until somebody has shown that they are there. */
  async dare (work: () => Promise<void>) {
    this.waiting = null
    this.problem = null
    try {
      await work()
      this.dispatchEvent(new CustomEvent('changed'))
    } catch (error) {
      const problem = toProblem(error)
      if (problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED') this.waiting = work
      else this.problem = problem
    }
  }
}
