import t from 'tap'
import { testService } from '../service.ts'

const { call, apiKey, sandbox } = await testService(t, { worker: false })
const keep = async (kind: string, name: string, body: object) => (await call({ method: 'PUT', url: `/v1/${kind}/${name}`, body: { label: name, body } })).json<{ detail?: string }>()
const publish = async (kind: string, name: string, body: object) => {
  const { detail } = await keep(kind, name, body)
  return detail === undefined ? (await call({ method: 'POST', url: `/v1/${kind}/${name}/publish` })).json<{ version?: number, code?: string, detail?: string }>() : { detail }
}

const ENVELOPE = {
  attributes: [{ name: 'to', label: '宛先' }, { name: '件名', default: '見積書をお送りします' }],
  documents: [{ mapping: 'quote_ja' }],
  join: { as: 'zip', fileName: '見積書_{件名}', password: '{to}' },
  deliveries: [{ name: 'mail', service: 'post', act: { to: '{to}', subject: '{件名}', text: 'ご確認ください。' } }]
}
const WORK = { runAs: 'batch@example.jp', source: { view: 'quote_ja' }, key: ['number'], routes: [{ when: { column: 'number', values: ['1'] }, envelope: 'quotes', attributes: { to: '[number]@example.jp' } }, { envelope: 'quotes', attributes: { to: 'all@example.jp' } }] }

t.test('an Envelope is published when all that it uses is, and fits', async (t) => {
  t.match(await publish('envelopes', 'quotes', ENVELOPE), { code: 'CHOHYO_DEFINITION_UNKNOWN', detail: /post/ })
  await publish('services', 'post', { connector: 'mail', settings: { host: 'smtp.example.jp', from: 'desk@example.jp' } })
  t.match(await publish('envelopes', 'quotes', ENVELOPE), { version: 1 })
  for (const [change, said] of [
    [{ documents: [{ mapping: 'nothing' }] }, /nothing/],
    [{ attributes: [{ name: 'to' }, { name: 'to' }] }, /to twice/],
    [{ join: { as: 'merged', fileName: '{sum}' } }, /join\.fileName: there is no attribute \{sum\}/],
    [{ deliveries: [{ name: 'mail', service: 'post', act: { to: '{too}', subject: 's', text: 't' } }] }, /deliveries\.mail\.to: there is no attribute \{too\}.*did you mean \{to\}/],
    [{ deliveries: [{ name: 'mail', service: 'post', act: { to: '{to}', subject: 's' } }] }, /text is missing/],
    [{ deliveries: [{ name: 'mail', service: 'post', act: { to: '{to}', subject: 's', text: 't', folder: 'x' } }] }, /folder is not known/]
  ] as const) t.match((await publish('envelopes', 'quotes', { ...ENVELOPE, ...change })).detail, said)
  t.match(await publish('envelopes', 'quotes', ENVELOPE), { version: 1 }, 'nothing of that was published')
})

t.test('a Work is published when its rows fit what they are routed to', async (t) => {
  t.match(await publish('works', 'monthly', WORK), { version: 1 })
  for (const [change, said] of [
    [{ source: { view: 'nowhere' } }, /nowhere/],
    [{ key: ['nummer'] }, /key: the View has no column nummer.*did you mean number/],
    [{ routes: [{ when: { column: 'nowhere', values: ['x'] }, envelope: 'quotes', attributes: { to: 'x' } }] }, /no column nowhere/],
    [{ routes: [{ envelope: 'quotes' }] }, /nothing fills the attribute to/],
    [{ routes: [{ envelope: 'quotes', attributes: { to: '[nummer]' } }] }, /no column \[nummer\]/],
    [{ routes: [{ envelope: 'quotes', attributes: { to: 'x', cc: 'y' } }] }, /no attribute cc/],
    [{ routes: [...WORK.routes].reverse() }, /never reached/],
    [{ source: { view: 'invoice_ja' }, key: ['number'] }, /makes documents of Quote/]
  ] as const) t.match((await publish('works', 'monthly', { ...WORK, ...change })).detail, said, JSON.stringify(change))
})

t.test('general users see them and change nothing', async (t) => {
  const token = await apiKey(sandbox.users[1]?.username ?? '')
  for (const [kind, name] of [['envelopes', 'quotes'], ['works', 'monthly']] as const) {
    t.equal((await call({ url: `/v1/${kind}/${name}`, token })).statusCode, 200)
    t.equal((await call({ method: 'PUT', url: `/v1/${kind}/${name}`, token, body: { label: 'x', body: {} } })).statusCode, 403)
  }
})
