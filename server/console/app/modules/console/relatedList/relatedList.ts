import { LightningElement, api } from 'lwc'
import type { RelatedList as List } from '../../../../../views/record-schema.ts'
import { iconOf } from '../../../objects.ts'
import { fill, words } from '../../../words.ts'

/** One related list of a record: how many there are, and the first of them. */
export default class RelatedList extends LightningElement {
  @api list: List

  words = words

  get icon (): string {
    return iconOf(this.list.object.name)
  }

  get headline (): string {
    return `${this.list.object.labelPlural} (${this.list.count})`
  }

  get hasRecords (): boolean {
    return this.list.records.length > 0
  }

  get isCut (): boolean {
    return this.list.records.length < this.list.count
  }

  get cut (): string {
    return fill(words.firstOf, this.list.records.length, this.list.count)
  }
}
