// lightning/actions is not among the stubs of @salesforce/sfdx-lwc-jest.
export class CloseActionScreenEvent extends CustomEvent {
  constructor () {
    super('lightning__actionsclosescreen', { bubbles: true, composed: true })
  }
}
