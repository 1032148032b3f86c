import t from 'tap'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { sayMisfit } from '../../server/definitions/say-misfit.ts'
import { both } from '../../server/errors-ja.ts'
import { AskDocument, ListDocuments } from '../../server/documents/schema.ts'
import { Mapping } from '../../server/mappings/schema.ts'
import { Template } from '../../server/templates/schema.ts'
import { View } from '../../server/views/schema.ts'

const say = (schema: TSchema, value: unknown) => sayMisfit(schema, Value.Errors(schema, value), both('the body', '本文'))
const id = '001000000000001'
const columns = [{ name: 'a', path: 'Name' }]
const template = { html: 'x', css: '', lang: 'ja', paper: { size: 'A4', margin: { top: 1, right: 1, bottom: 1, left: 1 } } }

const sentences: Array<[what: string, schema: TSchema, value: unknown, en: string, ja: string]> = [
  ['nothing', AskDocument, {}, 'mapping, recordId are missing', 'mapping、recordId がありません'],
  ['a part', AskDocument, { mapping: 'x' }, 'recordId is missing', 'recordId がありません'],
  ['another kind', AskDocument, [], 'the body must be an object', '本文 はオブジェクトにしてください'],
  ['a field nobody knows', AskDocument, { mapping: 'x', recordId: id, more: 1 }, 'more is not known; known here: mapping, recordId, save, saveAs', 'more という項目はありません(使える項目: mapping、recordId、save、saveAs)'],
  ['a number for text', AskDocument, { mapping: 1, recordId: id }, 'mapping must be text (letters, digits and underscore, at most 60)', 'mapping は文字列(半角の英数字とアンダースコア、60 文字以内、先頭は数字以外)にしてください'],
  ['an id that is none', AskDocument, { mapping: 'x', recordId: '../..' }, 'recordId must be text (Salesforce record id, 15 or 18 characters)', 'recordId は文字列(Salesforce のレコード ID、15 桁または 18 桁の英数字)にしてください'],
  ['text for yes', AskDocument, { mapping: 'x', recordId: id, save: 'yes' }, 'save must be true or false', 'save は true か falseにしてください'],
  ['too much', ListDocuments, { limit: 201 }, 'limit must be at most 200', 'limit は 200 以下にしてください'],
  ['too little', ListDocuments, { limit: 0 }, 'limit must be at least 1', 'limit は 1 以上にしてください'],
  ['a cursor that is none', ListDocuments, { after: 'x' }, 'after must be an id as the service gives it (UUID)', 'after はサービスが返した ID(UUID)にしてください'],
  ['a word that is none of some', Template, { ...template, missingGlyphs: 'x' }, 'missingGlyphs must be one of error, allow', 'missingGlyphs は error、allow のいずれかにしてください'],
  ['paper nobody sells', Template, { ...template, paper: { ...template.paper, size: 'A9' } }, 'paper.size must be one of A3, A4, A5, A6, B4, B5, Hagaki, Letter, Legal, or an object with width, height', 'paper.size は A3、A4、A5、A6、B4、B5、Hagaki、Letter、Legal のいずれか、または width、height を持つオブジェクトにしてください'],
  ['paper too small, in the branch that was meant', Template, { ...template, paper: { ...template.paper, size: { width: 1, height: 100 } } }, 'paper.size.width must be at least 20', 'paper.size.width は 20 以上にしてください'],
  ['an asset with a path for a name', Template, { ...template, assets: { '../x': '0'.repeat(64) } }, 'assets.../x is not a name that may stand here', 'assets.../x という名前は使えません'],
  ['an empty template', Template, { ...template, html: '' }, 'html must not be empty', 'html は空にできません'],
  ['no columns', View, { object: 'Account', columns: [] }, 'columns must have at least 1 entry', 'columns は 1 件以上必要です'],
  ['an operator that is none, three levels down', View, { object: 'Account', columns, filter: { all: [{ any: [{ not: { path: 'Name', op: 'LIKE', value: 1 } }] }] } }, 'filter.all[0].any[0].not.op must be one of =, !=, <, <=, >, >=, like, in, not in, includes, excludes', 'filter.all[0].any[0].not.op は =、!=、<、<=、>、>=、like、in、not in、includes、excludes のいずれかにしてください'],
  ['a list in a list without what it needs', View, { object: 'Account', columns, lists: [{ name: 'x', relationship: 'X', columns, lists: [{ name: 'y' }] }] }, 'lists[0].lists[0].relationship, lists[0].lists[0].columns are missing', 'lists[0].lists[0].relationship、lists[0].lists[0].columns がありません'],
  ['a filter that is a number', View, { object: 'Account', columns, filter: 5 }, 'filter must be an object with path, op, value, or an object with all, or an object with any, or an object with not', 'filter は path、op、value を持つオブジェクト、または all を持つオブジェクト、または any を持つオブジェクト、または not を持つオブジェクトにしてください'],
  ['a field without a name, within a field', Mapping, { view: 'a', template: 'b', fields: [{ name: 'x', fields: [{}] }], output: { fileName: 'x', locale: 'ja', timeZone: 'Asia/Tokyo' } }, 'fields[0].fields[0].name is missing', 'fields[0].fields[0].name がありません']
]

t.test('a value that does not fit is told with its place and what belongs there', async (t) => {
  for (const [what, schema, value, en, ja] of sentences) t.same({ ...say(schema, value), toString: null }, { en, ja, toString: null }, what)
})

t.test('names that the caller made up are shown short and in one line', async (t) => {
  const { en, ja } = say(AskDocument, { mapping: 'x', recordId: id, [`${'😀'.repeat(500)}`]: 1 })
  t.ok(en.length < 250 && ja.length < 250)
  t.ok(en.isWellFormed())
  t.match(say(AskDocument, { mapping: 'x', recordId: id, 'a\r\nSet-Cookie: b\u202e': 1 }).en, /^a\?\?Set-Cookie:\?b\? is not known/)
})
