import { Type, type Static } from 'typebox'

/** One of a tenant's keys: it seals everything from its making until the next one is made. */
export const TenantKey = Type.Object({
  version: Type.Integer(),
  state: Type.Union([Type.Literal('active'), Type.Literal('retired'), Type.Literal('destroyed')], { description: '`active` seals, `retired` only opens what it sealed, of `destroyed` nothing is left' }),
  createdAt: Type.String({ format: 'date-time' }),
  endedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
})
export type TenantKey = Static<typeof TenantKey>
