import lang from '@salesforce/i18n/lang'
import { LightningElement, api } from 'lwc'
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh'
import { ShowToastEvent } from 'lightning/platformShowToastEvent'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import { sayBytes } from 'c/chohyoWords'
import type { RecordFile } from '../../../../../documents/file-schema.ts'
import { ask } from '../../../ask.ts'
import { saveFile } from '../../../save-file.ts'
import { sayMoment } from '../../../show-value.ts'
import { fill, words } from '../../../words.ts'
import { doctypeOf } from './doctypes.ts'

const FIRST = 5

/** The files on a record. It looks again by itself when a document was made. */
export default class FilesCard extends LightningElement {
  words = words
  record = ''
  files: RecordFile[] | null = null
  problem: ApiProblem | null = null
  isLong = false
  fresh = new Set<string>()
  refreshId = 0

  @api
  get recordId (): string {
    return this.record
  }

  set recordId (recordId: string) {
    if (recordId === this.record) return
    this.record = recordId
    this.files = null
    this.fresh = new Set()
    this.isLong = false
    void this.load()
  }

  connectedCallback () {
    this.refreshId = registerRefreshHandler(this, () => this.load())
  }

  disconnectedCallback () {
    unregisterRefreshHandler(this.refreshId)
  }

  get headline (): string {
    return this.files ? fill(words.filesCount, this.files.length) : words.files
  }

  get isFirst (): boolean {
    return this.files === null && this.problem === null
  }

  get isEmpty (): boolean {
    return this.files?.length === 0
  }

  get items () {
    const shown = this.isLong ? this.files ?? [] : (this.files ?? []).slice(0, FIRST)
    return shown.map(({ contentVersionId: id, title, extension, bytes, version, createdAt, owner }) => ({
      id,
      title,
      name: extension === '' || title.toLowerCase().endsWith(`.${extension}`) ? title : `${title}.${extension}`,
      icon: doctypeOf(extension),
      facts: [sayMoment(createdAt, lang), sayBytes(bytes), extension, ...version > 1 ? [fill(words.version, version)] : [], owner].filter((fact) => fact !== '').join(' • '),
      openLabel: fill(words.openFile, title),
      downloadLabel: fill(words.downloadFile, title),
      itemClass: `item ${this.fresh.has(id) ? 'fresh' : ''}`
    }))
  }

  get canUnfold (): boolean {
    return (this.files?.length ?? 0) > FIRST
  }

  get unfoldLabel (): string {
    return this.isLong ? words.showFewer : fill(words.showAll, this.files?.length ?? 0)
  }

  handleUnfold () {
    this.isLong = !this.isLong
  }

  handleRetry () {
    void this.load()
  }

  handleOpen (event: Event) {
    const fileId = (event.currentTarget as HTMLElement).dataset['id'] ?? ''
    this.dispatchEvent(new CustomEvent('openmodal', { detail: { kind: 'file', props: { fileId } }, bubbles: true, composed: true }))
  }

  async handleDownload (event: Event) {
    const { id = '', name = '' } = (event.currentTarget as HTMLElement).dataset
    try {
      await saveFile(id, name)
    } catch (error) {
      this.dispatchEvent(new ShowToastEvent({ title: name, message: toProblem(error).detail, variant: 'error' }))
    }
  }

  async load (): Promise<boolean> {
    const recordId = this.record
    try {
      const { files } = await ask<{ files: RecordFile[] }>(`/records/${recordId}/files`)
      if (recordId !== this.record) return true
      const before = this.files?.map(({ contentVersionId }) => contentVersionId)
      this.fresh = new Set(before ? files.map(({ contentVersionId }) => contentVersionId).filter((id) => !before.includes(id)) : [])
      this.files = files
      this.problem = null
    } catch (error) {
      if (recordId === this.record) this.problem = toProblem(error)
    }
    return true
  }
}
