import { Type, type Static } from 'typebox'

const strict = { additionalProperties: false }
const OrNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(schema: Schema) => Type.Union([schema, Type.Null()])
const Moment = OrNull(Type.String({ format: 'date-time' }))

/** `confirm` is the name of the org, typed by the person who asks. Runs that are under way are waited for by the person, or cancelled. */
export const AskOffboarding = Type.Object({
  confirm: Type.String({ minLength: 1, maxLength: 200, description: 'the name of the org, exactly' }),
  reason: Type.String({ minLength: 1, maxLength: 1000, description: 'why the service ends' }),
  runs: Type.Optional(Type.Union([Type.Literal('refuse'), Type.Literal('cancel')], { default: 'refuse', description: 'What becomes of runs that are not at their end' }))
}, strict)
export type AskOffboarding = Static<typeof AskOffboarding>

/** `sha256` proves that the archive was downloaded. `takeover`: from here on the tenant keeps its documents itself for as long as the law demands. */
export const HandOver = Type.Object({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the downloaded archive, hex' }),
  takeover: Type.Boolean({ description: 'We keep our documents ourselves for as long as the law demands' })
}, strict)
export type HandOver = Static<typeof HandOver>

export const Offboarding = Type.Object({
  state: Type.Union([Type.Literal('none'), Type.Literal('requested'), Type.Literal('archiving'), Type.Literal('archived'), Type.Literal('grace'), Type.Literal('shredded'), Type.Literal('erased'), Type.Literal('closed'), Type.Literal('cancelled')], { description: '`requested` waits for a second admin, `archived` for the handover, `grace` for its end' }),
  requestedBy: OrNull(Type.String()),
  requestedAt: Moment,
  confirmedBy: OrNull(Type.String()),
  /** when it goes on by itself, where there is no second admin */
  startsAt: Moment,
  archive: Type.Union([Type.Object({ bytes: Type.Integer(), files: Type.Integer(), documents: Type.Integer(), lines: Type.Integer() }), Type.Null()]),
  keptUntil: Moment,
  takeover: Type.Boolean(),
  graceUntil: Moment
})
export type Offboarding = Static<typeof Offboarding>

export const HandedOver = Type.Object({
  ...Offboarding.properties,
  certificateToken: Type.String({ description: 'Shown once: it shows the certificate of erasure when nobody can sign in any more' })
})

/** What says that nothing is left: signed by the installation with Ed25519, over the JSON of `erasure` without spaces, members of objects in the order of their names. */
export const Certificate = Type.Object({
  erasure: Type.Object({
    format: Type.String(),
    tenant: Type.String(),
    requestedAt: Type.String(),
    archive: Type.Object({ sha256: Type.String(), bytes: Type.Integer(), documents: Type.Integer(), lines: Type.Integer() }),
    takeover: Type.Boolean(),
    keysDestroyedAt: Type.String(),
    keys: Type.Array(Type.String()),
    rows: Type.Record(Type.String(), Type.Integer()),
    objects: Type.Integer(),
    bells: Type.Integer(),
    completedAt: Type.String(),
    installation: Type.String()
  }),
  key: Type.String({ description: 'first 16 hex digits of the SHA-256 of the public key' }),
  publicKey: Type.String({ description: 'PEM' }),
  signature: Type.String({ description: 'Ed25519, base64' })
})
export type Certificate = Static<typeof Certificate>
