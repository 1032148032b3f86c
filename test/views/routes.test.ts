import t from 'tap'
import { testService } from '../service.ts'

const { call, apiKey, sandbox } = await testService(t, { worker: false, starter: false })
const user = (name: string) => `${name}@sandbox.chohyo.example`

t.test('pickers list what the caller may read', async (t) => {
  const listed = await call({ method: 'GET', url: '/v1/objects' })
  t.equal(listed.statusCode, 200)
  t.ok(listed.json<{ objects: Array<{ name: string }> }>().objects.some(({ name }) => name === 'Certificate__c'))
  const limited = await call({ method: 'GET', url: '/v1/objects', token: await apiKey(user('limited')) })
  t.notOk(limited.json<{ objects: Array<{ name: string }> }>().objects.some(({ name }) => name === 'Certificate__c'))
})

t.test('an object tells its fields, parents and lists', async (t) => {
  const { statusCode, ...answer } = await call({ method: 'GET', url: '/v1/objects/Invoice__c' })
  t.equal(statusCode, 200)
  const { fields, lists } = answer.json<{ fields: Array<{ name: string, parent: string | null }>, lists: unknown[] }>()
  t.match(fields.find(({ name }) => name === 'Account__c'), { type: 'reference', parent: 'Account__r', objects: ['Account'] })
  t.match(lists, [{}, { relationship: 'Lines__r', object: 'InvoiceLine__c' }])
})

t.test('what is no object gets a 4xx with a sentence', async (t) => {
  for (const name of ['Nothing__c', '__proto__', 'constructor', '..%2f..%2ftooling', '%00', 'A%20B', "Account'--", 'x'.repeat(81)]) {
    const answer = await call({ method: 'GET', url: `/v1/objects/${name}` })
    t.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${name}: ${answer.statusCode}`)
    t.match(answer.headers['content-type'], /application\/problem\+json/)
  }
})

t.test('a View is published only when it stands before describe', async (t) => {
  const draft = (body: unknown) => call({ method: 'PUT', url: '/v1/views/customers', payload: { label: '取引先', body } })
  t.equal((await draft({ object: 'Account', columns: [{ name: 'name', path: 'Nmae' }] })).statusCode, 200, 'a draft may be unfinished')
  const refused = await call({ method: 'POST', url: '/v1/views/customers/publish' })
  t.match([refused.statusCode, refused.body], [422, /did you mean Name/])
  await draft({ object: 'Account', columns: [{ name: 'name', path: 'Name' }], filter: { path: 'CreatedDate', op: 'like', value: 'x' } })
  const wrong = await call({ method: 'POST', url: '/v1/views/customers/publish' })
  t.match([wrong.statusCode, wrong.json<{ code: string, detail: string }>().code], [422, 'CHOHYO_VIEW_INVALID'])
  await draft({ object: 'Account', columns: [{ name: 'name', path: 'Name' }] })
  t.equal((await call({ method: 'POST', url: '/v1/views/customers/publish' })).statusCode, 200)
  t.ok(sandbox.journal.list().length > 0)
})
