import t from 'tap'
import { nameField } from '../../server/views/name-field.ts'
import { field } from './sales-org.ts'

const object = { name: 'Case', label: 'Case', labelPlural: 'Cases', keyPrefix: '500', queryable: true, custom: false, childRelationships: [] }

t.test('records are called by the field that the org says, or by none', async (t) => {
  t.equal(nameField({ ...object, fields: [field('Subject'), field('CaseNumber', 'string', { nameField: true })] }), 'CaseNumber')
  t.equal(nameField({ ...object, fields: [field('Subject')] }), null, 'an object without a name, or whose name this user may not read')
})
