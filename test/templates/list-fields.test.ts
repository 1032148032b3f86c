import t from 'tap'
import { listFields } from '../../server/templates/list-fields.ts'
import type { Template, TemplateField } from '../../server/templates/schema.ts'
import { page } from '../corpus/template-case.ts'

const short = (fields: TemplateField[]): string => fields.map(({ name, kind, fields }) => `${kind} ${name}${fields === undefined ? '' : `(${short(fields)})`}`).join(', ')
const fieldsOf = (html: string, rest: Partial<Template> = {}) => short(listFields(page(html, rest)))

t.test('values, rich text, lists, flags and objects are told apart', async (t) => {
  t.equal(fieldsOf('{{a}} {{{b}}} {{&c}}'), 'value a, richText b, richText c')
  t.equal(fieldsOf('{{#lines}}{{name}}{{/lines}}'), 'list lines(value name)')
  t.equal(fieldsOf('{{#draft}}DRAFT{{/draft}}{{^paid}}open{{/paid}}'), 'flag draft, flag paid')
  t.equal(fieldsOf('{{customer.name}} {{customer.address.city}}'), 'object customer(value name, object address(value city))')
  t.equal(fieldsOf('{{#tags}}{{.}}{{/tags}}'), 'list tags(value .)')
  t.equal(fieldsOf('{{#a}}{{#b}}{{c}}{{/b}}{{/a}}'), 'list a(list b(value c))')
})

t.test('an optional value shows itself', async (t) => {
  t.equal(fieldsOf('{{#note}}<p>{{note}}</p>{{/note}}'), 'value note')
  t.equal(fieldsOf('{{^lines}}none{{/lines}}{{#lines}}{{a}}{{/lines}}'), 'list lines(value a)')
})

t.test('the sample decides where the source cannot', async (t) => {
  t.equal(fieldsOf('{{#paid}}{{date}}{{/paid}}'), 'list paid(value date)')
  t.equal(fieldsOf('{{#paid}}{{date}}{{/paid}}', { sample: { paid: true, date: 'x' } }), 'flag paid, value date')
  t.equal(fieldsOf('{{#customer}}{{name}}{{/customer}}', { sample: { customer: { name: 'x' } } }), 'object customer(value name)')
  t.equal(fieldsOf('{{#lines}}{{name}}{{currency}}{{/lines}}', { sample: { lines: [{ name: 'x' }], currency: 'JPY' } }), 'list lines(value name), value currency')
  t.equal(fieldsOf('{{#lines}}{{name}}{{currency}}{{/lines}}'), 'list lines(value name, value currency)', 'without one, names inside a list are the item\'s')
})

t.test('partials and margins count, with the place of the first use', async (t) => {
  const fields = listFields(page('<p>\n  {{a}}</p>{{#lines}}{{>line}}{{/lines}}{{a}}', { partials: { line: '\n{{name}}' }, footer: { left: '{{number}}' } }))
  t.equal(short(fields), 'value a, list lines(value name), value number')
  t.match(fields[0], { line: 2, column: 3 })
  t.match(fields[1]?.fields?.[0], { line: 2, column: 1, partial: 'line' })
})

t.test('a template that cannot be read has no fields but a sentence', async (t) => {
  t.throws(() => listFields(page('{{#a}}')), { code: 'CHOHYO_TEMPLATE_INVALID', message: /html, line 1/ })
})
