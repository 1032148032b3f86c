import { LightningElement } from 'lwc'
import LightningConfirm from 'lightning/confirm'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { ShownCertificate } from '../../../../../tenants/tenant-schema.ts'
import { ask } from '../../../ask.ts'
import { sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'
import type { FactColumn, FactRow } from '../factTable/factTable.ts'
import type FieldForm from '../fieldForm/fieldForm.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const COLUMNS: FactColumn[] = [
  { name: 'subject', label: words.certificateSubject }, { name: 'expires', label: words.certificateExpires }, { name: 'thumbprint', label: words.certificateThumbprint, kind: 'code' }
]
const FORM: FormGroup[] = [{ name: 'pin', label: '', fields: [{ name: 'certificate', label: words.pinLabel, type: 'area', value: '', required: true, maxLength: 20_000 }] }]

/** The certificates whose signatures are accepted: the present one, and the next before it is needed. */
export default class Certificates extends LightningElement {
  words = words
  columns = COLUMNS
  form = FORM
  certificates: ShownCertificate[] | null = null
  problem: ApiProblem | null = null
  isPinning = false
  isBusy = false

  connectedCallback () {
    void this.load()
  }

  get isFirst (): boolean {
    return this.certificates === null && this.problem === null
  }

  get isUnread (): boolean {
    return this.certificates === null
  }

  get hasSome (): boolean {
    return (this.certificates?.length ?? 0) > 0
  }

  get isEmpty (): boolean {
    return this.certificates?.length === 0
  }

  get rows (): FactRow[] {
    return (this.certificates ?? []).map(({ thumbprint, subject, state, expiresAt }) => ({
      id: thumbprint,
      cells: { subject: subject ?? words.certificateBare, expires: expiresAt ? sayStamp(expiresAt) : words.certificateNever, thumbprint: thumbprint.replace(/(.{4})(?=.)/g, '$1 ') },
      marks: [state === 'proven' ? { label: words.certificateProven, theme: 'slds-theme_success' } : { label: words.certificatePinned }],
      actions: [{ name: 'remove', label: words.remove }]
    }))
  }

  handleOpenPin () {
    this.isPinning = true
  }

  handleClosePin () {
    this.isPinning = false
    this.problem = null
  }

  handlePin (event: CustomEvent<{ values: FormValues }>) {
    void this.change(async () => {
      await ask('/tenant/certificates', { method: 'POST', body: { certificate: String(event.detail.values['certificate']).trim() } })
      ;(this.refs!['form'] as unknown as FieldForm).forget()
      this.isPinning = false
    }, words.pinned)
  }

  async handleAct (event: CustomEvent<{ id: string }>) {
    const { id } = event.detail
    const subject = this.rows.find((row) => row.id === id)?.cells['subject'] ?? ''
    if (!await LightningConfirm.open({ label: words.remove, message: fill(words.removeSure, subject), theme: 'warning' })) return
    await this.change(() => ask(`/tenant/certificates/${id}`, { method: 'DELETE' }), words.removed)
  }

  handleRetry () {
    void this.load()
  }

  async change (work: () => Promise<unknown>, title: string) {
    this.isBusy = true
    try {
      await work()
      this.problem = null
      this.dispatchEvent(new ShowToastEvent({ title, variant: 'success' }))
      await this.load()
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }

  async load () {
    try {
      this.certificates = (await ask<{ certificates: ShownCertificate[] }>('/tenant/certificates')).certificates
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
