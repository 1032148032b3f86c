// https://developer.salesforce.com/docs/platform/lwc/guide/use-flow-considerations
const upwards = { bubbles: true, composed: true, cancelable: true }

/** A screen of a flow has a new value for the flow. */
export class FlowAttributeChangeEvent extends CustomEvent<{ attributeName: string, attributeValue: unknown }> {
  constructor (attributeName: string, attributeValue: unknown) {
    super('lightning__flowattributechange', { ...upwards, detail: { attributeName, attributeValue } })
  }
}

/** A screen of a flow wants to go on. */
export class FlowNavigationNextEvent extends CustomEvent<{ navigate: 'next' }> {
  constructor () {
    super('lightning__flownavigation', { ...upwards, detail: { navigate: 'next' } })
  }
}

/** A screen of a flow has ended it. */
export class FlowNavigationFinishEvent extends CustomEvent<{ navigate: 'finish' }> {
  constructor () {
    super('lightning__flownavigation', { ...upwards, detail: { navigate: 'finish' } })
  }
}
