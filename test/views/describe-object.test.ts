import t from 'tap'
import { describeObject } from '../../server/views/describe-object.ts'
import { describe, field, salesOrg } from './sales-org.ts'

const reader = { salesforce: { describe, describeGlobal: () => Promise.resolve([]) } }

t.test('fields come by label, without those that cannot be a column', async (t) => {
  const { fields } = await describeObject(reader, { name: 'Account' })
  t.same(fields.map(({ label }) => label), [...fields].map(({ label }) => label).sort((a, b) => a.localeCompare(b)))
  t.notOk(fields.some(({ name }) => name === 'BillingAddress'))
  t.match(fields.find(({ name }) => name === 'OwnerId'), { parent: 'Owner', objects: ['Group', 'User'] })
  t.match(fields.find(({ name }) => name === 'Industry'), { values: [{ value: 'steel', label: 'Steel' }, { value: 'rail', label: 'Rail' }] })
})

t.test('values that are no longer in use are not offered, and rich text is told apart', async (t) => {
  const gone = { value: 'old', label: 'Old', active: false }
  const account = { ...salesOrg[0], fields: [field('Kind__c', 'picklist', { picklistValues: [gone] }), field('Body__c', 'textarea', { htmlFormatted: true }), field('Link__c', 'string', { htmlFormatted: true })] }
  const { fields } = await describeObject({ salesforce: { ...reader.salesforce, describe: () => Promise.resolve(account as never) } }, { name: 'Account' })
  t.match(fields, [{ name: 'Body__c', richText: true }, { name: 'Kind__c', values: [] }, { name: 'Link__c', richText: false }])
  t.equal(fields[1]?.values.length, 0)
})

t.test('child lists come by the name a View uses', async (t) => {
  const { lists } = await describeObject(reader, { name: 'Invoice__c' })
  t.same(lists, [{ relationship: 'Lines__r', object: 'Line__c' }])
  await t.rejects(describeObject(reader, { name: 'Nothing__c' }), { code: 'CHOHYO_OBJECT_NOT_FOUND' })
})
