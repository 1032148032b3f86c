import { LightningElement, api } from 'lwc'
import type { ListedRecord, RecordColumn } from '../../../../../views/record-schema.ts'
import { fill, words } from '../../../words.ts'

/** Cells of a record on a narrow page, where each has a line of its own. */
const MOST_NARROW = 5
const NUMBERS = new Set(['currency', 'double', 'int', 'long', 'percent'])

/**
 * Records as rows; on a narrow page each is a block of its own. Fires `sort` with the field and direction asked for, and `choose` with the ids that
 * are chosen where `selectable`.
 */
export default class ListTable extends LightningElement {
  @api label: string
  @api nameLabel: string
  @api columns: RecordColumn[]
  @api records: ListedRecord[]
  /** As the service writes it: `-CreatedDate`. Without it nothing can be sorted. */
  @api sort = ''
  @api selectable = false
  @api chosen: string[] = []
  /** Names lead to their records unless these have nothing to show. */
  @api unlinked = false

  words = words

  get isSortable (): boolean {
    return this.sort !== ''
  }

  get heads () {
    const name = { name: 'Name', label: this.nameLabel, type: 'string', sortable: true }
    return [name, ...this.columns].map((column) => {
      const direction = this.sort === column.name ? 'asc' : this.sort === `-${column.name}` ? 'desc' : ''
      return {
        ...column,
        canSort: this.isSortable && column.sortable,
        action: fill(words.sortBy, column.label),
        headClass: `${direction ? `slds-is-sorted slds-is-sorted_${direction}` : ''} ${NUMBERS.has(column.type) ? 'number' : ''}`,
        ariaSort: direction === '' ? undefined : direction === 'asc' ? 'ascending' : 'descending',
        icon: direction === 'desc' ? 'utility:arrowdown' : 'utility:arrowup',
        isSorted: direction !== ''
      }
    })
  }

  get rows () {
    return this.records.map(({ id, name, cells }) => ({
      id,
      name,
      href: `/r/${id}`,
      boxId: `box-${id}`,
      boxLabel: fill(words.selectOne, name),
      isChosen: this.chosen.includes(id),
      rowClass: `slds-hint-parent ${this.chosen.includes(id) ? 'slds-is-selected' : ''}`,
      cells: this.columns.map((column, at) => ({
        name: column.name,
        label: column.label,
        cellClass: [NUMBERS.has(column.type) ? 'number' : '', at >= MOST_NARROW ? 'rest' : '', (cells[column.name]?.value ?? '') === '' ? 'none' : ''].join(' '),
        given: { ...column, ...cells[column.name] ?? { value: null, text: null } }
      }))
    }))
  }

  get areAllChosen (): boolean {
    return this.records.length > 0 && this.records.every(({ id }) => this.chosen.includes(id))
  }

  handleSort (event: Event) {
    const { name = '' } = (event.currentTarget as HTMLElement).dataset
    this.dispatchEvent(new CustomEvent('sort', { detail: { sort: this.sort === name ? `-${name}` : name } }))
  }

  handleAll (event: Event) {
    this.choose((event.target as HTMLInputElement).checked ? this.records.map(({ id }) => id) : [])
  }

  handleOne (event: Event) {
    const { dataset: { id = '' }, checked } = event.target as HTMLInputElement
    this.choose(checked ? [...this.chosen, id] : this.chosen.filter((one) => one !== id))
  }

  choose (chosen: string[]) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { chosen } }))
  }
}
