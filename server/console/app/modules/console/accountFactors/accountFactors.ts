import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import LightningPrompt from 'lightning/prompt'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Account } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { focusFirst } from '../../../focus-first.ts'
import { canUsePasskeys } from '../../../passkeys.ts'
import { sayMinute } from '../../../say-user.ts'
import { showTrouble } from '../../../show-trouble.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

const COLUMNS: FactColumn[] = [{ name: 'label', label: words.passkeyLabel }, { name: 'made', label: words.passkeyMade }, { name: 'used', label: words.passkeyUsed }]
const DEEDS = [{ name: 'rename', label: words.passkeyRename }, { name: 'remove', label: words.passkeyRemove }]
/** So few recovery codes are soon none. */
const FEW = 3

/** What one signs in with besides the password. Fires `changed`. */
export default class AccountFactors extends LightningElement {
  @api account: Account

  words = words
  columns = COLUMNS
  enrols: 'totp' | 'passkey' | null = null
  codes: string[] | null = null
  problem: ApiProblem | null = null
  /** What waits for who asked to show that they are there. */
  waiting: { work: () => Promise<void>, done?: string } | null = null

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

  get lacksPasskeys (): boolean {
    return !canUsePasskeys()
  }

  get some (): string {
    return fill(words.passkeysSome, this.account.passkeys.length)
  }

  get isAtRest (): boolean {
    return this.enrols === null && this.codes === null
  }

  get asksPresence (): boolean {
    return this.waiting !== null
  }

  get left (): string {
    const { recoveryCodes } = this.account
    return fill(recoveryCodes > FEW ? words.codesLeft : words.codesFew, recoveryCodes)
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
    const title = this.enrols === 'passkey' ? words.passkeyAdded : words.enrolDone
    this.rest()
    this.changed(title)
  }

  handleGivenUp () {
    this.rest()
  }

  async handleRemoveTotp () {
    if (!await LightningConfirm.open({ label: words.wayTotp, message: words.totpRemoveSure, theme: 'warning' })) return
    void this.dare(async () => { await ask('/account/totp', { method: 'DELETE' }) }, words.totpRemoved)
  }

  async handlePasskey (event: CustomEvent<{ id: string, action: string }>) {
    const passkey = this.account.passkeys.find(({ id }) => id === event.detail.id)
    if (!passkey) return
    const path = `/account/passkeys/${passkey.id}`
    if (event.detail.action === 'rename') {
      const label = await LightningPrompt.open({ label: words.passkeyRename, message: words.passkeyLabel, defaultValue: passkey.label })
      if (label?.trim()) void this.dare(async () => { await ask(path, { method: 'PATCH', body: { label: label.trim().slice(0, 120) } }) }, words.passkeyRenamed)
    } else if (await LightningConfirm.open({ label: words.passkeyRemove, message: fill(words.passkeyRemoveSure, passkey.label), theme: 'warning' })) {
      void this.dare(async () => { await ask(path, { method: 'DELETE' }) }, words.passkeyRemoved)
    }
  }

  async handleRenew () {
    if (!await LightningConfirm.open({ label: words.codesRenew, message: words.codesRenewSure, theme: 'warning' })) return
    void this.dare(async () => { this.codes = (await ask<{ recoveryCodes: string[] }>('/account/recovery-codes', { method: 'POST' })).recoveryCodes })
  }

  handleKept () {
    this.rest()
  }

  handlePresent () {
    if (this.waiting) void this.dare(this.waiting.work, this.waiting.done)
  }

  /** Back to all that there is. */
  rest () {
    this.enrols = null
    this.codes = null
    focusFirst(this.template)
  }

  changed (title?: string) {
    if (title !== undefined) this.dispatchEvent(new ShowToastEvent({ title, variant: 'success' }))
    this.dispatchEvent(new CustomEvent('changed'))
  }

  /** Does it and says that it is `done`, or waits with it until somebody has shown that they are there. */
  async dare (work: () => Promise<void>, done?: string) {
    this.waiting = null
    this.problem = null
    try {
      await work()
      this.changed(done)
      if (this.isAtRest) focusFirst(this.template)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.code === 'CHOHYO_FRESH_SIGN_IN_NEEDED') this.waiting = { work, ...done !== undefined && { done } }
      else this.problem = problem
      showTrouble(this.template)
    }
  }
}
