import { LightningElement, api } from 'lwc'

/** Says why there is nothing to see, and in its slot what can be done. */
export default class EmptyState extends LightningElement {
  @api iconName: string
  @api headline: string
  @api hint = ''
  /** It is all there is on the page. */
  @api heading = false
}
