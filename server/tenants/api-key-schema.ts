import { Type, type Static } from 'typebox'
import { Role } from './schema.ts'
import { Scope } from './scopes.ts'

const PLAIN = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$'
const OrNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const Moment = Type.String({ format: 'date-time' })
const Scopes = Type.Array(Scope, { minItems: 1, maxItems: 12 })

export const NewKey = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 120, pattern: PLAIN }),
  username: Type.String({ minLength: 1, maxLength: 254, pattern: PLAIN, description: 'the Salesforce user it acts as' }),
  role: Role,
  scopes: Scopes,
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 730, default: 365, description: 'how long it is good' }))
}, { additionalProperties: false, examples: [{ label: 'nightly', username: 'batch@example.co.jp', role: 'general', scopes: ['documents:read', 'documents:write'], days: 365 }] })
export type NewKey = Static<typeof NewKey>

export const ShownKey = Type.Object({
  id: Type.String(),
  label: Type.String(),
  username: Type.String(),
  role: Role,
  scopes: Type.Array(Type.String()),
  madeBy: OrNull(Type.String()),
  createdAt: Moment,
  expiresAt: OrNull(Moment),
  usedAt: OrNull(Type.String({ format: 'date-time', description: 'to the hour' }))
})
export type ShownKey = Static<typeof ShownKey>

/** `key` is shown this once. */
export const KeyMade = Type.Object({ key: Type.String(), apiKey: ShownKey })
