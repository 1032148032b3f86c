import lang from '@salesforce/i18n/lang'
import { LightningElement, api } from 'lwc'
import { showValue, type Given, type Shown } from '../../../show-value.ts'
import { words } from '../../../words.ts'

const SOLID = new Set(['currency', 'double', 'int', 'long', 'percent', 'date', 'datetime', 'time', 'phone'])

/** One value of a record as people read it. */
export default class Value extends LightningElement {
  @api given: Given
  /** Two lines at most, as in a list. */
  @api clamped = false

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

  /** Figures and dates are not broken. */
  get textClass (): string {
    return `text ${SOLID.has(this.given.type) ? 'solid' : ''} ${this.clamped ? 'clamped' : ''}`
  }

  get title (): string {
    return this.clamped ? this.shown.text : ''
  }

  /** Addresses on the web are other people's. */
  get target (): string | undefined {
    return this.given.type === 'url' ? '_blank' : undefined
  }
}
