import t from 'tap'
import type { RecordPage } from '../../server/views/record-schema.ts'
import { testService } from '../service.ts'

t.test('records of an object', async (t) => {
  const { call, apiKey, sandbox } = await testService(t, { worker: false, starter: false, sandbox: { size: 30 } })
  const tokens: Record<string, string> = {}
  for (const user of ['limited', 'private', 'emily']) tokens[user] = await apiKey(`${user}@sandbox.chohyo.example`)
  const list = async (name: string, query: Record<string, string> = {}, user?: string): Promise<RecordPage> => {
    const answer = await call({ url: `/v1/objects/${name}/records`, query, ...user !== undefined && { token: tokens[user] } })
    t.equal(answer.statusCode, 200, answer.body)
    return answer.json<RecordPage>()
  }
  const every = async (name: string, query: Record<string, string>): Promise<RecordPage['records']> => {
    const { records, next } = await list(name, query)
    return next === null ? records : [...records, ...await every(name, { ...query, after: next })]
  }

  t.test('come with the columns that say the most, in the words of the org', async (t) => {
    const quotes = await list('Quote')
    t.same(quotes.object, { name: 'Quote', label: '見積', labelPlural: '見積' })
    t.same(quotes.columns.map(({ name, label, type, sortable }) => [name, label, type, sortable]), [
      ['QuoteNumber', '見積番号', 'string', true], ['AccountId', '取引先', 'reference', true], ['Status', '状況', 'picklist', false],
      ['GrandTotal', '総計', 'currency', true], ['ExpirationDate', '有効期限', 'date', true], ['Subject__c', '件名', 'string', true]
    ])
    t.match(quotes.records[0], {
      id: sandbox.records['quote'],
      name: '本社事務機器更新 御見積',
      cells: { AccountId: { value: sandbox.records['account'], text: '株式会社髙橋製作所' }, Status: { value: 'Presented', text: '提出済み' }, GrandTotal: { value: 3467901, text: null } }
    }, 'the showcase is the first')
    const english = await list('Quote', {}, 'emily')
    t.match(english, { object: { labelPlural: 'Quotes' }, nameLabel: 'Quote Name', columns: [{ label: 'Quote Number' }, { label: 'Account' }], records: [{ cells: { Status: { text: 'Presented' } } }] })
  })

  t.test('every object of the org can be listed', async (t) => {
    const { objects } = (await call({ url: '/v1/objects' })).json<{ objects: Array<{ name: string }> }>()
    t.ok(objects.length > 15)
    for (const { name } of objects) {
      // Salesforce wants to know of which record.
      if (name === 'ContentDocumentLink') continue
      const { columns, records } = await list(name, { limit: '2' })
      for (const { cells } of records) t.same(Object.keys(cells), columns.map((column) => column.name), name)
    }
  })

  t.test('pages follow each other without a gap, whatever they are sorted by', async (t) => {
    const ids = new Set((await list('Quote', { limit: '200' })).records.map(({ id }) => id))
    t.ok(ids.size > 10)
    for (const sort of ['-CreatedDate', 'Name', '-Name', 'QuoteNumber', 'AccountId', '-AccountId', 'GrandTotal', '-GrandTotal', '-ExpirationDate', 'Subject__c', '-Subject__c', 'Id']) {
      const records = await every('Quote', { sort, limit: '3' })
      t.same(new Set(records.map(({ id }) => id)), ids, sort)
      t.equal(records.length, ids.size, `${sort}: none twice`)
    }
    const totals = (await every('Quote', { sort: '-GrandTotal', limit: '4' })).map(({ cells }) => Number(cells['GrandTotal']?.value))
    t.same(totals, [...totals].sort((a, b) => b - a))
    const subjects = (await every('Quote', { sort: 'Subject__c', limit: '4' })).map(({ cells }) => cells['Subject__c']?.value)
    t.equal(subjects.indexOf(null), 1, 'empty ones are last')
    const revenues = (await every('Account', { sort: '-CreatedDate', limit: '7' })).length
    t.equal((await every('Account', { sort: 'Name', limit: '7' })).length, revenues)
  })

  t.test('a part of the name finds them, and signs mean themselves', async (t) => {
    t.match((await list('Account', { search: ' 髙橋製作所 ' })).records, [{ name: '株式会社髙橋製作所' }])
    t.ok((await list('Account', { search: '株式会社' })).records.length > 1)
    for (const search of ['%', '_', '100%', "' OR Name != '", '高橋製作所', '"', '\\%\\%']) t.same((await list('Account', { search })).records, [], search)
    t.ok((await list('Account', { search: '' })).records.length > 1)
    t.match((await call({ url: '/v1/objects/Attachment/records?search=x' })).json(), { code: 'CHOHYO_OBJECT_NOT_FOUND' })
  })

  t.test('nobody sees more than in Salesforce', async (t) => {
    const limited = await list('Opportunity', {}, 'limited')
    t.notOk(limited.columns.some(({ name }) => name === 'Amount'))
    t.match((await call({ url: '/v1/objects/Opportunity/records?sort=Amount', token: tokens['limited'] })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID', detail: /cannot be sorted by Amount/ })
    t.match((await call({ url: '/v1/objects/Certificate__c/records', token: tokens['limited'] })).json(), { status: 404, code: 'CHOHYO_OBJECT_NOT_FOUND' })
    const own = await list('Opportunity', { limit: '200', search: '髙橋 翔' }, 'private')
    t.match(own.records, [{ id: sandbox.records['privateOpportunity'], cells: { AccountId: { value: sandbox.records['account'], text: null } } }], 'the name of a parent that is not shared stays hidden')
    t.notOk((await list('Quote', { limit: '200' }, 'private')).records.some(({ id }) => id === sandbox.records['quote']))
  })

  t.test('questions that make no sense are refused with a sentence', async (t) => {
    const { next } = await list('Quote', { limit: '3' })
    for (const query of [{ sort: 'Status' }, { sort: 'Nothing' }, { sort: 'Description' }, { after: 'abc' }, { after: next ?? '', sort: 'Name' }, { after: Buffer.from('["-CreatedDate",{},"x"]').toString('base64url') }] as Array<Record<string, string>>) {
      t.match((await call({ url: '/v1/objects/Quote/records', query })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' }, JSON.stringify(query))
    }
    const forged = Buffer.from(JSON.stringify(['-CreatedDate', "x' OR Id != '", '0Q0'])).toString('base64url')
    t.equal((await call({ url: '/v1/objects/Quote/records', query: { after: forged } })).statusCode, 422, 'nothing but a value can stand where a value belongs')
    t.match((await call({ url: '/v1/objects/Quote/records?sort=Status', headers: { 'accept-language': 'ja' } })).json(), { detail: /Status で並べ替えできません/ })
  })
})
