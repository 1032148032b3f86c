import t from 'tap'
import { checkView } from '../../server/views/check-view.ts'
import type { List, View } from '../../server/views/schema.ts'
import { describe } from './sales-org.ts'

const check = async (view: View) => checkView(describe, { view, name: 'test' })
const problemsOf = async (view: View) => (await check(view)).problems.map(({ place, problem }) => `${place}: ${problem}`)
const name = { name: 'name', path: 'Name' }

t.test('a View comes back in the spelling of Salesforce, with the lookup that ties each list to its record', async (t) => {
  const { view } = await check({
    object: 'Account',
    columns: [name, { name: 'industry', path: 'industry', label: true }],
    lists: [{ name: 'invoices', relationship: 'invoices__R', columns: [{ name: 'total', path: 'total__c' }], sort: [{ path: 'total__c' }], limit: 3 }, { name: 'tasks', relationship: 'Tasks', columns: [] }]
  })
  t.match(view, {
    name: 'test',
    object: 'Account',
    columns: [{ path: 'Name', labels: null }, { path: 'Industry', hidden: false }],
    lists: [{ object: 'Invoice__c', relationship: 'Invoices__r', lookup: 'Account__c', parent: 'Account__r', limit: 3, sort: [{ path: 'Total__c', direction: 'asc' }] }, { lookup: 'WhatId', parent: null }]
  })
  t.equal(view?.columns[1]?.labels?.get('steel'), 'Steel')
})

t.test('every problem is told at once, with its place and what may have been meant', async (t) => {
  const problems = await problemsOf({
    object: 'Account',
    columns: [{ name: 'a', path: 'Nam' }, { name: 'b', path: 'BillingAddress' }, { name: 'b', path: 'Name' }, { name: '__proto__', path: 'Name' }, { name: 'c', path: 'Name', label: true }],
    lists: [
      { name: 'lines', relationship: 'Invoice__r', columns: [name] },
      { name: 'invoices', relationship: 'Invoices__r', columns: [name, { name: 'scan', path: 'Scan__c' }, { name: 'price', path: 'Account__r.Prise__c' }], filter: { path: 'Total__c', op: 'like', value: 'x' }, sort: [{ path: 'Notes__c' }] },
      { name: 'secrets', relationship: 'Secrets__r', columns: [] },
      { name: 'blind', relationship: 'Blind__r', columns: [] }
    ]
  })
  t.match(problems, [
    /^columns\[2\]\.name: the name b is used twice/,
    /^columns\[3\]\.name: the name __proto__ cannot be used/,
    /^columns\[0\]\.path: Account has no field Nam .*did you mean Name/,
    /^columns\[1\]\.path: BillingAddress consists of several fields; take its parts: BillingCity, BillingStreet/,
    /^columns\[4\]\.label: Name is no picklist/,
    /^lists\[0\]\.relationship: Account has no child list Invoice__r .*Invoices__r/,
    /^lists\[1\]\.columns\[1\]\.path: Scan__c holds a file/,
    /^lists\[1\]\.columns\[2\]\.path: Account has no field Prise__c/,
    /^lists\[1\]\.filter\.value: Total__c/,
    /^lists\[1\]\.sort\[0\]\.path: Salesforce cannot sort by Notes__c/,
    /^lists\[2\]\.relationship: Salesforce does not let anyone query Secret__c/,
    /^lists\[3\]\.relationship: you may not read Blind__c\.Account__c/
  ])
  t.equal(problems.length, 12)
})

t.test('a column that cannot be read stands for its default, or says that reading rights may be missing', async (t) => {
  const { view } = await check({ object: 'Account', columns: [{ name: 'secret', path: 'Owner.Salary__c', default: '-' }, { name: 'empty', path: 'Margin__c', default: null }] })
  t.match(view?.columns, [{ hidden: true, default: '-' }, { hidden: true, default: null }])
  const { problems } = await check({ object: 'Account', columns: [{ name: 'margin', path: 'Margin__c' }] })
  t.match(problems, [{ place: 'columns[0].path', unreadable: { path: 'Account.Margin__c', column: 'margin' } }])
})

t.test('lists lie six deep at most, since a path back to the record has five steps', async (t) => {
  const nest = (depth: number): List => ({ name: 'children', relationship: 'ChildAccounts', columns: [name], ...(depth > 1 && { lists: [nest(depth - 1)] }) })
  t.same(await problemsOf({ object: 'Account', columns: [name], lists: [nest(6)] }), [])
  t.match(await problemsOf({ object: 'Account', columns: [name], lists: [nest(7)] }), [/lists can lie 6 deep/])
})

t.test('an object that does not exist, or that nobody can query, is named', async (t) => {
  await t.rejects(check({ object: 'Nothing__c', columns: [name] }), { code: 'CHOHYO_OBJECT_NOT_FOUND' })
  t.match(await problemsOf({ object: 'Secret__c', columns: [name] }), [/^object: Salesforce does not let anyone query Secret__c/])
})
