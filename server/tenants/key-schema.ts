import { Type, type Static } from 'typebox'

const strict = { additionalProperties: false }
const OrNull = (format?: string) => Type.Union([Type.String(format === undefined ? {} : { format }), Type.Null()])

/** One of a tenant's keys: it seals everything from its making until the next one is made. */
export const TenantKey = Type.Object({
  version: Type.Integer(),
  state: Type.Union([Type.Literal('active'), Type.Literal('retired'), Type.Literal('destroyed')], { description: '`active` seals, `retired` only opens what it sealed, of `destroyed` nothing is left' }),
  createdAt: Type.String({ format: 'date-time' }),
  endedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
})
export type TenantKey = Static<typeof TenantKey>

/** `takeover`: what the law wants kept, the org has kept itself. */
export const AskDestruction = Type.Object({
  confirm: Type.String({ minLength: 1, maxLength: 18, description: 'the id of the org, 18 characters' }),
  takeover: Type.Optional(Type.Boolean({ description: 'We have kept our documents ourselves for as long as the law demands' }))
}, strict)
export type AskDestruction = Static<typeof AskDestruction>

/** The wish that the keys be destroyed. */
export const Destruction = Type.Object({
  state: Type.Union([Type.Literal('none'), Type.Literal('asked'), Type.Literal('waiting'), Type.Literal('done')], { description: '`asked` waits for a second admin, `waiting` for its day' }),
  askedBy: OrNull(),
  askedAt: OrNull('date-time'),
  confirmedBy: OrNull(),
  dueAt: OrNull('date-time'),
  doneAt: OrNull('date-time')
})
export type Destruction = Static<typeof Destruction>
