import t from 'tap'
import { checkDraft } from '../../server/mappings/check-draft.ts'
import { makeRelease } from '../../server/mappings/open-release.ts'
import type { Mapping } from '../../server/mappings/schema.ts'
import type { Template } from '../../server/templates/schema.ts'
import { page } from '../corpus/template-case.ts'

const mapping: Mapping = { view: 'v', template: 't', fields: [{ name: 'a', formula: 'A' }, { name: 'unused', formula: 'A' }], output: { fileName: 'x', locale: 'ja', timeZone: 'Asia/Tokyo' } }
const views = new Map([['v', { object: 'Account', columns: [{ name: 'A', path: 'Name' }] }]])
const draft = (mapping: Mapping, template: Template) => makeRelease({ name: 'm', version: null, mapping, template, views })

t.test('a draft that fits passes, also with a line too many', async (t) => {
  t.doesNotThrow(() => checkDraft(draft(mapping, page('{{a}}'))))
})

t.test('a draft that does not fit says which part and why', async (t) => {
  t.throws(() => checkDraft(draft(mapping, page('<script></script>'))), { code: 'CHOHYO_TEMPLATE_INVALID' })
  t.throws(() => checkDraft(draft(mapping, page('{{a}}{{b}}{{c}}'))), { code: 'CHOHYO_MAPPING_INVALID', message: /mapping m .*asks for b; .*asks for c/ })
  t.throws(() => checkDraft(draft({ ...mapping, fields: [{ name: 'a', formula: 'Nmae' }] }, page('{{a}}'))), { message: /Nmae/ })
})
