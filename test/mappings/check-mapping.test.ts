import t from 'tap'
import { checkMapping } from '../../server/mappings/check-mapping.ts'
import type { Field, Mapping } from '../../server/mappings/schema.ts'
import type { View } from '../../server/views/schema.ts'
import { page } from '../corpus/template-case.ts'

const column = (name: string) => ({ name, path: name })
const view: View = {
  object: 'Quote',
  columns: [column('Name'), column('Total')],
  lists: [{ name: 'Lines', relationship: 'QuoteLineItems', columns: [column('Qty'), column('Price')], lists: [{ name: 'Parts', relationship: 'Parts__r', columns: [column('Code')] }] }]
}
const company: View = { object: 'Company__c', columns: [column('Seal')] }

function check (html: string, fields: Field[], rest: Partial<Mapping> = {}) {
  const mapping: Mapping = { view: 'quote', template: 'quote', fields, output: { fileName: 'quote', locale: 'ja-JP', timeZone: 'Asia/Tokyo' }, ...rest }
  return checkMapping({ mapping, template: page(html), views: new Map([['quote', view], ['company', company]]) }).map(({ code, field, level }) => `${code.replace('MAPPING_', '')} ${field}${level === 'warning' ? ' (warning)' : ''}`)
}
const unknownIn = (formula: string) => check('{{f}}', [{ name: 'f', formula }]).map((problem) => problem.replace('COLUMN_UNKNOWN f', 'unknown'))

t.test('a mapping that fits has no problems', async (t) => {
  t.same(check('{{name}}{{#lines}}{{qty}}{{#parts}}{{code}}{{/parts}}{{/lines}}{{issuer.seal}}{{#paid}}x{{/paid}}{{#words}}{{.}}{{/words}}', [
    { name: 'name', formula: 'Name' },
    { name: 'lines', each: 'Lines', fields: [{ name: 'qty', formula: 'Qty * Price + $$.Total' }, { name: 'parts', each: 'Parts', fields: [{ name: 'code', formula: 'Code & $parent.Qty' }] }] },
    { name: 'issuer', formula: 'Company', fields: [{ name: 'seal', formula: 'Seal' }] },
    { name: 'paid', formula: 'Total = 0' },
    { name: 'words', each: '$split(Name, " ")' }
  ], { joins: [{ as: 'Company', view: 'company', single: true }] }), [])
})

t.test('every difference to the template is told at once', async (t) => {
  t.same(check('{{name}}{{total}}{{#lines}}{{qty}}{{name}}{{/lines}}', [
    { name: 'name', formula: 'Name' }, { name: 'lines', each: 'Lines', fields: [{ name: 'price', formula: 'Price' }] }, { name: 'extra', formula: '1' }
  ]), ['FIELD_MISSING total', 'FIELD_MISSING lines.qty', 'FIELD_FROM_OUTSIDE lines.name (warning)', 'FIELD_UNUSED lines.price (warning)', 'FIELD_UNUSED extra (warning)'])
})

t.test('lists, objects and values are not mixed up', async (t) => {
  t.same(check('{{#lines}}{{qty}}{{/lines}}', [{ name: 'lines', formula: 'Name' }]), ['KIND_MISMATCH lines'])
  t.same(check('{{lines}}', [{ name: 'lines', each: 'Lines', fields: [] }]), ['KIND_MISMATCH lines'])
  t.same(check('{{a.b}}', [{ name: 'a', formula: 'Name' }]), ['KIND_MISMATCH a'])
})

t.test('unknown columns are found wherever they hide', async (t) => {
  for (const formula of ['Nmae', '"x" & Nmae', '$count(Nmae)', 'Nmae = "x" ? 1 : 2', '$exists(Nmae)', '$$.Nmae', '[Nmae]', '{"a": Nmae}', '$uppercase(Nmae & Name)', '($x := Nmae; $x)', 'Lines.Nmae', '$sum(Lines.(Qty * Nmae))', 'Lines[Nmae > 1].Qty', 'Lines^(Nmae).Qty', 'Lines.Parts.Nmae', 'Name ~> $f(Nmae)', 'Lines{Nmae: Qty}', '$not(Nmae)']) {
    t.same(unknownIn(formula), ['unknown'], formula)
  }
  for (const formula of ['Name', '$sum(Lines.(Qty * Price))', 'Lines[0].Qty', 'Lines[Qty > 1 and $$.Total > 0].Price', 'Lines^(>Price).Parts.Code', '$map(Lines, function($l) { $l.Anything })', '$sum($filter(Lines, function($l) { $l.Qty > 0 }).Price)', 'Lines#$i.{"a": Qty, "i": $i}', '{"a": 1}.a', '*', '**.Code', 'Name ?? "x"', '$.Name', 'Lines.%.Name', 'Lines@$l.$l.Qty', '$taxByRate(Lines, "Price", "Qty").tax']) {
    t.same(unknownIn(formula), [], formula)
  }
})

t.test('formulas, names and output rules are checked line by line', async (t) => {
  t.same(check('{{a}}{{b}}{{c}}', [{ name: 'a', formula: 'Name +' }, { name: 'b' }, { name: 'c', formula: 'Name', each: 'Lines' }, { name: 'a', formula: 'Name' }]),
    ['FORMULA_INVALID a', 'FORMULA_MISSING b', 'FIELD_UNCLEAR c', 'FIELD_TWICE a', 'KIND_MISMATCH c'])
  t.ok(check('x', [{ name: '__proto__', formula: '1' }]).includes('NAME_REFUSED __proto__'))
  t.same(check('{{n}}', [{ name: 'n', formula: 'Name' }], { output: { fileName: '{n}_{m}', locale: 'ja', timeZone: 'Asia/Edo' } }), ['TIME_ZONE_UNKNOWN output.timeZone', 'FILE_NAME_UNKNOWN output.fileName'])
  t.same(check('{{n}}', [{ name: 'n', formula: 'Name' }], { joins: [{ as: 'Lines', view: 'company', match: { path: 'Id', column: 'Nmae' } }] }), ['JOIN_CLASH Lines', 'COLUMN_UNKNOWN Lines'])
})

t.test('the search fields of the ledger are checked like all formulas', async (t) => {
  const ledger = { date: 'CloseDate', amount: '$sum(Lines.(Qty * Price))', counterparty: 'Name', kind: '"請求書"' }
  const output = { fileName: 'quote', locale: 'ja-JP', timeZone: 'Asia/Tokyo' }
  t.same(check('{{f}}', [{ name: 'f', formula: 'Name' }], { output: { ...output, ledger } }), ['COLUMN_UNKNOWN output.ledger.date'])
  t.same(check('{{f}}', [{ name: 'f', formula: 'Name' }], { output: { ...output, ledger: { ...ledger, date: '$today()', amount: 'Total +' } } }), ['FORMULA_INVALID output.ledger.amount'])
  t.same(check('{{f}}', [{ name: 'f', formula: 'Name' }], { output: { ...output, ledger: { ...ledger, date: '$today()' } } }), [])
})
