import t from 'tap'
import { chooseColumns } from '../../server/views/choose-columns.ts'
import { chooseLists } from '../../server/views/choose-lists.ts'
import { describe, field, lookup, salesOrg } from './sales-org.ts'

const account = await describe('Account')

t.test('a list shows what people look for, and at most so much', async (t) => {
  const fields = [field('Id', 'id'), field('Name', 'string', { nameField: true }), lookup('OwnerId', 'Owner', 'User'), field('Notes__c', 'textarea'), field('Odd__c'), field('TotalPrice', 'currency'), field('GrandTotal', 'currency'), field('Status', 'picklist'), lookup('AccountId', 'Account', 'Account'), field('BillingCity'), field('CreatedDate', 'datetime')]
  const names = (most: number) => chooseColumns({ ...account, fields }, most).map(({ name }) => name)
  t.same(names(6), ['AccountId', 'Status', 'GrandTotal', 'Odd__c', 'CreatedDate', 'OwnerId'], 'the best total alone, the owner last, no technical fields and no long text')
  t.same(names(2), ['AccountId', 'Status'])
  t.same(chooseColumns({ ...account, fields: [] }, 6), [])
})

t.test('a record shows the lists that people open', async (t) => {
  const objects = salesOrg.map(({ name, label, queryable, custom }) => ({ name, label, labelPlural: label, keyPrefix: null, queryable, custom, layoutable: name !== 'Blind__c' }))
  const child = (relationshipName: string, childSObject: string) => ({ relationshipName, childSObject, field: 'X' })
  const relationships = [child('Tasks', 'Task'), child('Histories', 'Task'), child('Contacts', 'User'), child('Notes__r', 'Note__c'), child('QuoteLineItems', 'Line__c'), child('Lines__r', 'Line__c'), child('Secrets__r', 'Secret__c'), child('Blind__r', 'Blind__c'), child('Gone__r', 'Gone__c')]
  t.same(chooseLists({ ...account, childRelationships: relationships }, objects, 6).map(({ relationshipName }) => relationshipName), ['QuoteLineItems', 'Lines__r', 'Notes__r', 'Contacts'])
  t.equal(chooseLists({ ...account, childRelationships: relationships }, objects, 2).length, 2)
})
