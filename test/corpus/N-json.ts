import type { Field } from '../../server/mappings/schema.ts'

/** Class N: JSON that tries to reach prototypes, as records and as mappings. `expected` is the code of the refusal, or the Data. */
export interface JsonCase { name: string, input: { fields: Field[], row: string }, expected: string | Record<string, unknown> }

const fields: Field[] = [{ name: 'a', formula: 'a' }]
const named = (name: string): Field[] => [{ name, formula: 'a' }]
const REFUSED = 'CHOHYO_MAPPING_INVALID'
const NOTHING = 'CHOHYO_FORMULA_GAVE_NOTHING'

export const jsonCases: JsonCase[] = [
  // Rows come from Salesforce as text; JSON.parse makes __proto__ a property like any other.
  { name: 'a row with __proto__', input: { fields, row: '{"a": 1, "__proto__": {"polluted": true}}' }, expected: { a: 1 } },
  { name: 'a row that is only __proto__', input: { fields, row: '{"__proto__": {"a": 1}}' }, expected: NOTHING },
  { name: 'a row with constructor.prototype', input: { fields, row: '{"a": 1, "constructor": {"prototype": {"polluted": true}}}' }, expected: { a: 1 } },
  { name: 'a list of rows with __proto__', input: { fields: [{ name: 'l', each: 'l', fields }], row: '{"l": [{"a": 1, "__proto__": {"polluted": true}}]}' }, expected: { l: [{ a: 1 }] } },
  { name: 'an item that gets its column from __proto__', input: { fields: [{ name: 'l', each: 'l', fields }], row: '{"l": [{"__proto__": {"a": 1}}]}' }, expected: NOTHING },
  { name: 'toString as a column', input: { fields: [{ name: 'a', formula: 'toString' }], row: '{"toString": "mine"}' }, expected: { a: 'mine' } },
  { name: 'hasOwnProperty as a column', input: { fields, row: '{"a": 1, "hasOwnProperty": 1}' }, expected: { a: 1 } },
  { name: 'then as a column', input: { fields, row: '{"a": 1, "then": "x"}' }, expected: { a: 1 } },
  { name: 'toJSON as a column', input: { fields, row: '{"a": 1, "toJSON": "x"}' }, expected: { a: 1 } },
  { name: 'sequence as a column', input: { fields, row: '{"a": 1, "sequence": true}' }, expected: { a: 1 } },
  { name: '_jsonata_function as a column', input: { fields, row: '{"a": 1, "l": {"_jsonata_function": true}}' }, expected: { a: 1 } },
  { name: '_jsonata_lambda in the row itself', input: { fields, row: '{"a": 1, "_jsonata_lambda": true}' }, expected: NOTHING },
  { name: 'valueOf as a column', input: { fields: [{ name: 'a', formula: 'valueOf' }], row: '{"a": 1}' }, expected: NOTHING },
  { name: 'a field named __proto__', input: { fields: named('__proto__'), row: '{"a": 1}' }, expected: REFUSED },
  { name: 'a field named constructor', input: { fields: named('constructor'), row: '{"a": 1}' }, expected: REFUSED },
  { name: 'a field named toString', input: { fields: named('toString'), row: '{"a": 1}' }, expected: REFUSED },
  { name: 'a field named __defineSetter__', input: { fields: named('__defineSetter__'), row: '{"a": 1}' }, expected: REFUSED },
  { name: 'a field named hasOwnProperty', input: { fields: named('hasOwnProperty'), row: '{"a": 1}' }, expected: REFUSED },
  { name: 'a field of a list named __proto__', input: { fields: [{ name: 'l', each: 'l', fields: named('__proto__') }], row: '{"l": [{"a": 1}]}' }, expected: REFUSED },
  { name: 'a field of an object named __proto__', input: { fields: [{ name: 'o', fields: named('__proto__') }], row: '{"a": 1}' }, expected: REFUSED },
  { name: 'a field of an object named constructor', input: { fields: [{ name: 'o', fields: named('constructor') }], row: '{"a": 1}' }, expected: REFUSED },
  { name: 'an object whose formula makes __proto__', input: { fields: [{ name: 'o', formula: '{"__proto__": {"a": 1}}', fields }], row: '{}' }, expected: NOTHING },
  { name: 'a list whose formula makes __proto__', input: { fields: [{ name: 'l', each: '[{"__proto__": {"a": 1}}]', fields }], row: '{}' }, expected: NOTHING },
  { name: 'a key of 100,000 letters', input: { fields, row: `{"a": 1, "${'k'.repeat(100_000)}": 1}` }, expected: { a: 1 } }
]
