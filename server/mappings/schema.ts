import { Type, type Static } from 'typebox'
import { FieldPath, Name, Scalar } from '../views/schema.ts'

/** A JSONata expression over the framed row: https://docs.jsonata.org */
export const Formula = Type.String({ minLength: 1, maxLength: 10_000 })

export interface Field { name: string, formula?: string, each?: string, default?: string | number | boolean | null, fields?: Field[] }
/**
 * How one template field is filled.
 * `{ name, formula }` prints a value; `default` stands in when the formula gives nothing.
 * `{ name, each, fields }` is a list: `each` gives the items, `fields` are evaluated on each of them (`$$` stays the whole row).
 * `{ name, formula?, fields }` is an object: its fields are evaluated on what the formula gives, or on the same row.
 */
export const Field = Type.Cyclic({
  Field: Type.Object({
    name: Name,
    formula: Type.Optional(Formula),
    each: Type.Optional(Formula),
    default: Type.Optional(Scalar),
    fields: Type.Optional(Type.Array(Type.Ref('Field'), { maxItems: 500 }))
  }, { additionalProperties: false })
}, 'Field')

/** Another View joined in under `as`: all its rows, or those whose `path` equals a column of the main row; `single` takes the first row itself. */
export const Join = Type.Object({
  as: Name,
  view: Name,
  match: Type.Optional(Type.Object({ path: FieldPath, column: Name }, { additionalProperties: false })),
  single: Type.Optional(Type.Boolean())
}, { additionalProperties: false })
export type Join = Static<typeof Join>

/**
 * What a finished document is found by years later, each a formula over the same row as the fields: date (取引年月日), amount (取引金額), currency (JPY …),
 * counterparty (取引先), kind (書類の種類), number (of those that have one). A document with them is kept in the ledger and locked until its retention ends.
 * https://www.nta.go.jp/law/joho-zeikaishaku/sonota/jirei/07denshi/02.htm
 */
export const LedgerFormulas = Type.Object({
  date: Formula,
  amount: Formula,
  currency: Type.Optional(Formula),
  counterparty: Formula,
  kind: Formula,
  number: Type.Optional(Formula)
}, { additionalProperties: false })
export type LedgerFormulas = Static<typeof LedgerFormulas>

/** What becomes of the document. `fileName` is a pattern over the Data: `御見積書_{number}_{customer}`; the extension is added. */
export const Output = Type.Object({
  fileName: Type.String({ minLength: 1, maxLength: 300 }),
  locale: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', description: 'language tag, as in ja or en-US' }),
  timeZone: Type.String({ maxLength: 60, description: 'IANA time zone' }),
  saveTo: Type.Optional(Type.Union([Type.Literal('files'), Type.Literal('nowhere')])),
  ledger: Type.Optional(LedgerFormulas)
}, { additionalProperties: false })
export type Output = Static<typeof Output>

/** The body of a Mapping: which Views feed which Template, a formula for every template field, and the output rules. */
export const Mapping = Type.Object({
  view: Name,
  template: Name,
  joins: Type.Optional(Type.Array(Join, { maxItems: 20 })),
  fields: Type.Array(Field, { maxItems: 1000 }),
  output: Output
}, { additionalProperties: false })
export interface Mapping { view: string, template: string, joins?: Join[], fields: Field[], output: Output }
