import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { PageImages } from '../../../../../../lwc/shared/lwc/chohyoApi/chohyoTypes.ts'
import type { RecordFile } from '../../../../../documents/file-schema.ts'
import { ask, askBlob } from '../../../ask.ts'
import { saveFile } from '../../../save-file.ts'
import { words } from '../../../words.ts'

type LoadPages = (from: number, count: number) => Promise<PageImages>

const PICTURES = ['png', 'jpg', 'jpeg']

/** A file of the org in a window: the pages of a PDF, a picture, or the way to get it. */
export default class FilePreview extends LightningElement {
  words = words
  file: RecordFile | null = null
  problem: ApiProblem | null = null
  load: LoadPages | null = null
  picture = ''
  id = ''

  /** The id of the file or of one of its versions. */
  @api
  get fileId (): string {
    return this.id
  }

  set fileId (fileId: string) {
    this.id = fileId
    void this.open()
  }

  disconnectedCallback () {
    if (this.picture) URL.revokeObjectURL(this.picture)
  }

  get headline (): string {
    return this.file?.title ?? words.loading
  }

  get isFirst (): boolean {
    return this.file === null && this.problem === null
  }

  get hasNothing (): boolean {
    return this.file !== null && !this.load && !PICTURES.includes(this.file.extension) && !this.problem
  }

  get cannotDownload (): boolean {
    return this.file === null
  }

  handleRetry () {
    void this.open()
  }

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }

  async handleDownload () {
    const { title, extension } = this.file!
    await this.attempt(() => saveFile(this.id, extension === '' ? title : `${title}.${extension}`))
  }

  async open () {
    await this.attempt(async () => {
      const file = await ask<RecordFile>(`/files/${this.id}`)
      const { extension, contentVersionId: version } = file
      if (extension === 'pdf') this.load = (from, count) => ask(`/files/${version}/pages`, { query: { from, count }, seconds: 60 })
      if (PICTURES.includes(extension)) this.picture = URL.createObjectURL(await askBlob(`/files/${version}/content`, { seconds: 60 }))
      this.file = file
    })
  }

  async attempt (work: () => Promise<void>) {
    this.problem = null
    try {
      await work()
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
