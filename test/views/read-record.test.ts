import t from 'tap'
import type { RecordDetail } from '../../server/views/record-schema.ts'
import { testService } from '../service.ts'

t.test('one record', async (t) => {
  const { call, apiKey, sandbox } = await testService(t, { worker: false, starter: false })
  const tokens: Record<string, string> = {}
  for (const user of ['limited', 'private', 'emily']) tokens[user] = await apiKey(`${user}@sandbox.chohyo.example`)
  const ask = (id: string | undefined, user?: string) => call({ url: `/v1/records/${id}`, ...user !== undefined && { token: tokens[user] } })
  const read = async (id: string | undefined, user?: string): Promise<RecordDetail> => {
    const answer = await ask(id, user)
    t.equal(answer.statusCode, 200, answer.body)
    return answer.json<RecordDetail>()
  }
  const fieldOf = ({ fields }: RecordDetail, name: string) => fields.find((field) => field.name === name)
  const { records } = sandbox

  t.test('comes with its fields, the names of its parents and its address in lines', async (t) => {
    const quote = await read(records['quote'])
    t.match(quote, { id: records['quote'], name: '本社事務機器更新 御見積', object: { name: 'Quote', label: '見積' }, highlights: ['QuoteNumber', 'AccountId', 'Status', 'GrandTotal', 'ExpirationDate'] })
    t.match(fieldOf(quote, 'OpportunityId'), { value: records['opportunity'], text: '髙橋製作所 本社事務機器更新', label: '商談', type: 'reference' })
    t.match(fieldOf(quote, 'Status'), { value: 'Presented', text: '提出済み' })
    t.match(fieldOf(quote, 'BillingAddress'), { text: '〒530-0001\n大阪府大阪市北区\n梅田3丁目1-3\nノースゲートビルディング 14階', type: 'address' })
    t.equal(fieldOf(quote, 'BillingCity'), undefined, 'its parts stand in it')
    t.same(quote.fields.filter(({ system }) => system).map(({ name }) => name), quote.fields.slice(-4).map(({ name }) => name))
    t.equal((await read(records['quote']?.slice(0, 15))).id, records['quote'], 'by its short id too')
    t.match(fieldOf(await read(records['quote'], 'emily'), 'ExpirationDate'), { label: 'Expiration Date' })
  })

  t.test('every kind of field has its value, and rich text is text', async (t) => {
    const sampler = await read(records['sampler'])
    t.match(fieldOf(sampler, 'RichText__c'), { text: '書式付きの文章です。\n一\n二' })
    t.match(fieldOf(sampler, 'MultiPicklist__c'), { value: 'Tokyo;Fukuoka', text: '東京;福岡' })
    t.match(fieldOf(sampler, 'Checkbox__c'), { value: true })
    t.match(fieldOf(sampler, 'Text__c'), { value: '㈱髙﨑・渡邉 <b>"太字"</b> & 𠮷', text: null })
  })

  t.test('its lists are counted, and the first of each come in their order', async (t) => {
    const quote = await read(records['quote'])
    const lines = quote.lists.find(({ relationship }) => relationship === 'QuoteLineItems')
    t.match(lines, { count: 8, object: { name: 'QuoteLineItem' }, columns: [{ name: 'Product2Id', label: '商品' }, { name: 'Quantity' }, { name: 'UnitPrice' }, { name: 'Discount' }, { name: 'TotalPrice' }] })
    t.same(lines?.records.map(({ cells }) => cells['Quantity']?.value), [2, 10, 10, 1, 3, 24, 30, 12])
    t.match(lines?.records[0], { cells: { Product2Id: { text: '業務用複合機 MX-3200' } } })
    t.equal((await read(records['account'])).lists.find(({ relationship }) => relationship === 'Quotes')?.count, 1)
  })

  t.test('reading one takes three requests once the org is described', async (t) => {
    await read(records['quote'])
    sandbox.journal.clear()
    await read(records['quote'])
    t.same(sandbox.journal.list().map(({ path }) => path.replace(/\?.*/, '').replace(/.*\/v66\.0/, '')).sort(), ['/composite', '/query'])
  })

  t.test('nobody sees more than in Salesforce', async (t) => {
    const opportunity = await read(records['opportunity'], 'limited')
    t.equal(fieldOf(opportunity, 'Amount'), undefined)
    t.notOk(opportunity.highlights.includes('Amount'))
    t.notOk((await read(records['quote'], 'limited')).lists.some(({ columns }) => columns.some(({ name }) => name === 'Discount')))
    t.match((await ask(records['certificate'], 'limited')).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
    t.match((await ask(records['quote'], 'private')).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
    t.match(fieldOf(await read(records['privateOpportunity'], 'private'), 'AccountId'), { value: records['account'], text: null })
    t.match(await read(records['privateOpportunity'], 'private'), { name: '髙橋 翔の商談' })
  })

  t.test('what is no record, or gone, is said', async (t) => {
    t.match((await ask('xyz')).json(), { status: 400 })
    t.match((await ask('zzz000000000001')).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
    t.match((await ask(`${records['quote']?.slice(0, 10)}99999`)).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
  })
})
