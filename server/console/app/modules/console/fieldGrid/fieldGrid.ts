import { LightningElement, api } from 'lwc'
import type { RecordField } from '../../../../../views/record-schema.ts'

const WIDE = new Set(['textarea'])

/** Fields of a record in two columns, each below its label; long text takes the whole width. */
export default class FieldGrid extends LightningElement {
  @api fields: RecordField[]

  get cells () {
    return this.fields.map((field) => ({ field, cellClass: `cell ${WIDE.has(field.type) ? 'wide' : ''}` }))
  }
}
