import { LightningElement, api } from 'lwc'
import { focusFirst } from '../../../focus-first.ts'
import { words } from '../../../words.ts'

/** A link or a key that is shown this once, to be copied. */
export default class ShownOnce extends LightningElement {
  @api headline: string
  @api hint: string
  @api text: string
  @api copyLabel: string

  said = ''

  connectedCallback () {
    focusFirst(this.template)
  }

  async handleCopy () {
    try {
      await navigator.clipboard.writeText(this.text)
      this.said = words.copied
    } catch {
      this.said = words.notCopied
    }
  }
}
