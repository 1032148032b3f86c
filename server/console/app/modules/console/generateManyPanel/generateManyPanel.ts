import { LightningElement, api } from 'lwc'
import { CloseActionScreenEvent } from 'lightning/actions'
import { words } from '../../../words.ts'

/** Documents of the records chosen in a list, in a window over it. */
export default class GenerateManyPanel extends LightningElement {
  @api recordIds: string[]

  words = words

  handleClose () {
    this.dispatchEvent(new CloseActionScreenEvent())
  }
}
