import { LightningElement, api } from 'lwc'
import { fill, words } from '../../../words.ts'

export interface FactColumn { name: string, label: string, kind?: 'number' | 'code' | 'short' | 'login' }
/** `marks` stand beside the first cell; `actions` at the end of the row. */
export interface FactRow { id: string, cells: Record<string, string>, marks?: Array<{ label: string, theme?: string }>, actions?: Array<{ name: string, label: string }> }

/**
 * Facts as rows, the first column leading to more where it `opens`; on a narrow page each is a block. Fires `open` and `act` with the id of the row.
 */
export default class FactTable extends LightningElement {
  @api label: string
  @api columns: FactColumn[] = []
  @api rows: FactRow[] = []
  @api opens = false

  words = words

  get heads () {
    return this.columns.map((column) => ({ ...column, headClass: column.kind === 'number' ? 'number' : '' }))
  }

  get hasActions (): boolean {
    return this.rows.some(({ actions }) => actions !== undefined)
  }

  get lines () {
    const [first, ...rest] = this.columns
    return this.rows.map(({ id, cells, marks = [], actions = [] }) => {
      const main = cells[first?.name ?? ''] ?? ''
      return {
        id,
        main,
        openLabel: fill(words.openDetails, main),
        marks: marks.map(({ label, theme = '' }) => ({ label, badgeClass: `slds-badge badge ${theme}` })),
        cells: rest.map(({ name, label, kind = '' }) => ({ name, label, text: cells[name] ?? '', cellClass: `${kind} ${cells[name] ? '' : 'none'}` })),
        actions: actions.map((action) => ({ ...action, title: `${action.label}: ${main}` }))
      }
    })
  }

  handleOpen (event: Event) {
    this.fire('open', event)
  }

  handleAct (event: Event) {
    this.fire('act', event)
  }

  fire (name: string, event: Event) {
    const { id = '', action = '' } = (event.currentTarget as HTMLElement).dataset
    this.dispatchEvent(new CustomEvent(name, { detail: { id, action } }))
  }
}
