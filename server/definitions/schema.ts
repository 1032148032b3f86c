import { Type, type Static, type TSchema } from 'typebox'

/** The stable API name of a definition, unique per tenant and kind. */
export const DefinitionName = Type.String({ pattern: '^(?!(__proto__|constructor|prototype)$)[A-Za-z_][A-Za-z0-9_]{0,59}$', description: 'letters, digits and underscore, at most 60' })

/** A kind of definition: its room, the schema of its body, and what no schema says of it (`demand`, which throws); every body passes both when it is kept and when it is published. */
export interface Kind<Body> { name: 'views' | 'templates' | 'mappings' | 'services' | 'envelopes' | 'works', schema: TSchema, body?: Body, demand? (body: Body): void }

/** A definition as the API shows it. `draft` is what is being edited, `version` the newest published one. */
export const Definition = Type.Object({
  name: DefinitionName,
  label: Type.String(),
  draft: Type.Unknown(),
  version: Type.Union([Type.Integer(), Type.Null()]),
  updatedAt: Type.String({ format: 'date-time' }),
  updatedBy: Type.String()
})
export type Definition = Static<typeof Definition>

export const KeepDefinition = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 200 }),
  body: Type.Unknown()
}, { additionalProperties: false })

export const Published = Type.Object({ name: DefinitionName, version: Type.Integer(), sha256: Type.String() })
export type Published = Static<typeof Published>

/** One published, immutable version. `pins` names the exact versions of what it uses. */
export interface Version<Body> { name: string, version: number, sha256: string, body: Body, pins: Record<string, number> }
