import { LightningElement, api } from 'lwc'
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Session } from '../../../../../users/schema.ts'
import type { RecordDetail, RecordField } from '../../../../../views/record-schema.ts'
import { ask } from '../../../ask.ts'
import { iconOf } from '../../../objects.ts'
import { addressOf, type Page } from '../../../pages.ts'
import { words } from '../../../words.ts'
import { preloadModals } from '../shell/load-modal.ts'

type Tab = 'details' | 'related'

/** One record, as Lightning Experience shows it: what matters at the top with the actions, details and related lists, files beside. */
export default class RecordPage extends LightningElement {
  @api session: Session

  words = words
  recordId = ''
  current: Page
  record: RecordDetail | null = null
  problem: ApiProblem | null = null
  tab: Tab = 'details'
  refreshId = 0

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'record') return
    this.current = page
    if (page.id !== this.recordId) {
      this.recordId = page.id
      this.record = null
      this.tab = 'details'
      void this.load()
    }
  }

  connectedCallback () {
    this.refreshId = registerRefreshHandler(this, () => this.load())
    preloadModals()
  }

  disconnectedCallback () {
    unregisterRefreshHandler(this.refreshId)
  }

  get isFirst (): boolean {
    return this.record === null && this.problem === null
  }

  get icon (): string {
    return iconOf(this.record?.object.name ?? '')
  }

  get isGone (): boolean {
    return this.problem?.status === 404 || this.problem?.code === 'CHOHYO_RECORD_ID_INVALID'
  }

  get isStuck (): boolean {
    return this.problem !== null && !this.isGone
  }

  get highlights (): RecordField[] {
    const { fields = [], highlights = [] } = this.record ?? {}
    return highlights.flatMap((name) => fields.find((field) => field.name === name) ?? [])
  }

  get ownFields (): RecordField[] {
    return this.record?.fields.filter(({ system }) => !system) ?? []
  }

  get systemFields (): RecordField[] {
    return this.record?.fields.filter(({ system }) => system) ?? []
  }

  get listHref (): string {
    return addressOf({ name: 'list', object: this.record?.object.name ?? 'Quote', search: '', sort: '' })
  }

  get tabs () {
    return ([['details', words.details], ['related', words.related]] as const).map(([name, label]) => {
      const isActive = this.tab === name
      return { name, label, itemClass: `slds-tabs_default__item ${isActive ? 'slds-is-active' : ''}`, tabId: `tab-${name}`, panelId: `panel-${name}`, selected: isActive ? 'true' : 'false', focusable: isActive ? '0' : '-1' }
    })
  }

  get showsDetails (): boolean {
    return this.tab === 'details'
  }

  get hasLists (): boolean {
    return (this.record?.lists.length ?? 0) > 0
  }

  handleTab (event: Event) {
    event.preventDefault()
    this.tab = (event.currentTarget as HTMLElement).dataset['name'] as Tab
  }

  handleTabKeys (event: KeyboardEvent) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    this.tab = this.tab === 'details' ? 'related' : 'details'
    requestAnimationFrame(() => { this.template!.querySelector<HTMLElement>(`[data-name="${this.tab}"]`)?.focus() })
  }

  handleGenerate () {
    this.openModal('generate')
  }

  handleAction (event: CustomEvent<{ value: string }>) {
    if (event.detail.value === 'generateRelated') this.openModal('generateRelated')
    else void this.load()
  }

  handleRetry () {
    void this.load()
  }

  openModal (kind: 'generate' | 'generateRelated') {
    const props = { recordId: this.recordId, objectApiName: this.record!.object.name }
    this.dispatchEvent(new CustomEvent('openmodal', { detail: { kind, props }, bubbles: true, composed: true }))
  }

  async load (): Promise<boolean> {
    const id = this.recordId
    this.problem = null
    try {
      const record = await ask<RecordDetail>(`/records/${id}`)
      if (id !== this.recordId) return true
      this.record = record
      document.title = `${record.name} | ${record.object.label} | ${words.appName}`
    } catch (error) {
      if (id === this.recordId) this.problem = toProblem(error)
    }
    return true
  }
}
