import { Type } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'

const strict = { additionalProperties: false }

/** The name of an attribute, as it stands in the gaps of texts: `{customer}`. */
export const AttributeName = Type.String({ pattern: '^(?!(__proto__|constructor|prototype)$)[\\p{L}_][\\p{L}\\p{N}_]{0,59}$', description: 'letters, digits and underscore, at most 60' })

/** A text with gaps for attributes. `{{` stands for the sign itself. */
const Text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description })

/** What a Work fills the Envelope with, for each Parcel. Without a `default` the Work must fill it. */
export const Attribute = Type.Object({ name: AttributeName, label: Type.Optional(Type.String({ maxLength: 120 })), default: Type.Optional(Type.String({ maxLength: 2000 })) }, strict)
export interface Attribute { name: string, label?: string, default?: string }

/** A document made of each row of the Parcel, or, with `once`, of its first row only: a cover, a covering letter. */
export const EnvelopeDocument = Type.Object({ mapping: DefinitionName, once: Type.Optional(Type.Boolean()) }, strict)
export interface EnvelopeDocument { mapping: string, once?: boolean }

/**
 * How the documents of a Parcel leave the house. `merged`: one PDF, each document under a bookmark; `duplex` begins each on a front page.
 * `zip`: one archive; a `password` encrypts it the way that Windows opens without another program.
 */
export const Join = Type.Union([
  Type.Object({ as: Type.Literal('separate') }, strict),
  Type.Object({ as: Type.Literal('merged'), fileName: Text(300, 'without its extension; may hold {attributes}'), duplex: Type.Optional(Type.Boolean()), pageNumbers: Type.Optional(Type.Boolean()) }, strict),
  Type.Object({ as: Type.Literal('zip'), fileName: Text(300, 'without its extension; may hold {attributes}'), password: Type.Optional(Text(200, 'may hold {attributes}')) }, strict)
])
export type Join = { as: 'separate' } | { as: 'merged', fileName: string, duplex?: boolean, pageNumbers?: boolean } | { as: 'zip', fileName: string, password?: string }

/** One act of one Service on each Parcel. What `act` holds, the connector of the Service says (GET /v1/connectors); its texts may hold {attributes}. */
export const EnvelopeDelivery = Type.Object({ name: DefinitionName, service: DefinitionName, act: Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 60 }) }, strict)
export interface EnvelopeDelivery { name: string, service: string, act: Record<string, unknown> }

/** The body of an Envelope: which documents are made together, how they are joined, which Services deliver them. Without documents it delivers a message alone. */
export const Envelope = Type.Object({
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  attributes: Type.Optional(Type.Array(Attribute, { maxItems: 60 })),
  documents: Type.Array(EnvelopeDocument, { maxItems: 20 }),
  join: Join,
  deliveries: Type.Array(EnvelopeDelivery, { maxItems: 20 })
}, strict)
export interface Envelope { note?: string, attributes?: Attribute[], documents: EnvelopeDocument[], join: Join, deliveries: EnvelopeDelivery[] }
