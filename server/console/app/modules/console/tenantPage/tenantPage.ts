import { LightningElement, api } from 'lwc'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownTenant } from '../../../../../tenants/tenant-schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { sayStamp } from '../../../say-history.ts'
import { words } from '../../../words.ts'

const STATES: Record<ShownTenant['state'], string> = { active: words.stateActive, parked: words.stateParked, leaving: words.stateLeaving, closed: words.stateClosed }

/** The org: what it is, what its admins decide, and how it is connected. */
export default class TenantPage extends LightningElement {
  @api page: Page
  @api session: Session

  words = words
  tenant: ShownTenant | null = null
  problem: ApiProblem | null = null
  tested = ''
  testProblem: ApiProblem | null = null
  isTesting = false

  connectedCallback () {
    void this.load()
  }

  get isFirst (): boolean {
    return this.tenant === null && this.problem === null
  }

  get facts () {
    const { tenant } = this
    if (!tenant) return []
    return [
      { name: 'name', label: words.orgName, text: tenant.name },
      { name: 'id', label: words.orgId, text: tenant.id },
      { name: 'state', label: words.orgState, text: STATES[tenant.state] },
      { name: 'region', label: words.orgRegion, text: tenant.region ?? words.orgRegionUnset },
      { name: 'instance', label: words.orgInstance, text: tenant.instanceUrl ?? '' },
      { name: 'login', label: words.orgLogin, text: tenant.loginUrl ?? '' },
      { name: 'since', label: words.orgSince, text: tenant.createdAt ? sayStamp(tenant.createdAt) : '' }
    ]
  }

  get testLabel (): string {
    return this.isTesting ? words.testing : words.testConnection
  }

  handleRetry () {
    void this.load()
  }

  async handleTest () {
    this.isTesting = true
    this.tested = ''
    try {
      this.tested = (await ask<{ message: string }>('/tenant/connection/test', { method: 'POST', seconds: 90 })).message
      this.testProblem = null
    } catch (error) {
      this.testProblem = toProblem(error)
    }
    this.isTesting = false
  }

  async load () {
    try {
      this.tenant = await ask<ShownTenant>('/tenant')
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
