/** The shell closes the window in which it shows an action. https://developer.salesforce.com/docs/platform/lwc/guide/use-quick-actions-screen */
export class CloseActionScreenEvent extends CustomEvent<null> {
  constructor () {
    super('lightning__actionsclosescreen', { bubbles: true, composed: true, cancelable: true })
  }
}
