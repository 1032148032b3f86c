import { LightningElement, api } from 'lwc'
import { words } from '../../../words.ts'

/** The place of what is still on its way. */
export default class Bones extends LightningElement {
  @api rows: number | string = 4

  words = words

  get lines () {
    return Array.from({ length: Number(this.rows) }, (_, key) => ({ key, style: `width: ${[92, 78, 85, 64][key % 4]}%` }))
  }
}
