import type { FieldDescribe, ObjectDescribe } from '../../server/io/salesforce-describe.ts'
import type { Describe } from '../../server/views/resolve-path.ts'
import { ObjectNotFound } from '../../server/errors.ts'

/** A small org as describe tells it, for tests that need no HTTP. */
export function field (name: string, type = 'string', more: Partial<FieldDescribe> = {}): FieldDescribe {
  return {
    name,
    label: name,
    type,
    length: 255,
    digits: 0,
    precision: 0,
    scale: 0,
    custom: name.endsWith('__c'),
    nillable: true,
    filterable: type !== 'textarea',
    sortable: !['textarea', 'multipicklist'].includes(type),
    htmlFormatted: false,
    nameField: name === 'Name',
    relationshipName: null,
    referenceTo: [],
    picklistValues: [],
    ...more
  }
}

export function lookup (name: string, relationshipName: string, ...referenceTo: string[]): FieldDescribe {
  return field(name, 'reference', { relationshipName, referenceTo })
}

function object (name: string, fields: FieldDescribe[], lists: Array<[string, string, string]> = []): ObjectDescribe {
  return {
    name,
    label: name,
    labelPlural: name,
    keyPrefix: null,
    queryable: name !== 'Secret__c',
    custom: name.endsWith('__c'),
    fields: [field('Id', 'id'), field('Name'), ...fields],
    childRelationships: lists.map(([relationshipName, childSObject, of]) => ({ relationshipName, childSObject, field: of }))
  }
}

const values = (...labels: string[]) => ({ picklistValues: labels.map((label) => ({ value: label.toLowerCase(), label, active: true })) })

export const salesOrg: ObjectDescribe[] = [
  object('Account', [
    field('AnnualRevenue', 'currency'), field('Industry', 'picklist', values('Steel', 'Rail')), field('BillingAddress', 'address'), field('BillingCity'), field('BillingStreet', 'textarea'),
    field('Closed__c', 'boolean'), field('Founded__c', 'date'), field('Colours__c', 'multipicklist', values('Red', 'Blue')), field('CreatedDate', 'datetime'), field('Opens__c', 'time'),
    lookup('OwnerId', 'Owner', 'Group', 'User'), lookup('ParentId', 'Parent', 'Account')
  ], [['Invoices__r', 'Invoice__c', 'Account__c'], ['Tasks', 'Task', 'WhatId'], ['Secrets__r', 'Secret__c', 'Account__c'], ['ChildAccounts', 'Account', 'ParentId'], ['Blind__r', 'Blind__c', 'Account__c']]),
  object('Invoice__c', [lookup('Account__c', 'Account__r', 'Account'), field('Total__c', 'currency'), field('Notes__c', 'textarea'), field('Scan__c', 'base64')], [['Lines__r', 'Line__c', 'Invoice__c']]),
  object('Line__c', [lookup('Invoice__c', 'Invoice__r', 'Invoice__c'), field('Price__c', 'currency'), field('Position__c', 'double')], [['Parts__r', 'Part__c', 'Line__c']]),
  object('Part__c', [lookup('Line__c', 'Line__r', 'Line__c'), field('Code__c')]),
  object('Task', [lookup('WhatId', 'What', 'Account', 'Invoice__c'), field('Subject')], [['Notes__r', 'Note__c', 'Task__c']]),
  object('Note__c', [lookup('Task__c', 'Task__r', 'Task'), field('Text__c')]),
  object('Secret__c', [lookup('Account__c', 'Account__r', 'Account')]),
  object('Blind__c', []),
  object('User', [field('Email', 'email'), lookup('ManagerId', 'Manager', 'User')]),
  object('Name', [field('Email', 'email')])
]

export const describe: Describe = (name) => {
  const found = salesOrg.find((one) => one.name === name)
  return found ? Promise.resolve(found) : Promise.reject(new ObjectNotFound(name))
}
