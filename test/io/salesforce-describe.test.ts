import t from 'tap'
import { SalesforceRefused } from '../../server/errors.ts'
import { keepDescribes } from '../../server/io/salesforce-describe.ts'
import type { Call } from '../../server/io/salesforce-send.ts'

const field = { name: 'Status', label: '状況', type: 'picklist', length: 40, nillable: true, filterable: true, sortable: true, relationshipName: null, referenceTo: [], picklistValues: [{ value: 'a', label: null, active: true }], byteLength: 120 }
const account = {
  name: 'Account',
  label: '取引先',
  labelPlural: '取引先',
  keyPrefix: '001',
  queryable: true,
  fields: [field],
  childRelationships: [{ relationshipName: 'Contacts', childSObject: 'Contact', field: 'AccountId' }, { relationshipName: null, childSObject: 'Hidden', field: 'X' }, { relationshipName: 'Olds', childSObject: 'Old', field: 'X', deprecatedAndHidden: true }]
}

function describesOf (answer: () => Promise<unknown>) {
  const asked: string[] = []
  return { asked, describes: keepDescribes((call: Call) => { asked.push(call.path); return answer() }) }
}

t.test('a describe is narrowed to what the product uses', async (t) => {
  const { describes } = describesOf(() => Promise.resolve(account))
  const narrowed = await describes.describe('Account')
  t.match(narrowed, { name: 'Account', keyPrefix: '001', custom: false, fields: [{ name: 'Status', picklistValues: [{ value: 'a', label: 'a', active: true }], htmlFormatted: false }] })
  t.same(narrowed.childRelationships, [{ relationshipName: 'Contacts', childSObject: 'Contact', field: 'AccountId' }], 'lists without a name cannot be read')
  t.notOk('byteLength' in (narrowed.fields[0] ?? {}))
})

t.test('an answer is kept until it is forgotten; a failure is not kept', async (t) => {
  const { describes, asked } = describesOf(() => Promise.resolve(account))
  await describes.describe('Account')
  await describes.describe('Account')
  t.equal(asked.length, 1)
  describes.forget()
  await describes.describe('Account')
  t.equal(asked.length, 2)
  let fails = true
  const shaky = describesOf(() => fails ? Promise.reject(new Error('gone')) : Promise.resolve(account))
  await t.rejects(shaky.describes.describe('Account'), /gone/)
  fails = false
  t.equal((await shaky.describes.describe('Account')).name, 'Account')
})

t.test('what does not exist, or cannot be a name, is not found', async (t) => {
  const { describes, asked } = describesOf(() => Promise.reject(new SalesforceRefused('NOT_FOUND', 'The requested resource does not exist')))
  await t.rejects(describes.describe('Nothing__c'), { code: 'CHOHYO_OBJECT_NOT_FOUND', message: /Nothing__c/ })
  for (const name of ['', '../tooling', 'A/B', 'A?x', '__proto__', 'x'.repeat(81)]) await t.rejects(describes.describe(name), { code: 'CHOHYO_OBJECT_NOT_FOUND' }, name)
  t.equal(asked.length, 1)
})

t.test('an answer of another shape is an error of Salesforce', async (t) => {
  const { describes } = describesOf(() => Promise.resolve({}))
  await t.rejects(describes.describeGlobal(), { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
  await t.rejects(describes.describe('Account'), { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
})
