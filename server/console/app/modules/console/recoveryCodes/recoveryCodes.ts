import { LightningElement, api } from 'lwc'
import { saveBlob } from '../../../save-file.ts'
import { focusFirst } from '../../../focus-first.ts'
import { words } from '../../../words.ts'

/** Shows recovery codes, this once: to be copied or saved. Fires `kept` when somebody says that they have them. */
export default class RecoveryCodes extends LightningElement {
  @api codes: string[] = []

  words = words
  said = ''

  connectedCallback () {
    focusFirst(this.template)
  }

  async handleCopy () {
    try {
      await navigator.clipboard.writeText(this.codes.join('\n'))
      this.said = words.codesCopied
    } catch {
      this.said = words.codesNotCopied
    }
  }

  handleDownload () {
    const text = [words.codesFile, location.origin, words.codesFileHint, '', ...this.codes, ''].join('\r\n')
    saveBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), 'chohyo-recovery-codes.txt')
  }

  handleKept () {
    this.dispatchEvent(new CustomEvent('kept'))
  }
}
