import { Type, type Static } from 'typebox'

const Millimetres = Type.Number({ minimum: 0, maximum: 2000, description: 'millimetres' })

/** Sheet, orientation and margins. Named sizes are ISO A, JIS B (as Japanese printers mean it) and the American ones. */
export const Paper = Type.Object({
  size: Type.Union([
    Type.Literal('A3'), Type.Literal('A4'), Type.Literal('A5'), Type.Literal('A6'), Type.Literal('B4'), Type.Literal('B5'),
    Type.Literal('Hagaki'), Type.Literal('Letter'), Type.Literal('Legal'),
    Type.Object({ width: Type.Number({ minimum: 20, maximum: 2000 }), height: Type.Number({ minimum: 20, maximum: 2000 }) }, { additionalProperties: false })
  ]),
  orientation: Type.Optional(Type.Union([Type.Literal('portrait'), Type.Literal('landscape')])),
  margin: Type.Object({ top: Millimetres, right: Millimetres, bottom: Millimetres, left: Millimetres }, { additionalProperties: false })
}, { additionalProperties: false })
export type Paper = Static<typeof Paper>

/** Text in the page margins; `{page}` and `{pages}` are counted by the printer. */
export const MarginText = Type.Object({
  left: Type.Optional(Type.String({ maxLength: 500 })),
  center: Type.Optional(Type.String({ maxLength: 500 })),
  right: Type.Optional(Type.String({ maxLength: 500 }))
}, { additionalProperties: false })
export type MarginText = Static<typeof MarginText>

export const AssetName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$', description: 'file name of letters, digits, dot, hyphen and underscore, at most 100' })

/** What a document is rendered from: the JSON a Mapping makes, or a template's sample. */
export const Data = Type.Record(Type.String(), Type.Unknown())
export interface Data { [name: string]: unknown }

/**
 * The body of a Template: Mustache HTML for the page's body, CSS, paper. Images are written as `<img src="logo.png">` and stand in `assets`
 * (name to SHA-256). `richText` names the fields that may hold HTML (`{{{notes}}}`), which then goes through the allow-list sanitizer.
 */
export const Template = Type.Object({
  html: Type.String({ minLength: 1, maxLength: 2_000_000 }),
  css: Type.String({ maxLength: 1_000_000 }),
  partials: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_-]{0,59}$' }), Type.String({ maxLength: 500_000 }), { additionalProperties: false })),
  lang: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', description: 'language tag, as in ja or en-US' }),
  paper: Paper,
  header: Type.Optional(MarginText),
  footer: Type.Optional(MarginText),
  assets: Type.Optional(Type.Record(AssetName, Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 as the service gave it' }), { additionalProperties: false })),
  richText: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
  missingGlyphs: Type.Optional(Type.Union([Type.Literal('error'), Type.Literal('allow')])),
  tagged: Type.Optional(Type.Boolean()),
  sample: Type.Optional(Data)
}, { additionalProperties: false })
export type Template = Static<typeof Template>

/**
 * One field a template asks for, with the place of its first use. `value` is printed, `list` is a section whose inside has fields of its own,
 * `object` holds the fields of dotted names, `flag` is a section (or inverted section) without any. See list-fields.ts for how they are told apart.
 */
export interface TemplateField { name: string, kind: 'value' | 'richText' | 'list' | 'object' | 'flag', line: number, column: number, partial?: string, fields?: TemplateField[] }

/** Bytes of an asset as the printer serves them. */
export interface AssetBytes { contentType: string, bytes: Uint8Array }
