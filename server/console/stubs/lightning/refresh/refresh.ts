/** What is shown may be old. The shell listens for it and reads anew. https://developer.salesforce.com/docs/platform/lwc/guide/data-refreshview */
export class RefreshEvent extends Event {
  constructor () {
    super('lightning__refresh', { bubbles: true, composed: true, cancelable: true })
  }
}
