import lang from '@salesforce/i18n/lang'
import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { RefreshEvent } from 'lightning/refresh'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Document } from '../../../../../documents/schema.ts'
import type { Viewers } from '../../../../../documents/viewer-schema.ts'
import { ask, askBlob } from '../../../ask.ts'
import { saveBlob } from '../../../save-file.ts'
import { sayAmount, sayMarks } from '../../../say-document.ts'
import { sayDeed, sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'
import { DEEDS, type Deed } from './deeds.ts'

const FORM: FormGroup[] = [{ name: 'why', label: '', fields: [{ name: 'reason', label: words.reason, type: 'area', value: '', required: true, maxLength: 500 }] }]

/** A document of the ledger in a window: all that is known of it, who saw it, and what can be done to it. */
export default class LedgerDocument extends LightningElement {
  @api documentId: string
  @api canChange = false

  words = words
  form = FORM
  document: Document | null = null
  viewers: Viewers | null = null
  problem: ApiProblem | null = null
  deed: Deed | null = null
  requestKey = ''
  isBusy = false

  connectedCallback () {
    void this.load(this.documentId)
  }

  get isFirst (): boolean {
    return this.document === null && this.problem === null
  }

  get headline (): string {
    return this.document?.fileName ?? words.document
  }

  get marks () {
    return this.document ? sayMarks(this.document).map(({ label, theme = '' }) => ({ label, badgeClass: `slds-badge slds-m-right_xx-small ${theme}` })) : []
  }

  get facts () {
    const { document } = this
    if (!document) return []
    const { ledger } = document
    const deed = (given: Document['hold']): string => given ? fill(words.deedBy, sayStamp(given.at), given.by, given.reason) : ''
    return [
      { name: 'date', label: words.transactionDate, text: ledger?.date },
      { name: 'amount', label: words.amount, text: ledger ? sayAmount(ledger, lang) : '' },
      { name: 'counterparty', label: words.counterparty, text: ledger?.counterparty },
      { name: 'kind', label: words.paperKind, text: ledger?.kind },
      { name: 'number', label: words.paperNumber, text: ledger?.number },
      { name: 'made', label: words.madeAt, text: sayStamp(document.createdAt) },
      { name: 'by', label: words.madeBy, text: document.createdBy },
      { name: 'kept', label: words.keptUntil, text: document.retainUntil ? sayStamp(document.retainUntil) : '' },
      { name: 'correction', label: words.correctionReason, text: document.correctionReason },
      { name: 'withdrawn', label: words.markWithdrawn, text: deed(document.withdrawn) },
      { name: 'hold', label: words.markHeld, text: deed(document.hold) },
      { name: 'sha256', label: words.fingerprint, text: document.sha256 }
    ].flatMap(({ text, ...fact }) => text ? [{ ...fact, text }] : [])
  }

  get versions () {
    const { corrects = null, correctedBy = null } = this.document ?? {}
    return [{ id: corrects, label: words.versionBefore }, { id: correctedBy, label: words.versionAfter }].filter(({ id }) => id !== null)
  }

  get hasVersions (): boolean {
    return this.versions.length > 0
  }

  get seen () {
    return (this.viewers?.viewers ?? []).slice(0, 20).map(({ at, who, what }, key) => ({ key, text: `${sayStamp(at)} ${who} ${sayDeed('output', what)}` }))
  }

  get isUnseen (): boolean {
    return this.viewers?.viewers.length === 0
  }

  get deeds () {
    const { document } = this
    return document && this.canChange && this.deed === null ? DEEDS.filter(({ fits }) => fits(document)) : []
  }

  get asksWhy (): boolean {
    return this.deed !== null
  }

  get canSave (): boolean {
    return this.document?.state === 'done'
  }

  handleDeed (event: Event) {
    const { name = '' } = (event.currentTarget as HTMLElement).dataset
    this.deed = DEEDS.find((deed) => deed.name === name) ?? null
    this.requestKey = crypto.randomUUID()
    this.problem = null
    requestAnimationFrame(() => {
      this.refs?.['why']?.scrollIntoView({ block: 'nearest' })
      ;(this.refs?.['form'] as unknown as FieldForm | undefined)?.enter()
    })
  }

  handleNotNow () {
    this.deed = null
    this.returnFocus()
  }

  /** The form that had the focus is gone; the window keeps it, or Esc would close nothing. */
  returnFocus () {
    requestAnimationFrame(() => { (this.refs?.['top'] as HTMLElement | undefined)?.focus() })
  }

  handleVersion (event: Event) {
    void this.load((event.currentTarget as HTMLElement).dataset['id'] ?? '')
  }

  handleRetry () {
    void this.load(this.document?.id ?? this.documentId)
  }

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }

  async handleSave () {
    const { document } = this
    if (!document) return
    try {
      saveBlob(await askBlob(`/documents/${document.id}/content`, { seconds: 120 }), document.fileName ?? `${document.id}.pdf`)
    } catch (error) {
      this.problem = toProblem(error)
    }
  }

  async handleWhy (event: CustomEvent<{ values: FormValues }>) {
    const { deed, document, requestKey } = this
    if (!deed || !document) return
    this.isBusy = true
    try {
      const after = await ask<Document>(`/documents/${document.id}${deed.path}`, {
        method: deed.method, body: { reason: event.detail.values['reason'] }, seconds: 60, ...deed.method === 'POST' && { requestKey, prefer: 'wait=30' }
      })
      this.deed = null
      this.dispatchEvent(new ShowToastEvent({ title: deed.done, variant: 'success' }))
      this.dispatchEvent(new RefreshEvent())
      await this.load(after.id)
      this.returnFocus()
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }

  async load (id: string) {
    this.deed = null
    try {
      const [document, viewers] = await Promise.all([ask<Document>(`/documents/${id}`), ask<Viewers>(`/documents/${id}/viewers`)])
      this.document = document
      this.viewers = viewers
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
