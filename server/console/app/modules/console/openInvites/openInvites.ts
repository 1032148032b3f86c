import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownInvite } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { sayMinute, sayRole } from '../../../say-user.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

const COLUMNS: FactColumn[] = [
  { name: 'name', label: words.userName },
  { name: 'login', label: words.userLogin },
  { name: 'kind', label: words.inviteKind },
  { name: 'role', label: words.userRole, kind: 'short' },
  { name: 'by', label: words.inviteBy },
  { name: 'ends', label: words.inviteEnds, kind: 'short' }
]

/** The links that nobody has used yet: invites, and those to set a new password with. Whoever `canChange` withdraws them. */
export default class OpenInvites extends LightningElement {
  @api canChange = false

  words = words
  columns = COLUMNS
  invites: ShownInvite[] | null = null
  problem: ApiProblem | null = null
  refreshId = 0

  connectedCallback () {
    this.refreshId = registerRefreshHandler(this, async () => { await this.load(); return true })
    void this.load()
  }

  disconnectedCallback () {
    unregisterRefreshHandler(this.refreshId)
  }

  get isFirst (): boolean {
    return this.invites === null && this.problem === null
  }

  get hasSome (): boolean {
    return (this.invites?.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.invites?.length === 0
  }

  get rows (): FactRow[] {
    return (this.invites ?? []).map(({ id, name, login, kind, role, madeBy, expiresAt }) => ({
      id,
      cells: { name, login, kind: kind === 'invite' ? words.inviteIsInvite : words.inviteIsReset, role: sayRole(role), by: madeBy, ends: sayMinute(expiresAt) },
      ...this.canChange && { actions: [{ name: 'withdraw', label: words.withdrawInvite }] }
    }))
  }

  async handleAct (event: CustomEvent<{ id: string }>) {
    const invite = this.invites?.find(({ id }) => id === event.detail.id)
    if (!invite || !await LightningConfirm.open({ label: words.withdrawInvite, message: fill(words.withdrawSure, invite.login), theme: 'warning' })) return
    try {
      await ask(`/invites/${invite.id}`, { method: 'DELETE' })
      this.dispatchEvent(new ShowToastEvent({ title: words.inviteWithdrawn, variant: 'success' }))
      await this.load()
    } catch (error) {
      this.problem = toProblem(error)
    }
  }

  handleRetry () {
    void this.load()
  }

  async load () {
    try {
      this.invites = (await ask<{ invites: ShownInvite[] }>('/invites')).invites.filter(({ state }) => state === 'open')
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
