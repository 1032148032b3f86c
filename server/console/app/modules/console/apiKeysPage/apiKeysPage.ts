import { LightningElement, api } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownKey } from '../../../../../tenants/api-key-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { sayScope } from '../../../say-scope.ts'
import { sayDay, sayRole } from '../../../say-user.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'

const COLUMNS: FactColumn[] = [
  { name: 'label', label: words.apiKeyLabel },
  { name: 'username', label: words.userActsAs },
  { name: 'role', label: words.userRole, kind: 'short' },
  { name: 'scopes', label: words.apiKeyScopes },
  { name: 'by', label: words.apiKeyBy },
  { name: 'ends', label: words.apiKeyEnds, kind: 'short' },
  { name: 'used', label: words.apiKeyUsed, kind: 'short' }
]

/** The keys of programs, the newest first. Admins make and revoke them, auditors look. */
export default class ApiKeysPage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words
  columns = COLUMNS
  keys: ShownKey[] | null = null
  problem: ApiProblem | null = null
  refreshId = 0

  connectedCallback () {
    this.refreshId = registerRefreshHandler(this, async () => { await this.load(); return true })
    void this.load()
  }

  disconnectedCallback () {
    unregisterRefreshHandler(this.refreshId)
  }

  get isAdmin (): boolean {
    return this.session.user?.role === 'admin'
  }

  get isFirst (): boolean {
    return this.keys === null && this.problem === null
  }

  get hasKeys (): boolean {
    return (this.keys?.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.keys?.length === 0
  }

  get rows (): FactRow[] {
    return (this.keys ?? []).map((key) => ({
      id: key.id,
      cells: {
        label: key.label,
        username: key.username,
        role: sayRole(key.role),
        scopes: key.scopes.map(sayScope).join(', '),
        by: key.madeBy ?? words.apiKeyByOperator,
        ends: key.expiresAt ? sayDay(key.expiresAt) : words.apiKeyForever,
        used: key.usedAt ? sayDay(key.usedAt) : words.apiKeyUnused
      },
      ...this.isAdmin && { actions: [{ name: 'revoke', label: words.revokeApiKey }] }
    }))
  }

  handleMake () {
    const props = { username: this.session.user?.username ?? '' }
    this.dispatchEvent(new CustomEvent('openmodal', { detail: { kind: 'apiKey', props }, bubbles: true, composed: true }))
  }

  async handleAct (event: CustomEvent<{ id: string }>) {
    const key = this.keys?.find(({ id }) => id === event.detail.id)
    if (!key || !await LightningConfirm.open({ label: words.revokeApiKey, message: fill(words.revokeApiKeySure, key.label), theme: 'warning' })) return
    try {
      await ask(`/api-keys/${key.id}`, { method: 'DELETE' })
      this.dispatchEvent(new ShowToastEvent({ title: words.apiKeyRevoked, variant: 'success' }))
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
      this.keys = (await ask<{ apiKeys: ShownKey[] }>('/api-keys')).apiKeys
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
