import { Type, type Static } from 'typebox'

export const HistoryKind = Type.Union([Type.Literal('login'), Type.Literal('output'), Type.Literal('job'), Type.Literal('change')], { description: '`login`: signing in and out; `output`: documents made, seen and sent; `job`: requests and runs; `change`: everything that was set up or changed' })

const Exactly = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 254, pattern: '^[^\\u0000-\\u001f]*$', description }))
const Moment = (description: string) => Type.Optional(Type.String({ maxLength: 40, pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:\\d\\d))?$', description }))

/** Which lines: all conditions hold together. */
export const ListHistories = Type.Object({
  from: Moment('A day in the zone, or a moment with its offset; lines from then on'),
  to: Moment('A day in the zone, which is included, or a moment with its offset; lines before it'),
  who: Exactly('The user or login that acted'),
  what: Exactly('What was done, such as `download-document`'),
  result: Exactly('`done`, `refused`, or the code of an error'),
  about: Exactly('Id or name of what it was done to'),
  zone: Type.Optional(Type.String({ maxLength: 60, default: 'Asia/Tokyo', description: 'Time zone (IANA) in which times are shown and days are meant' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' }))
}, { additionalProperties: false })
export type ListHistories = Static<typeof ListHistories>

const OrNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(schema: Schema) => Type.Union([schema, Type.Null()])

/** A line as it is shown. `number` is its place in the chain, null until it is sealed (a second later at most). */
export const ShownLine = Type.Object({
  number: OrNull(Type.Integer()),
  at: Type.String({ description: 'ISO 8601 with the offset of the zone' }),
  kind: HistoryKind,
  who: Type.String(),
  what: Type.String(),
  about: OrNull(Type.String()),
  result: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown())
})
export type ShownLine = Static<typeof ShownLine>

export const HistoryPage = Type.Object({ lines: Type.Array(ShownLine), next: OrNull(Type.String()) })

export const ShownAnchor = Type.Object({
  number: Type.Integer(),
  hash: Type.String(),
  at: Type.String(),
  key: Type.String(),
  signature: Type.String({ description: 'Ed25519, base64' }),
  placed: Type.Boolean({ description: 'It lies in every place outside the database' })
})

/** How far the chain of the tenant is, to be written down elsewhere. */
export const Head = Type.Object({
  number: Type.Integer({ description: 'Lines sealed so far' }),
  hash: OrNull(Type.String()),
  sealedAt: OrNull(Type.String()),
  unsealed: Type.Integer({ description: 'Lines that are still to be sealed' }),
  anchor: Type.Union([ShownAnchor, Type.Null()]),
  publicKey: Type.String({ description: 'PEM: anchors are signed with its private half' })
})
export type Head = Static<typeof Head>

/** Something an admin should look at: a line of the histories, too (kind `change`, what `alert`). */
export const Alert = Type.Object({
  at: Type.String(),
  rule: Type.String({ description: '`failed-sign-ins`, `mass-download`, `chain-broken`, `anchor-late`, `clock-skew`, `passkey-copied`' }),
  about: OrNull(Type.String()),
  detail: Type.Record(Type.String(), Type.Unknown())
})
export const AlertPage = Type.Object({ alerts: Type.Array(Alert), next: OrNull(Type.String()) })
