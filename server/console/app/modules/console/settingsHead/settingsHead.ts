import { LightningElement, api } from 'lwc'

/** The head of a place of the settings: what it is, and in its slot what can be done. */
export default class SettingsHead extends LightningElement {
  @api iconName: string
  @api headline: string
  @api hint = ''
}
