import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Destruction, TenantKey } from '../../../../../tenants/key-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

interface Keys { keys: TenantKey[], destruction: Destruction }

const DAY_MS = 86_400_000
const STATES: Record<TenantKey['state'], { label: string, theme?: string }> = {
  active: { label: words.keyActive, theme: 'slds-theme_success' }, retired: { label: words.keyRetired }, destroyed: { label: words.keyDestroyed, theme: 'slds-theme_error' }
}
const COLUMNS: FactColumn[] = [
  { name: 'version', label: words.keyVersion }, { name: 'made', label: words.keyMade }, { name: 'age', label: words.keyAge, kind: 'number' }, { name: 'ended', label: words.keyEnded }
]

/** The keys that seal what is kept for the org, the newest first. */
export default class KeysPage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words
  columns = COLUMNS
  found: Keys | null = null
  problem: ApiProblem | null = null
  isBusy = false

  connectedCallback () {
    void this.load()
  }

  get isAdmin (): boolean {
    return this.session.user?.role === 'admin'
  }

  get isFirst (): boolean {
    return this.found === null && this.problem === null
  }

  get rows (): FactRow[] {
    return [...this.found?.keys ?? []].reverse().map(({ version, state, createdAt, endedAt }) => ({
      id: String(version),
      cells: {
        version: fill(words.keyVersionOf, version),
        made: sayStamp(createdAt),
        age: fill(words.keyDays, Math.floor((Date.now() - Date.parse(createdAt)) / DAY_MS)),
        ended: endedAt ? sayStamp(endedAt) : ''
      },
      marks: [STATES[state]]
    }))
  }

  /** That the keys are to be destroyed is said to everybody who comes here. */
  get destruction (): string {
    const { state = 'none', askedBy, dueAt, doneAt } = this.found?.destruction ?? {}
    if (state === 'asked') return fill(words.destructionAsked, askedBy ?? '')
    if (state === 'waiting') return fill(words.destructionWaiting, dueAt ? sayStamp(dueAt) : '')
    return state === 'done' ? fill(words.destructionDone, doneAt ? sayStamp(doneAt) : '') : ''
  }

  handleRetry () {
    void this.load()
  }

  async handleRotate () {
    if (!await LightningConfirm.open({ label: words.rotateKeys, message: words.rotateSure, theme: 'info' })) return
    this.isBusy = true
    try {
      this.found = await ask<Keys>('/tenant/keys/rotate', { method: 'POST' })
      this.problem = null
      this.dispatchEvent(new ShowToastEvent({ title: fill(words.rotated, this.found.keys.at(-1)?.version ?? ''), variant: 'success' }))
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }

  async load () {
    try {
      this.found = await ask<Keys>('/tenant/keys')
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
