import { LightningElement, api } from 'lwc'
import { toProblem, type ApiProblem } from 'c/chohyoErrors'
import type { Head } from '../../../../../histories/schema.ts'
import { ask, askBlob } from '../../../ask.ts'
import { saveBlob } from '../../../save-file.ts'
import { sayStamp } from '../../../say-history.ts'
import { fill, words } from '../../../words.ts'

/** How far the chain of the histories is sealed, and how to prove it without us. */
export default class ChainHead extends LightningElement {
  @api org: string

  words = words
  head: Head | null = null
  problem: ApiProblem | null = null
  isBusy = false

  connectedCallback () {
    void this.load()
  }

  get facts () {
    const { head } = this
    if (!head) return []
    const { anchor } = head
    return [
      { name: 'number', label: words.headNumber, text: head.number.toLocaleString() },
      { name: 'unsealed', label: words.headUnsealed, text: head.unsealed.toLocaleString() },
      { name: 'sealed', label: words.headSealed, text: head.sealedAt ? sayStamp(head.sealedAt) : '' },
      { name: 'anchor', label: words.headAnchor, text: anchor ? `${fill(words.headAnchorLine, anchor.number, sayStamp(anchor.at))} (${anchor.placed ? words.headPlaced : words.headNotPlaced})` : words.headNoAnchor },
      { name: 'hash', label: words.headHash, text: head.hash ?? '' }
    ].map((fact) => ({ ...fact, factClass: fact.name === 'hash' ? 'fact wide' : 'fact', textClass: fact.name === 'hash' ? 'code' : '' }))
  }

  get fileName (): string {
    return `histories-${this.org}.jsonl`
  }

  get command (): string {
    return `chohyo histories verify ${this.fileName}`
  }

  handleRetry () {
    void this.load()
  }

  handleKey () {
    saveBlob(new Blob([this.head?.publicKey ?? ''], { type: 'application/x-pem-file' }), 'anchors.pem')
  }

  async handleSave () {
    this.isBusy = true
    try {
      saveBlob(await askBlob('/histories/export', { seconds: 600 }), this.fileName)
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
    this.isBusy = false
  }

  async load () {
    try {
      this.head = await ask<Head>('/histories/head')
      this.problem = null
    } catch (error) {
      this.problem = toProblem(error)
    }
  }
}
