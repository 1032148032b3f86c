import { Type, type Static } from 'typebox'
import { ShownSettings } from './settings-schema.ts'

/** A tenant as its own callers see it. `state`: `leaving` while its service ends and nothing can be changed any more. What only admins and auditors see is left away for others. */
export const ShownTenant = Type.Object({
  id: Type.String({ description: 'id of the Salesforce org, 18 characters' }),
  name: Type.String(),
  state: Type.Union([Type.Literal('active'), Type.Literal('parked'), Type.Literal('leaving'), Type.Literal('closed')]),
  region: Type.Union([Type.String(), Type.Null()], { description: 'where the operator keeps the data, when it was set' }),
  settings: ShownSettings,
  instanceUrl: Type.Optional(Type.String()),
  loginUrl: Type.Optional(Type.String()),
  createdAt: Type.Optional(Type.String({ format: 'date-time' }))
})
export type ShownTenant = Static<typeof ShownTenant>

/** A pinned certificate (or bare public key) of the org. `state`: `pinned` until the first request signed with its key is accepted, then `proven`. */
export const ShownCertificate = Type.Object({
  thumbprint: Type.String({ description: 'SHA-256 of the certificate (DER), hex' }),
  subject: Type.Union([Type.String(), Type.Null()]),
  state: Type.Union([Type.Literal('pinned'), Type.Literal('proven')]),
  expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'null for a bare public key' }),
  provenAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
})
export type ShownCertificate = Static<typeof ShownCertificate>

export const PinCertificate = Type.Object({
  certificate: Type.String({ minLength: 100, maxLength: 20_000, description: 'certificate as PEM' })
}, { additionalProperties: false })
