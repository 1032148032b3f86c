import lang from '@salesforce/i18n/lang'
import { LightningElement, api } from 'lwc'
import { showValue, type Given, type Shown } from '../../../show-value.ts'
import { words } from '../../../words.ts'

/** One value of a record as people read it. */
export default class Value extends LightningElement {
  @api given: Given

  words = words

  get isBoolean (): boolean {
    return this.given.type === 'boolean'
  }

  get isTrue (): boolean {
    return this.given.value === true
  }

  get shown (): Shown {
    return showValue(this.given, lang)
  }

  /** Addresses on the web are other people's. */
  get target (): string | undefined {
    return this.given.type === 'url' ? '_blank' : undefined
  }
}
