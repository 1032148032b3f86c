import { LightningElement, api } from 'lwc'

/** What an action shows in the window that the shell opens for it. https://developer.salesforce.com/docs/component-library/bundle/lightning-quick-action-panel */
export default class QuickActionPanel extends LightningElement {
  @api header?: string
}
