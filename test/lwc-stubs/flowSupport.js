// The stub of @salesforce/sfdx-lwc-jest forgets what is told to the flow.
export class FlowAttributeChangeEvent extends CustomEvent {
  constructor (attributeName, attributeValue) {
    super('lightning__flowattributechange', { detail: { attributeName, attributeValue }, bubbles: true, composed: true })
  }
}
