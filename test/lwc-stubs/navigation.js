// Where a component wants to go is an event, so that a test sees it: the stub of @salesforce/sfdx-lwc-jest tells nobody.
const Navigate = Symbol('Navigate')
const GenerateUrl = Symbol('GenerateUrl')

export const NavigationMixin = (Base) => class extends Base {
  [Navigate] (detail) {
    this.dispatchEvent(new CustomEvent('navigate', { detail, bubbles: true, composed: true }))
  }

  [GenerateUrl] ({ attributes }) {
    return Promise.resolve(`/${attributes.recordId}`)
  }
}
NavigationMixin.Navigate = Navigate
NavigationMixin.GenerateUrl = GenerateUrl
