import fc from 'fast-check'
import Mustache from 'mustache'
import t from 'tap'
import { readHtml } from '../../server/templates/read-html.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import type { Data, Template } from '../../server/templates/schema.ts'
import { htmlValues, richValues } from '../corpus/F-html.ts'
import { dataCases } from '../corpus/G-template.ts'
import { page } from '../corpus/template-case.ts'

const body = (html: string, data: Data, rest: Partial<Template> = {}) => renderHtml(page(html, rest), data).body
/** Elements and attribute names of a page: what a value must never change. */
const shape = (html: string) => readHtml(html).tokens.map(({ kind, name, attributes }) => [kind, name, ...attributes.map(({ name }) => name)].join(' '))

t.test('values are printed, escaped, in place', async (t) => {
  t.equal(body('<p title="{{a}}">{{a}}</p>', { a: '<b> & "c"' }), '<p title="&lt;b&gt; &amp; &quot;c&quot;">&lt;b&gt; &amp; &quot;c&quot;</p>')
  t.equal(body('{{number}} {{yes}} {{no}} {{zero}}', { number: 1.5, yes: true, no: false, zero: 0 }), '1.5 true false 0')
  t.equal(body('{{customer.name}}', { customer: { name: '髙橋' } }), '髙橋')
})

t.test('an empty field is empty, a missing one is an error with its place', async (t) => {
  t.equal(body('[{{a}}] [{{b.c}}]', { a: null, b: null }), '[] []')
  t.throws(() => body('<p>\n{{nmae}}</p>', { name: 'x' }), { code: 'CHOHYO_TEMPLATE_FIELD_MISSING', statusCode: 422, field: 'nmae', message: /nmae \(html, line 2\)/ })
  t.throws(() => body('{{>seal}}', {}, { partials: { seal: '\n\n{{name}}' } }), { message: /name \(partials\.seal, line 3\)/ })
  t.throws(() => body('{{#lines}}{{amuont}}{{/lines}}', { lines: [{ amount: 1 }] }), { code: 'CHOHYO_TEMPLATE_FIELD_MISSING' })
  t.throws(() => renderHtml(page('x', { footer: { left: '{{nmae}}' } }), {}), { message: /footer\.left/ })
})

t.test('sections repeat, show and hide as in Mustache', async (t) => {
  t.equal(body('{{#a}}[{{b}}{{c}}]{{/a}}{{^a}}none{{/a}}', { a: [{ b: 1 }, { b: 2 }], c: 'x' }), '[1x][2x]')
  t.equal(body('{{#a}}[{{b}}]{{/a}}{{^a}}none{{/a}}', { a: [] }), 'none')
  t.equal(body('{{#a}}{{.}},{{/a}}', { a: ['x', 'y'] }), 'x,y,')
  t.equal(body('{{#note}}<p>{{note}}</p>{{/note}}{{#other}}no{{/other}}', { note: 'text', other: null }), '<p>text</p>')
})

t.test('what Mustache makes of plain data, we make too', async (t) => {
  const word = fc.constantFrom('', 'x', '<b>', '帳票', 'a&b')
  const html = fc.array(fc.constantFrom('{{a}}', '{{#s}}', '{{/s}}', '{{^s}}', '{{b.c}}', '{{! x }}', '\n', ' ', 'text', '<p>', '{{#l}}', '{{/l}}', '{{.}}'), { maxLength: 10 }).map((pieces) => pieces.join(''))
  let rendered = 0
  fc.assert(fc.property(html, word, fc.boolean(), fc.array(fc.record({ a: word }), { maxLength: 3 }), (source, a, s, l) => {
    const data = { a, b: { c: a }, s, l }
    let ours: string
    try {
      ours = body(source || 'x', data)
    } catch {
      return true
    }
    rendered++
    return ours === Mustache.render(source || 'x', data)
  }), { numRuns: 3000 })
  t.ok(rendered > 300, `${rendered} templates were compared`)
})

t.test('hostile values change nothing about the page (F)', async (t) => {
  for (const { name, input: { template, data } } of htmlValues) {
    const plain = renderHtml(template, { name: 'x', list: ['x'] })
    const hostile = renderHtml(template, data)
    t.same(shape(hostile.body), shape(plain.body), name)
    t.equal(hostile.head, plain.head, 'the head is the same for every document')
    t.notMatch(hostile.body.slice(0, hostile.body.indexOf('</style>')), /[<>].*[<>].*[<>]/s, 'the footer stays in its string')
  }
})

t.test('rich text keeps what is harmless and nothing else (F)', async (t) => {
  const elements = new Set(['p', 'br', 'div', 'span', 'b', 'strong', 'a', 'table', 'h1', 'td', 'tr', 'hr', 'i', 'ul', 'li'])
  for (const { name, input: { template, data } } of richValues) {
    const { tokens } = readHtml(renderHtml(template, data).body)
    const opened = tokens.filter(({ kind }) => kind === 'open')
    t.same(opened.filter((token) => !elements.has(token.name)).map((token) => token.name), [], name)
    t.same(opened.flatMap(({ attributes }) => attributes).filter(({ name, value }) => !['style', 'href', 'colspan'].includes(name) || /url|javascript|expression|position/i.test(value)), [], name)
    t.equal(tokens.filter(({ kind, name }) => kind === 'open' && name === 'div').length, tokens.filter(({ kind, name }) => kind === 'close' && name === 'div').length, `${name}: nothing leaves its place`)
  }
  t.equal(body('{{{n}}}', { n: '<p>a <b>b</b> <span style="color: #ff0000">c</span></p>' }, { richText: ['n'] }), '<p>a <b>b</b> <span style="color:#ff0000">c</span></p>')
  t.throws(() => body('{{{n}}}', { n: 'x' }), { code: 'CHOHYO_TEMPLATE_FIELD_UNPRINTABLE' }, 'only declared fields are rich text')
})

t.test('data that is too much or not plain is refused by name (G)', async (t) => {
  for (const { name, input: { template, data }, expected } of dataCases) t.throws(() => renderHtml(template, data), { code: expected, statusCode: 422 }, name)
})

t.test('the head has paper and fixed margins, the body those that hold data', async (t) => {
  const template = page('x', { css: 'p { color: red }', header: { center: '御見積書 "A\\B"</style>' }, footer: { left: 'No. {{number}}', right: '{page} / {pages}' } })
  const { head, body } = renderHtml(template, { number: 'Q-1{page}"' })
  t.match(head, '@page { size: 210mm 297mm; margin: 15mm 15mm 15mm 15mm; }')
  t.match(head, '@bottom-right { content: counter(page) " / " counter(pages);')
  t.match(head, '@top-center { content: "御見積書 \\22 A\\5c B\\22 \\3c /style\\3e "')
  t.match(head, 'p { color: red }')
  t.match(body, /^<style>@page \{ @bottom-left \{ content: "No. Q-1\\7b \\2060 page\\7d \\22 "/)
  t.throws(() => renderHtml(page('x', { css: '</STYLE>' }), {}), { code: 'CHOHYO_TEMPLATE_INVALID' })
})
