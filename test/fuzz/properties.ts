import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { checkBody } from '../../server/definitions/check-body.ts'
import { nameFile } from '../../server/documents/name-file.ts'
import { writeCsvRow } from '../../server/histories/write-csv.ts'
import { checkFormula } from '../../server/mappings/compile-formula.ts'
import { mappingKind } from '../../server/mappings/kind.ts'
import { parseSoql } from '../../server/sandbox/soql/parse-soql.ts'
import { checkTemplate } from '../../server/templates/check-template.ts'
import { templateKind } from '../../server/templates/kind.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import { sanitizeRichText } from '../../server/templates/sanitize-rich-text.ts'
import { buildSoql } from '../../server/views/build-soql.ts'
import { viewKind } from '../../server/views/kind.ts'
import { findHarm, shapeOf } from '../app/harm.ts'
import { page } from '../corpus/template-case.ts'

/** A sentence that holds for whatever is made up, and how it is tried. */
export interface Property { sentence: string, property: fc.IAsyncProperty<[unknown]> }

// Text as people write it, as machines break it, and made of the signs that mean something.
const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }))
const made = (parts: string[]) => fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...parts) }, { weight: 1, arbitrary: any }), { maxLength: 12 }).map((all) => all.join(''))
const whole = any.map((text) => text.toWellFormed())
const mustache = made(['{{', '}}', '{{{', '}}}', '{{#a}}', '{{/a}}', '{{^a}}', '{{>p}}', '{{! c }}', '{{=<% %>=}}', '{{&x}}', '{{x}}', 'x', '<p>', '</p>', '<img src="', '">', '<a href="', '<!--', '-->', '<svg>', '</svg>', '<script>', ' style="', '=', '"', '\'', '&', '<', '>', '/', '\n'])
const markup = made(['<b>', '</b>', '<p onclick=', '<a href="', 'javascript:', '">', '<svg', '<math>', '<style>', '</style>', '<img src=x onerror=', '<!--', '-->', '<![CDATA[', ']]>', '<template>', '<noscript>', '&lt;', '&#x3c;', '\0', '"', '\'', '>', '<', '/', ' ', 'x'])
const soql = made(['\\', '\'', '"', '%', '_', ' OR ', ' AND ', 'Id != null', '(', ')', '--', '\n', '\u2028', '\\u0027', ':x', '{0}', 'NULL', ';']).map((text) => text.toWellFormed())
const formula = made(['$', '$$', 'a', '.', '[', ']', '(', ')', '{', '}', '"', '\'', '`', '/', '?', ':', ':=', '~>', '|', '*', '**', '%', '&', '+', '-', '1', 'function($x)', '__proto__', 'constructor', '$map', '^(', '..', '/*', '*/', '@$x', '#$i'])
const cell = fc.oneof(whole, made(['=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', ' ', '\u3000', '＝', '\u200b', 'x', '1', '\'']).map((text) => text.toWellFormed()))
const names = fc.constantFrom('object', 'columns', 'name', 'path', 'html', 'css', 'lang', 'paper', 'partials', 'view', 'template', 'fields', 'formula', 'each', 'output', 'fileName', '__proto__', 'constructor', 'x')
const json = fc.letrec((tie) => ({ any: fc.oneof({ maxDepth: 5 }, any, fc.double(), fc.boolean(), fc.constant(null), fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(names, tie('any'), { maxKeys: 6 })) })).any

const holds = <Input>(sentence: string, input: fc.Arbitrary<Input>, check: (input: Input) => void | Promise<void>): Property => ({ sentence, property: fc.asyncProperty(input, async (value) => check(value)) })

/** Whatever is thrown has a name of ours. */
function named (work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('CHOHYO_')) throw error
  }
}

function demand (holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

const frame = page('<table><tr><td title="{{x}}" class=\'a {{x}}\'>{{x}}</td></tr></table><a href="https://example.com/?q={{x}}">{{x}}</a>')
const plain = JSON.stringify(shapeOf(renderHtml(frame, { x: 'word' }).body))

export const properties: Property[] = [
  holds('a text in a filter is one literal of the query, and means that text', soql, (text) => named(() => {
    const query = parseSoql(buildSoql({ object: 'Account', fields: ['Id'], filter: { path: 'Name', kind: 'text', op: '=', value: text } })) as { where?: { left?: { field?: string, literalType?: string }, right?: unknown, operator?: unknown } }
    demand(query.where?.left?.field === 'Name' && query.where.left.literalType === 'STRING' && query.where.right === undefined && query.where.operator === undefined, 'more than one condition')
  })),
  holds('a name in a query is a name or an error', any, (text) => named(() => {
    const query = buildSoql({ object: 'Account', fields: [text] })
    demand(/^SELECT [A-Za-z][A-Za-z0-9_.]* FROM Account$/.test(query), query)
  })),
  holds('a template is judged, whatever is in it, and what was found sound renders or is refused by name', mustache, (html) => {
    if (checkTemplate(page(html, { partials: { p: 'p' } })).length === 0) named(() => renderHtml(page(html, { partials: { p: 'p' } }), { x: '<b>', a: [{ x: 1 }], p: 'x' }))
  }),
  holds('styles are judged, whatever is in them', made(['url(', ')', '"', '\'', '\\', '@import', '@page', '{', '}', ';', ':', '/*', '*/', 'p', 'image-set(', '\\75rl(', '//x', '<', '\n', '\0']), (css) => {
    const found = checkTemplate(page('x', { css }))
    if (found.length === 0) demand(!/url\(\s*["']?(?:https?:|\/\/)/i.test(css.replace(/\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[\s\S])*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[\s\S])*(?:'|$|(?=\n))/g, '')), 'an address was let through')
  }),
  holds('a value never changes the shape of a page', fc.oneof(markup, mustache), (x) => demand(JSON.stringify(shapeOf(renderHtml(frame, { x }).body)) === plain, 'the value became markup')),
  holds('of rich text nothing is left that runs, loads or leaves its place', markup, (text) => named(() => {
    const harm = findHarm(sanitizeRichText(text))
    demand(harm.length === 0, harm.join())
  })),
  holds('a formula can be read, or it is said where it cannot', formula, (text) => {
    const fault = checkFormula(text)
    demand(fault === null || typeof fault.message === 'string', 'no reason')
  }),
  ...[viewKind, templateKind, mappingKind].map((kind) => holds(`a body of ${kind.name} fits, or one sentence says why not`, json, (body) => named(() => checkBody(kind as never, body)))),
  holds('a row of CSV is one row, and nothing in it is calculated', fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
    const rows: string[][] = parse(writeCsvRow(cells), { relax_column_count: true })
    demand(rows.length === 1 && rows[0]?.length === cells.length, 'more or fewer cells')
    for (const [at, text] of (rows[0] ?? []).entries()) {
      demand(text === cells[at] || text === `'${cells[at]}`, `became ${JSON.stringify(text)}`)
      demand(!/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) || /^[+-]?\d+(\.\d+)?$/.test(text), 'a formula')
    }
  }),
  holds('a file has a name that every system takes, or none', any, (x) => named(() => {
    const name = nameFile({ pattern: '{x}', data: { x }, extension: 'pdf' })
    // eslint-disable-next-line no-control-regex
    demand(!/[\\/:*?"<>|\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(name) && name.isWellFormed() && Buffer.byteLength(name) <= 255 && name.endsWith('.pdf') && name !== '.pdf', JSON.stringify(name))
  }))
]
