import { Type, type Static } from 'typebox'

/** A name used in formulas and URLs: letters, digits, underscore, at most 60 characters. */
export const Name = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]{0,59}$', description: 'letters, digits and underscore, at most 60' })

/**
 * A field of the View's object, or of a parent reached through at most five relationships: `Account.Owner.Name`.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm
 */
export const FieldPath = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$', maxLength: 300, description: 'path of a field, through at most five parents, as in Account.Owner.Name' })

/** What one cell can hold once it is framed: JSON as Salesforce gives it (dates and times as its ISO text). */
export const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
export type Scalar = Static<typeof Scalar>

/** One column of a Row. `default` stands in when the acting user may not read the field; without it that is an error. `label` asks for the translated label of a picklist. */
export const Column = Type.Object({
  name: Name,
  path: FieldPath,
  label: Type.Optional(Type.Boolean()),
  default: Type.Optional(Scalar)
}, { additionalProperties: false })
export type Column = Static<typeof Column>

/** A date literal of SOQL (`TODAY`, `LAST_N_DAYS:30`), told apart from text. */
export const DateLiteral = Type.Object({ date: Type.String({ pattern: '^[A-Z_]+(:[0-9]{1,4})?$', description: 'date literal of SOQL, as in TODAY or LAST_N_DAYS:30' }) }, { additionalProperties: false })

export const Condition = Type.Object({
  path: FieldPath,
  op: Type.Union(['=', '!=', '<', '<=', '>', '>=', 'like', 'in', 'not in', 'includes', 'excludes'].map((op) => Type.Literal(op))),
  value: Type.Union([Scalar, DateLiteral, Type.Array(Type.Union([Type.String(), Type.Number()]), { minItems: 1, maxItems: 2000 })])
}, { additionalProperties: false })
export interface Condition { path: string, op: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'in' | 'not in' | 'includes' | 'excludes', value: Scalar | Static<typeof DateLiteral> | Array<string | number> }

export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter }
/** Which records: conditions joined by `all`, `any` and `not`. */
export const Filter = Type.Cyclic({
  Filter: Type.Union([
    Condition,
    Type.Object({ all: Type.Array(Type.Ref('Filter'), { minItems: 1, maxItems: 50 }) }, { additionalProperties: false }),
    Type.Object({ any: Type.Array(Type.Ref('Filter'), { minItems: 1, maxItems: 50 }) }, { additionalProperties: false }),
    Type.Object({ not: Type.Ref('Filter') }, { additionalProperties: false })
  ])
}, 'Filter')

export const Sort = Type.Object({
  path: FieldPath,
  direction: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
  nulls: Type.Optional(Type.Union([Type.Literal('first'), Type.Literal('last')]))
}, { additionalProperties: false })
export type Sort = Static<typeof Sort>

export interface List { name: string, relationship: string, columns: Column[], lists?: List[], filter?: Filter, sort?: Sort[], limit?: number }
/** A child list: `relationship` as describe names it (`OpportunityLineItems`); `limit` and `sort` hold for each parent. */
export const List = Type.Cyclic({
  List: Type.Object({
    name: Name,
    relationship: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 80, description: 'API name as in Salesforce' }),
    columns: Type.Array(Column, { maxItems: 500 }),
    lists: Type.Optional(Type.Array(Type.Ref('List'), { maxItems: 20 })),
    filter: Type.Optional(Filter),
    sort: Type.Optional(Type.Array(Sort, { maxItems: 10 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50000 }))
  }, { additionalProperties: false })
}, 'List')

/** The body of a View: one object's records with columns through parents and child lists at any depth. */
export const View = Type.Object({
  object: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 80, description: 'API name as in Salesforce' }),
  columns: Type.Array(Column, { minItems: 1, maxItems: 1000 }),
  lists: Type.Optional(Type.Array(List, { maxItems: 100 })),
  filter: Type.Optional(Filter),
  sort: Type.Optional(Type.Array(Sort, { maxItems: 10 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50000 }))
}, { additionalProperties: false })
export interface View { object: string, columns: Column[], lists?: List[], filter?: Filter, sort?: Sort[], limit?: number }

/** One framed record: plain JSON under the View's column names; a child list is an array of rows. */
export interface Row { [name: string]: Scalar | Row[] }
