import lang from '@salesforce/i18n/lang'
import { LightningElement, api } from 'lwc'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Document } from '../../../../../documents/schema.ts'
import type { Session } from '../../../../../users/schema.ts'
import { ask, askBlob } from '../../../ask.ts'
import type { Page } from '../../../pages.ts'
import { goTo } from '../../../routing.ts'
import { saveBlob } from '../../../save-file.ts'
import { sayAmount, sayMarks } from '../../../say-document.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormValues } from '../fieldForm/fieldForm.ts'
import { askedOf, conditionsOf, queryOf } from './conditions.ts'

type Address = Extract<Page, { name: 'settings' }>
interface Answer { documents: Document[], next: string | null }

const COLUMNS: FactColumn[] = [
  { name: 'document', label: words.document },
  { name: 'date', label: words.transactionDate },
  { name: 'counterparty', label: words.counterparty },
  { name: 'amount', label: words.amount, kind: 'number' },
  { name: 'kind', label: words.paperKind },
  { name: 'number', label: words.paperNumber }
]

/** The ledger of documents: found by day, amount and counterparty, and what was done to each of them. */
export default class LedgerPage extends LightningElement {
  @api session: Session

  words = words
  columns = COLUMNS
  current: Address
  found: Answer | null = null
  problem: ApiProblem | null = null
  isLoading = false
  isPacking = false
  refreshId = 0

  @api
  get page (): Page {
    return this.current
  }

  set page (page: Page) {
    if (page.name !== 'settings') return
    this.current = page
    ;(this.refs?.['form'] as unknown as FieldForm | undefined)?.forget()
    void this.load()
  }

  connectedCallback () {
    this.refreshId = registerRefreshHandler(this, async () => { await this.load(); return true })
  }

  disconnectedCallback () {
    unregisterRefreshHandler(this.refreshId)
  }

  get isAdmin (): boolean {
    return this.session.user?.role === 'admin'
  }

  get conditions () {
    return conditionsOf(this.current.query)
  }

  get rows (): FactRow[] {
    return (this.found?.documents ?? []).map((document) => ({
      id: document.id,
      cells: {
        document: document.fileName ?? document.id,
        date: document.ledger?.date ?? '',
        counterparty: document.ledger?.counterparty ?? '',
        amount: document.ledger ? sayAmount(document.ledger, lang) : '',
        kind: document.ledger?.kind ?? '',
        number: document.ledger?.number ?? ''
      },
      marks: sayMarks(document)
    }))
  }

  get facts (): string {
    if (!this.found) return ''
    return fill(this.found.next === null ? words.documentsShown : words.documentsMore, this.found.documents.length)
  }

  get isFirst (): boolean {
    return this.found === null && this.problem === null
  }

  get hasDocuments (): boolean {
    return (this.found?.documents.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.found?.documents.length === 0
  }

  get hasMore (): boolean {
    return this.found?.next != null
  }

  get zipLabel (): string {
    return this.isPacking ? words.zipping : words.saveZip
  }

  handleFind (event: CustomEvent<{ values: FormValues }>) {
    this.find(queryOf(event.detail.values))
  }

  handleClear () {
    ;(this.refs!['form'] as unknown as FieldForm).forget()
    this.find('')
  }

  find (query: string) {
    if (query === this.current.query) void this.load()
    else goTo({ ...this.current, query })
  }

  handleOpen (event: CustomEvent<{ id: string }>) {
    const props = { documentId: event.detail.id, canChange: this.isAdmin }
    this.dispatchEvent(new CustomEvent('openmodal', { detail: { kind: 'ledger', props }, bubbles: true, composed: true }))
  }

  handleMore () {
    void this.load(this.found?.next ?? undefined)
  }

  handleRetry () {
    void this.load()
  }

  async handleZip () {
    this.isPacking = true
    try {
      saveBlob(await askBlob('/documents/export', { query: askedOf(this.current.query), seconds: 600 }), 'ledger.zip')
      this.problem = null
      this.dispatchEvent(new ShowToastEvent({ title: words.zipSaved, variant: 'success' }))
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isPacking = false
  }

  async load (after?: string) {
    const asked = this.current
    this.isLoading = true
    try {
      const page = await ask<Answer>('/documents', { query: { ...askedOf(asked.query), after } })
      if (asked === this.current) {
        this.found = after === undefined ? page : { ...page, documents: [...this.found?.documents ?? [], ...page.documents] }
        this.problem = null
      }
    } catch (error) {
      if (asked === this.current) this.problem = toProblem(error)
    }
    this.isLoading = false
  }
}
