import { LightningElement, api } from 'lwc'

/** The mark of Chohyo: a seal with a form in it. */
export default class Mark extends LightningElement {
  /** Pixels. */
  @api size = 28
}
