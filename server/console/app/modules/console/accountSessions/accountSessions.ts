import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { OwnSession } from '../../../../../users/account-schema.ts'
import { ask } from '../../../ask.ts'
import { sayMinute } from '../../../say-user.ts'
import { words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

const COLUMNS: FactColumn[] = [
  { name: 'device', label: words.sessionDevice }, { name: 'network', label: words.sessionNetwork }, { name: 'way', label: words.sessionWay },
  { name: 'since', label: words.sessionSince }, { name: 'seen', label: words.sessionSeen }
]
const WAYS: Record<string, string> = { password: words.wayPassword, totp: words.wayTotp, passkey: words.wayPasskey, recovery: words.wayRecovery, sso: words.waySso, demo: words.wayDemo, link: words.wayLink }

/** Where one is signed in; what one does not know is ended here. */
export default class AccountSessions extends LightningElement {
  words = words
  columns = COLUMNS
  sessions: OwnSession[] | null = null
  problem: ApiProblem | null = null

  connectedCallback () {
    void this.load()
  }

  get isFirst (): boolean {
    return this.sessions === null && this.problem === null
  }

  get hasOthers (): boolean {
    return (this.sessions ?? []).some(({ current }) => !current)
  }

  get rows (): FactRow[] {
    const sessions = this.sessions ?? []
    return [...sessions.filter(({ current }) => current), ...sessions.filter(({ current }) => !current)].map(({ id, device, network, way, startedAt, seenAt, current }) => ({
      id,
      cells: { device, network, way: WAYS[way] ?? way, since: sayMinute(startedAt), seen: sayMinute(seenAt) },
      marks: current ? [{ label: words.sessionHere, theme: 'slds-theme_success' }] : [],
      ...!current && { actions: [{ name: 'end', label: words.sessionEnd }] }
    }))
  }

  handleAct (event: CustomEvent<{ id: string }>) {
    void this.end(`/account/sessions/${event.detail.id}`, words.sessionEnded)
  }

  async handleOthers () {
    if (await LightningConfirm.open({ label: words.sessionsEndOthers, message: words.sessionsEndSure, theme: 'warning' })) void this.end('/account/sessions', words.sessionsEnded)
  }

  handleRetry () {
    void this.load()
  }

  async end (path: string, title: string) {
    try {
      await ask(path, { method: 'DELETE' })
      this.dispatchEvent(new ShowToastEvent({ title, variant: 'success' }))
      await this.load()
    } catch (error) {
      this.problem = toProblem(error)
    }
  }

  /** Asks anew: a new password ends all others. */
  @api
  async load () {
    try {
      this.sessions = (await ask<{ sessions: OwnSession[] }>('/account/sessions')).sessions
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
