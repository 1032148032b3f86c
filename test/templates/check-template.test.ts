import fc from 'fast-check'
import t from 'tap'
import { checkHtml } from '../../server/templates/check-html.ts'
import { checkTemplate } from '../../server/templates/check-template.ts'
import { collect } from '../../server/templates/problems.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import type { Template } from '../../server/templates/schema.ts'
import { networkCases } from '../corpus/A-network.ts'
import { fileCases } from '../corpus/B-files.ts'
import { htmlTemplates } from '../corpus/F-html.ts'
import { templateCases } from '../corpus/G-template.ts'
import { HARMLESS, page, SHA, type TemplateCase } from '../corpus/template-case.ts'

const corpora: Record<string, TemplateCase[]> = { 'network (A)': networkCases, 'files (B)': fileCases, 'HTML (F)': htmlTemplates, 'templates (G)': templateCases }

for (const [corpus, cases] of Object.entries(corpora)) {
  t.test(`every hostile template is named for what it is: ${corpus}`, async (t) => {
    for (const { name, input, expected } of cases) {
      const problems = checkTemplate(input)
      const codes = problems.map(({ code }) => code)
      if (expected === HARMLESS) t.same(codes, [], name)
      else t.ok(codes.includes(expected), `${name}: ${codes.join(', ') || 'nothing was found'}`)
      t.ok(problems.every(({ line, column, message }) => line >= 1 && column >= 1 && message.length < 300), `${name}: a place and a sentence`)
    }
  })
}

t.test('a form as people write it passes', async (t) => {
  const template = page(`
    <!-- 見積書 -->
    <header><img src="logo.png" alt="{{company}}" style="width: 30mm; height: auto"><h1>御見積書</h1></header>
    <table class="lines {{#wide}}wide{{/wide}}"><thead><tr><th colspan="2">品名<th>金額</thead>
    <tbody>{{#lines}}<tr class="{{kind}}"><td>{{name}}{{#reduced}} ※{{/reduced}}<td><ruby>{{kanji}}<rt>{{kana}}</rt></ruby><td>{{amount}}</tr>{{/lines}}{{^lines}}<tr><td>なし</tr>{{/lines}}</table>
    <svg viewBox="0 0 10 10"><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)" style="stroke: red" width="{{width}}"/><use href="#g"/></svg>
    <p>1 < 2 && 3 > 2 &amp; <a href="https://example.com/?q={{company}}">x</a> <a href="mailto:{{mail}}">y</a></p>{{! a comment }}<hr><br/>{{>seal}}{{{notes}}}`, {
    css: `@page :first { margin-top: 30mm; @top-right { content: "x" } } @media print { p { background: url(logo.png) no-repeat, linear-gradient(red, blue) } }
      @font-face { font-family: Mine; src: local("Noto Sans JP") } p::after { content: "“”\\201c" } :root { --ink: rgb(0 0 0 / 50%) } td:nth-child(2n+1) { width: calc(100% - 3mm) }`,
    partials: { seal: '<div class="seal"><img src="seal.svg"></div>' },
    assets: { 'logo.png': SHA, 'seal.svg': SHA },
    richText: ['notes'],
    header: { left: '{{company}}', right: '{page} / {pages}' }
  })
  t.same(checkTemplate(template), [])
})

t.test('problems say where they are', async (t) => {
  const [problem] = checkTemplate(page('<p>\n  <b class={{a}}>x</b></p>'))
  t.match(problem, { part: 'html', line: 2, column: 6 })
  const template = page('x', { css: 'p {}\n  @import "x";', partials: { seal: '\n<script></script>' } })
  t.same(checkTemplate(template).map(({ part, line, column }) => [part, line, column]), [['partials.seal', 2, 1], ['css', 2, 3]])
})

t.test('everything wrong is told at once', async (t) => {
  const codes = checkTemplate(page('<script></script><img src="a.png">', { css: '@import "x"; p {' })).map(({ code }) => code)
  t.same(codes, ['TEMPLATE_HTML_REFUSED', 'TEMPLATE_ASSET_MISSING', 'TEMPLATE_CSS_REFUSED', 'TEMPLATE_CSS_UNCLOSED'])
})

t.test('an SVG asset is looked into', async (t) => {
  const check = (svg: string) => checkTemplate(page('x'), new Map([['a.svg', { contentType: 'image/svg+xml', bytes: Buffer.from(svg) }]])).map(({ part }) => part)
  t.same(check('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><style>.a { fill: red }</style><path d="M0 0" fill="url(#g)"/></svg>'), [])
  for (const svg of ['<svg><script>1</script></svg>', '<svg onload="x"/>', '<svg><image href="https://example.com"/></svg>', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', '<svg><style>@import "x"</style></svg>', '<svg><use xlink:href="//x#a"/></svg>', '<p>x</p>']) {
    t.same([...new Set(check(svg))], ['assets.a.svg'], svg)
  }
})

// Pieces that, put together at random, come near every edge of HTML's tokenizer.
const pieces = ['<', '>', '/', '"', '\'', '=', ' ', '-', '!', '&', 'p', 'b', 'script', 'title', 'onclick', 'href', '<p>', '</p>', '<b title="', '<!--', '-->', '<svg>', '</svg>', '<td class="a">', '{{a}}', '{{#s}}', '{{/s}}', '{{^s}}', '{{! }}', '{{{r}}}', '{{>q}}', '<a href="https://e.com/', '<img src="x.png"', '<style>', '</style>']
const values = fc.constantFrom('', 'x', '<script>', '" onclick="x', '\'', '-->', '>', 'script', '&lt;', '<!--', '`=/')

t.test('what is accepted stays sound with any data: the page has only what the check has seen', async (t) => {
  let accepted = 0
  const template = fc.tuple(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), fc.array(fc.constantFrom(...pieces), { maxLength: 6 })).map(([html, partial]): Template =>
    page(html.join('') || 'x', { partials: { q: partial.filter((piece) => piece !== '{{>q}}').join('') }, richText: ['r', 's.r'], assets: { 'x.png': SHA } }))
  fc.assert(fc.property(template, values, fc.oneof(fc.boolean(), values, fc.array(fc.record({ a: values, r: values }), { maxLength: 2 })), (input, value, section) => {
    if (checkTemplate(input).length > 0) return true
    accepted++
    const { body } = renderHtml(input, { a: value, r: value, s: section })
    const { problems, report } = collect('html', body)
    checkHtml({ name: 'html', source: body, nodes: [], tags: [] }, { assets: new Set(['x.png']), report })
    return problems.length === 0
  }), { numRuns: 6000 })
  t.ok(accepted > 100, `${accepted} templates were accepted`)
})

t.test('a sample that does not fill its template is said once, with its place', async (t) => {
  const sample = { customer: { name: 'x' } }
  t.match(checkTemplate(page('\n{{#customer}}{{name}}{{/customer}}{{numbr}}', { sample })), [{ message: 'The sample has no field numbr; add it there, or correct the name', part: 'html', line: 2 }])
  t.match(checkTemplate(page('{{customer.name}}{{customer}}', { sample })), [{ message: 'The field customer is an object in the sample and cannot be printed as text; correct the sample or the tag', part: 'html', line: 1 }])
})
