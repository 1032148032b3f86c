import t from 'tap'
import { announceView } from '../../server/views/announce-view.ts'
import { readAnnounced, readView } from '../../server/views/read-view.ts'
import type { Condition, List, Row, View } from '../../server/views/schema.ts'
import { hostileConditions, hostileIds, hostilePaths, hostileTexts } from '../corpus/H-soql.ts'
import { openSalesOrg } from '../sales-org.ts'

const org = await openSalesOrg({ size: 220, stress: true })
const { sandbox, open, arrived } = org
t.teardown(() => sandbox.close())
t.beforeEach(() => { sandbox.journal.clear() })

const rep = { salesforce: open('rep') }
const id = (name: string): string => sandbox.records[name] ?? ''
const listOf = (row: Row | undefined, name: string): Row[] => {
  const list = row?.[name]
  return Array.isArray(list) ? list : []
}

const name = { name: 'name', path: 'Name' }
const parts = { name: 'parts', relationship: 'Parts__r', columns: [name] }
const lines = { name: 'lines', relationship: 'Lines__r', columns: [name, { name: 'quantity', path: 'Quantity__c' }, { name: 'position', path: 'Position__c' }], sort: [{ path: 'Position__c' }], lists: [parts] }
const invoice: View = { object: 'Invoice__c', columns: [{ name: 'number', path: 'Name' }, { name: 'customer', path: 'Account__r.Name' }], lists: [lines] }
const account: View = { object: 'Account', columns: [name, { name: 'id', path: 'Id' }], lists: [{ name: 'invoices', relationship: 'Invoices__r', columns: [{ name: 'number', path: 'Name' }], sort: [{ path: 'IssueDate__c', direction: 'desc', nulls: 'last' }], lists: [lines] }] }

async function accountIds (): Promise<string[]> {
  const { records } = await rep.salesforce.query('SELECT Id FROM Account')
  const owner = await rep.salesforce.query(`SELECT Account__c FROM Invoice__c WHERE Id = '${id('stress')}'`)
  return [...new Set([String(owner.records[0]?.Account__c), ...records.map(({ Id }) => String(Id)).reverse()])].slice(0, 200)
}

/** Rows on each of the three levels below. */
function sizes (rows: Row[]): { invoices: number, lines: number, parts: number } {
  const invoices = rows.flatMap((row) => listOf(row, 'invoices'))
  const lines = invoices.flatMap((row) => listOf(row, 'lines'))
  return { invoices: invoices.length, lines: lines.length, parts: lines.flatMap((row) => listOf(row, 'parts')).length }
}

t.test('one record comes in one call, with its parents and lists', async (t) => {
  await rep.salesforce.describe('Invoice__c')
  const { rows: [row], calls, plan } = await readView(rep, { view: invoice, recordIds: [id('invoice')] })
  t.match(row, { number: 'INV-00001', customer: '株式会社髙橋製作所' })
  t.same(listOf(row, 'lines').map(({ position }) => position), listOf(row, 'lines').map((_, index) => index + 1))
  t.equal(listOf(listOf(row, 'lines')[0], 'parts').length, 3)
  t.equal(calls, 1)
  t.equal(plan.steps.length, 1)
})

t.test('200 records, 10,000 lines under one of them, three levels of lists: every row arrives, with the calls that were announced', async (t) => {
  const ids = await accountIds()
  t.equal(ids.length, 200)
  const quoted = ids.map((one) => `'${one}'`).join(',')
  const expected = await rep.salesforce.count([
    `SELECT COUNT() FROM Invoice__c WHERE Account__c IN (${quoted})`,
    `SELECT COUNT() FROM InvoiceLine__c WHERE Invoice__r.Account__c IN (${quoted})`,
    `SELECT COUNT() FROM InvoiceLinePart__c WHERE InvoiceLine__r.Invoice__r.Account__c IN (${quoted})`
  ])
  for (const object of ['Account', 'Invoice__c', 'InvoiceLine__c', 'InvoiceLinePart__c']) await rep.salesforce.describe(object)
  sandbox.journal.clear()
  const before = rep.salesforce.calls()
  const announced = await announceView(rep, { view: account, recordIds: ids })
  t.ok(announced.plan.exact)
  t.equal(arrived(), announced.spent)
  const { rows, calls } = await readAnnounced(rep, announced)
  t.same(Object.values(sizes(rows)), expected)
  t.ok((expected[1] ?? 0) > 10_000 && (expected[2] ?? 0) > 1000, JSON.stringify(expected))
  t.same(rows.map((row) => row.id), ids, 'in the order asked for')
  t.equal(rep.salesforce.calls() - before, announced.plan.calls)
  t.equal(arrived(), announced.plan.calls)
  t.equal(calls, announced.plan.calls)
})

t.test('one record with 10,000 lines is complete too, and the same rows either way', async (t) => {
  const { rows: [nested] } = await readView(rep, { view: invoice, recordIds: [id('stress')] })
  t.equal(listOf(nested, 'lines').length, 10_000)
  const announced = await announceView(rep, { view: invoice, recordIds: [id('stress')] })
  t.ok(announced.plan.steps.length > 1)
  const { rows: [flat] } = await readAnnounced(rep, announced)
  t.equal(JSON.stringify(flat), JSON.stringify(nested))
})

t.test('a limit and a sort hold for each parent, for one record and for many', async (t) => {
  const newest: View = { object: 'Invoice__c', columns: [{ name: 'id', path: 'Id' }], lists: [{ name: 'lines', relationship: 'Lines__r', columns: [{ name: 'position', path: 'Position__c' }], sort: [{ path: 'Position__c', direction: 'desc' }], limit: 2 }] }
  const ids = [id('stress'), id('invoice'), id('englishInvoice')]
  const many = await readView(rep, { view: newest, recordIds: ids })
  t.same(many.rows.map((row) => listOf(row, 'lines').length), [2, 2, 2])
  t.same(listOf(many.rows[0], 'lines').map(({ position }) => position), [10_000, 9_999])
  for (const [index, one] of ids.entries()) t.same((await readView(rep, { view: newest, recordIds: [one] })).rows[0], many.rows[index])
})

t.test('two lists over one relationship are two lists: Salesforce takes a relationship once a query', async (t) => {
  const half = (name: string, op: '<=' | '>') => ({ name, relationship: 'Lines__r', columns: [{ name: 'position', path: 'Position__c' }], sort: [{ path: 'Position__c' }], filter: { path: 'Position__c', op, value: 3 } })
  const view: View = { object: 'Account', columns: [name], lists: [{ name: 'invoices', relationship: 'Invoices__r', columns: [name], lists: [half('head', '<='), half('tail', '>')] }] }
  const heads = (row: Row | undefined, list: string) => listOf(row, 'invoices').flatMap((one) => listOf(one, list).map(({ position }) => Number(position)))
  const { rows: [deep] } = await readView(rep, { view, recordIds: [id('account')] })
  t.ok(heads(deep, 'head').length > 0 && heads(deep, 'head').every((position) => position <= 3))
  t.ok(heads(deep, 'tail').length > 0 && heads(deep, 'tail').every((position) => position > 3))
  const top: View = { object: 'Invoice__c', columns: [name], lists: [half('head', '<='), half('tail', '>')] }
  for (const asked of [{ recordIds: [id('invoice')] }, { recordIds: [id('invoice'), id('englishInvoice')] }, { filter: { path: 'Id', op: '=' as const, value: id('invoice') } }]) {
    const { rows: [row] } = await readView(rep, { view: top, ...asked })
    t.same(listOf(row, 'head').map(({ position }) => position), [1, 2, 3])
    t.equal(listOf(row, 'tail')[0]?.position, 4)
  }
})

/** So many different parent relationships above an object, found in describe. */
async function parentPaths (object: string, count: number): Promise<string[]> {
  const found: string[] = []
  const queue = [{ object, prefix: '' }]
  for (let next = queue.shift(); next && found.length < count; next = queue.shift()) {
    const { prefix } = next
    const { fields } = await rep.salesforce.describe(next.object)
    for (const { relationshipName, referenceTo: [target = '', ...others] } of fields) {
      if (!relationshipName || others.length > 0 || prefix.split('.').length > 3) continue
      found.push(`${prefix}${relationshipName}.Name`)
      queue.push({ object: target, prefix: `${prefix}${relationshipName}.` })
    }
  }
  return found.slice(0, count)
}

t.test('a View wider and deeper than one query may be is read in several, and nothing is missing', async (t) => {
  const paths = await parentPaths('InvoiceLine__c', 60)
  t.equal(paths.length, 60)
  const wide: View = { object: 'InvoiceLine__c', columns: paths.map((path, index) => ({ name: `p${index}`, path })) }
  const { records } = await rep.salesforce.query(`SELECT Id FROM InvoiceLine__c WHERE Invoice__c = '${id('invoice')}'`)
  const read = await readView(rep, { view: wide, recordIds: records.map(({ Id }) => String(Id)) })
  t.ok(read.plan.steps.length > 1)
  t.equal(read.calls, read.plan.calls)
  t.ok(read.rows.every((row) => Object.keys(row).length === 60 && row[`p${paths.indexOf('Invoice__r.Name')}`] === 'INV-00001'))

  const nest = (depth: number): List => ({ name: 'children', relationship: 'ChildAccounts', columns: [name], ...(depth > 1 && { lists: [nest(depth - 1)] }) })
  const deep = await readView(rep, { view: { object: 'Account', columns: [name], lists: [nest(6)] }, recordIds: [id('account')] })
  t.equal(deep.plan.steps.length, 7)
  t.same(listOf(deep.rows[0], 'children'), [])
})

t.test('rows come in the order asked for, short ids and repeated ones too', async (t) => {
  const [a, b] = [id('account'), id('statementAccount')]
  const { rows } = await readView(rep, { view: { object: 'Account', columns: [{ name: 'id', path: 'Id' }] }, recordIds: [b.slice(0, 15), a, b] })
  t.same(rows.map((row) => row.id), [b, a, b])
  t.same((await readView(rep, { view: invoice, recordIds: [] })).rows, [])
})

t.test('a filter finds its records in the order of the View, with their lists', async (t) => {
  const found: View = { ...invoice, columns: [{ name: 'id', path: 'Id' }, ...invoice.columns], filter: { path: 'Name', op: '<=', value: 'INV-00005' }, sort: [{ path: 'Name', direction: 'desc' }], limit: 3 }
  const { rows, calls } = await readView(rep, { view: found })
  t.same(rows.map((row) => row.number), ['INV-00005', 'INV-00004', 'INV-00003'])
  t.ok(rows.every((row) => listOf(row, 'lines').length > 0))
  t.equal(calls, 1)
  const narrowed = await readView(rep, { view: found, filter: { path: 'Id', op: '=', value: id('invoice') } })
  t.same(narrowed.rows.map((row) => row.id), [id('invoice')])
})

t.test('a record that did not come is named, whatever the reason', async (t) => {
  const view: View = { object: 'Account', columns: [name] }
  await t.rejects(readView(rep, { view, recordIds: [id('account'), '001CY0000099999YAA'] }), { code: 'CHOHYO_RECORD_NOT_FOUND', message: /001CY0000099999/ })
  await t.rejects(readView(rep, { view, recordIds: [id('contact')] }), { code: 'CHOHYO_RECORD_NOT_FOUND' })
  await t.rejects(readView(rep, { view: { ...view, filter: { path: 'Name', op: '=', value: 'nobody' } }, recordIds: [id('account')] }), { code: 'CHOHYO_RECORD_NOT_FOUND' })
})

t.test('sharing is the user\'s own: a record of others is not there for who sees only own records', async (t) => {
  const view: View = { object: 'Account', columns: [name] }
  t.match((await readView(rep, { view, recordIds: [id('account')] })).rows, [{ name: '株式会社髙橋製作所' }])
  await t.rejects(readView({ salesforce: open('private') }, { view, recordIds: [id('account')] }), { code: 'CHOHYO_RECORD_NOT_FOUND' })
  t.equal((await readView({ salesforce: open('private') }, { view, recordIds: [id('privateAccount')] })).rows.length, 1)
})

t.test('a field that is hidden from a user is an error naming View, column and path, or the declared default; others get the value', async (t) => {
  const amount = { name: 'amount', path: 'Opportunity__r.Amount' }
  const strict: View = { object: 'Quote', columns: [name, { ...amount, path: 'Opportunity.Amount' }] }
  const lenient: View = { object: 'Quote', columns: [name, { ...amount, path: 'Opportunity.Amount', default: null }, { name: 'revenue', path: 'Opportunity.Account.AnnualRevenue', default: '(非公開)' }] }
  const limited = { salesforce: open('limited') }
  const recordIds = [id('quote')]
  const { rows: [seen] } = await readView(rep, { view: lenient, recordIds })
  t.type(seen?.amount, 'number')
  t.type(seen?.revenue, 'number')
  await t.rejects(readView(limited, { view: strict, name: 'quotes', recordIds }), { code: 'CHOHYO_FIELD_UNREADABLE', message: /Quote\.Opportunity\.Amount.*View quotes, column amount/ })
  t.match((await readView(limited, { view: lenient, recordIds })).rows, [{ name: seen?.name, amount: null, revenue: '(非公開)' }])
  await t.rejects(readView(limited, { view: { ...strict, columns: [name], filter: { path: 'Opportunity.Amount', op: '>', value: 0 } } }), { code: 'CHOHYO_VIEW_INVALID', message: /filter\.path/ })
})

t.test('labels of picklists come in the user\'s language', async (t) => {
  const view: View = { object: 'Invoice__c', columns: [{ name: 'value', path: 'Status__c' }, { name: 'label', path: 'Status__c', label: true }] }
  const { rows: [japanese] } = await readView(rep, { view, recordIds: [id('invoice')] })
  const { rows: [english] } = await readView({ salesforce: open('emily') }, { view, recordIds: [id('invoice')] })
  t.equal(japanese?.value, english?.value)
  t.not(japanese?.label, english?.label)
})

t.test('a page that Salesforce cuts short makes no rows', async (t) => {
  sandbox.faults.add({ kind: 'truncatedPage', match: { path: 'Invoice__c' } })
  await t.rejects(readView(rep, { view: invoice, recordIds: [id('invoice')] }), { code: 'CHOHYO_SALESFORCE_TRUNCATED' })
})

const all: View = { object: 'Account', columns: [name] }
const harmless = /^CHOHYO_(RECORD_ID_INVALID|VIEW_INVALID|FIELD_UNREADABLE|OBJECT_NOT_FOUND|FILTER_INVALID)$/

t.test(`class H: ${hostileIds.length} hostile ids never leave the house`, async (t) => {
  for (const hostile of hostileIds) await t.rejects(readView(rep, { view: all, recordIds: [hostile] }), { code: 'CHOHYO_RECORD_ID_INVALID' }, encodeURIComponent(hostile))
  t.equal(arrived(), 0)
})

t.test(`class H: ${hostilePaths.length} hostile names are refused wherever a name belongs`, async (t) => {
  await rep.salesforce.describe('Account')
  sandbox.journal.clear()
  for (const path of hostilePaths) {
    const views: View[] = [
      { ...all, columns: [{ name: 'x', path }] },
      { ...all, filter: { path, op: '=', value: 'x' } },
      { ...all, sort: [{ path }] },
      { ...all, lists: [{ name: 'x', relationship: path, columns: [name] }] }
    ]
    for (const view of views) await t.rejects(readView(rep, { view }), { code: harmless }, encodeURIComponent(path.slice(0, 40)))
  }
  t.same(sandbox.journal.list().filter(({ path }) => path.includes('/query') || path.includes('/composite')), [])
  for (const object of hostilePaths.filter((path) => !/^\w+$/.test(path))) await t.rejects(readView(rep, { view: { ...all, object } }), { code: 'CHOHYO_OBJECT_NOT_FOUND' }, encodeURIComponent(object))
})

t.test(`class H: ${hostileTexts.length} hostile texts mean just what they say`, async (t) => {
  for (const value of hostileTexts) {
    for (const op of ['=', 'in'] as const) {
      const { rows } = await readView(rep, { view: { ...all, filter: { path: 'Name', op, value: op === 'in' ? [value] : value } } })
      t.same(rows, [], `${op} ${encodeURIComponent(value)}`)
    }
  }
  const { rows } = await readView(rep, { view: { ...all, filter: { path: 'Name', op: 'like', value: '\\%\' OR Name LIKE \'%' } } })
  t.same(rows, [])
})

t.test(`class H: ${hostileConditions.length} values and operators of the wrong kind are refused with their place`, async (t) => {
  for (const condition of hostileConditions) {
    await t.rejects(readView(rep, { view: { ...all, filter: { all: [condition as Condition] } } }), { code: 'CHOHYO_VIEW_INVALID', message: /filter\.all\[0\]\.value/ }, JSON.stringify(condition).slice(0, 60))
  }
})
