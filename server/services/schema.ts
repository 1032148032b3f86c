import { Type, type Static } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'

/** The body of a Service: which connector, and its settings. Secrets are kept apart (`PUT /v1/services/{name}/secrets`) and belong to no version. */
export const Service = Type.Object({
  connector: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', description: 'one of GET /v1/connectors' }),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  settings: Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 60 })
}, { additionalProperties: false })
export interface Service { connector: string, note?: string, settings: Record<string, unknown> }

const Label = Type.Object({ en: Type.String(), ja: Type.String() })

/** The words for a field of a connector: what it is called, what it is for, what may be chosen. */
export const ShownField = Type.Object({ label: Label, help: Type.Union([Label, Type.Null()]), options: Type.Array(Type.Object({ value: Type.String(), label: Label })) })
export type ShownField = Static<typeof ShownField>

const Fields = Type.Record(Type.String(), ShownField)

/** A connector as forms need it: `settings` and `act` are JSON Schemas, `words` what people call their fields. */
export const ShownConnector = Type.Object({
  name: Type.String(),
  label: Label,
  settings: Type.Unknown(),
  act: Type.Unknown(),
  words: Type.Object({ settings: Fields, act: Fields }),
  secrets: Type.Array(Type.Object({ name: Type.String(), label: Label, optional: Type.Boolean(), multiline: Type.Boolean() }))
})
export type ShownConnector = Static<typeof ShownConnector>

export const Named = Type.Object({ name: DefinitionName })
/** Null takes a secret away. What is not named stays as it is. */
export const KeepSecrets = Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,39}$' }), Type.Union([Type.String({ minLength: 1, maxLength: 20_000 }), Type.Null()]), { minProperties: 1, maxProperties: 20 })
export type KeepSecrets = Record<string, string | null>

/** Which secrets a Service has, never what they are. */
export const ShownSecrets = Type.Object({ secrets: Type.Array(Type.Object({ name: Type.String(), updatedAt: Type.String({ format: 'date-time' }), updatedBy: Type.String() })) })
export type ShownSecrets = Static<typeof ShownSecrets>

/** The outcome of a check: `ok`, or the problem in the caller's language. */
export const Checked = Type.Object({ ok: Type.Boolean(), milliseconds: Type.Integer(), problem: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]) })
export type Checked = Static<typeof Checked>
