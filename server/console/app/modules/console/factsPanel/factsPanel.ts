import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { words } from '../../../words.ts'

/** Facts one under the other, in a window. */
export default class FactsPanel extends LightningElement {
  @api headline: string
  @api facts: Array<{ name: string, label: string, text: string }>

  words = words

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }
}
