import { Type } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'
import { AttributeName } from '../envelopes/schema.ts'
import { Filter, Name, type Filter as FilterBody } from '../views/schema.ts'
import { MOST_RECORDS } from './schema.ts'

const strict = { additionalProperties: false }

/** Where the rows come from: the records of a View, as the user the Work runs as sees them; `filter` narrows it further. */
export const WorkSource = Type.Object({ view: DefinitionName, filter: Type.Optional(Filter), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_RECORDS })) }, strict)
export interface WorkSource { view: string, filter?: FilterBody, limit?: number }

/** Rows whose `column` has one of these values (as text; an empty cell is ''). */
export const When = Type.Object({ column: Name, values: Type.Array(Type.String({ maxLength: 255 }), { minItems: 1, maxItems: 500 }) }, strict)
export interface When { column: string, values: string[] }

/** Into which Envelope a row goes, and what fills its attributes: texts with gaps for `[columns]`. Without `when` it takes every row. */
export const Route = Type.Object({ when: Type.Optional(When), envelope: DefinitionName, attributes: Type.Optional(Type.Record(AttributeName, Type.String({ maxLength: 2000 }), { maxProperties: 60 })) }, strict)
export interface Route { when?: When, envelope: string, attributes?: Record<string, string> }

/**
 * The body of a Work. A row takes the first route that fits; one that fits none is left out and counted. Rows with the same values in the `key`
 * columns become one Parcel, in the order of the source; without `key` each row is a Parcel of its own.
 */
export const Work = Type.Object({
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  runAs: Type.String({ minLength: 1, maxLength: 254, description: 'the Salesforce user whose rights the Work has: its integration user' }),
  source: WorkSource,
  key: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 5, uniqueItems: true })),
  routes: Type.Array(Route, { minItems: 1, maxItems: 50 })
}, strict)
export interface Work { note?: string, runAs: string, source: WorkSource, key?: string[], routes: Route[] }
