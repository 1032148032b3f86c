import t from 'tap'
import { isReserved, limits, parseTemplate, readTemplate } from '../../server/templates/parse-template.ts'
import { page } from '../corpus/template-case.ts'

t.test('every tag is known with its place', async (t) => {
  const source = '<p>{{a}}</p>\n{{#s}}\n  {{{ r }}}\n{{/s}}\n{{! note }}{{>seal}}{{^s}}x{{/s}}'
  const { parts, problems } = readTemplate(page(source, { partials: { seal: '印' } }))
  t.same(problems, [])
  const { tags } = parts.get('html')!
  t.same(tags.map(({ kind, name }) => `${kind} ${name}`), ['value a', 'section s', 'rich r', 'close s', 'comment note', 'partial seal', 'inverted s', 'close s'])
  for (const { start } of tags) t.equal(source.slice(start, start + 2), '{{')
})

t.test('a template is parsed once, a changed one again', async (t) => {
  const template = page('{{a}}')
  t.equal(readTemplate(template), readTemplate(template))
  t.not(readTemplate(template), readTemplate(page('{{a}}')))
})

t.test('problems name part, line and column', async (t) => {
  t.match(readTemplate(page('x', { partials: { seal: '\n {{#a}}' } })).problems, [{ code: 'TEMPLATE_TAG_UNCLOSED', part: 'partials.seal', line: 2 }])
  t.match(readTemplate(page('<p>\n{{>seal}}')).problems, [{ code: 'TEMPLATE_PARTIAL_MISSING', part: 'html', line: 2, column: 1 }])
  t.match(readTemplate(page('x', { footer: { right: '{{a b}}' } })).problems, [{ code: 'TEMPLATE_NAME_REFUSED', part: 'footer.right' }])
  t.throws(() => parseTemplate(page('\n{{#a}}')), { code: 'CHOHYO_TEMPLATE_INVALID', message: /html, line 2/ })
})

t.test('what is just within the limits is accepted', async (t) => {
  t.same(readTemplate(page('{{#a}}'.repeat(limits.depth) + 'x' + '{{/a}}'.repeat(limits.depth))).problems, [])
  t.same(readTemplate(page('{{a}}'.repeat(limits.tags))).problems, [])
})

t.test('names of the language are reserved, ordinary ones are not', async (t) => {
  for (const name of ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__']) t.ok(isReserved(name), name)
  for (const name of ['name', 'proto', 'length', 'then', 'prototype']) t.notOk(isReserved(name), name)
})
