import t from 'tap'
import type { Choices } from '../../server/mappings/choice-schema.ts'
import { testService } from '../service.ts'

const service = await testService(t, { worker: false })
const { sandbox, call } = service
const [, rep = '', limited = '', private_ = ''] = sandbox.users.map(({ username }) => username)
const keys = { rep: await service.apiKey(rep), limited: await service.apiKey(limited), private: await service.apiKey(private_) }
const { account = '', quote = '', invoice = '', certificate = '', privateAccount = '' } = sandbox.records

const ask = (query: string, token = keys.rep, language = 'en') => call({ url: `/v1/choices?${query}`, token, headers: { 'accept-language': language } })
const names = async (query: string, token?: string) => (await ask(query, token)).json<Choices>().choices.map(({ mapping }) => mapping)

interface Form { name: string, label?: string, columns?: object[], filter?: object, object?: string, saveTo?: string, joins?: object[], publish?: boolean }

/** A form over accounts, as an admin would make it. */
async function make ({ name, label = name, columns = [{ name: 'name', path: 'Name' }], filter, object = 'Account', saveTo, joins, publish = true }: Form): Promise<void> {
  const bodies = {
    views: { object, columns, ...filter && { filter } },
    templates: { lang: 'en', paper: { size: 'A4', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, html: '<h1>{{name}}</h1>', css: '', partials: {}, assets: {} },
    mappings: { view: name, template: name, ...joins && { joins }, fields: [{ name: 'name', formula: "'x'" }], output: { fileName: 'x_{name}', locale: 'en', timeZone: 'UTC', ...saveTo !== undefined && { saveTo } } }
  }
  for (const [kind, body] of Object.entries(bodies)) {
    const kept = await call({ method: 'PUT', url: `/v1/${kind}/${name}`, body: { label, body } })
    if (kept.statusCode !== 200) throw new Error(kept.body)
    if (!publish && kind === 'mappings') continue
    const published = await call({ method: 'POST', url: `/v1/${kind}/${name}/publish` })
    if (published.statusCode !== 200) throw new Error(published.body)
  }
}

t.test('for a record: its name, and the forms of its object in the order of their labels', async (t) => {
  const { statusCode, body } = await ask(`recordId=${quote}`)
  t.equal(statusCode, 200)
  t.match(JSON.parse(body), {
    object: { name: 'Quote', label: /見積/ },
    record: { id: quote, name: '本社事務機器更新 御見積' },
    choices: [{ mapping: 'quote_ja', label: '御見積書', language: 'ja', fileName: /^御見積書/, saves: true }]
  })
  const { choices } = (await ask(`recordId=${invoice}`)).json<Choices>()
  t.same(choices.map(({ mapping, language }) => [mapping, language]).sort(), [['invoice_en', 'en'], ['invoice_ja', 'ja']])
  t.same(choices.map(({ label }) => label), choices.map(({ label }) => label).sort((a, b) => a.localeCompare(b)))
  t.match((await ask(`recordId=${quote.slice(0, 15)}&object=Quote`)).json(), { record: { id: quote }, choices: [{ mapping: 'quote_ja' }] }, 'the short id and the known object too')
})

t.test('for an object, whatever its capitals: the same without a record', async (t) => {
  t.match((await ask('object=quote')).json(), { object: { name: 'Quote' }, record: null, choices: [{ mapping: 'quote_ja' }] })
  t.same((await ask('object=Case')).json<Choices>().choices, [])
})

t.test('only what is published, and with what becomes of it', async (t) => {
  await make({ name: 'draft', publish: false })
  await make({ name: 'elsewhere', label: 'Ä last', saveTo: 'nowhere' })
  const { choices } = (await ask(`recordId=${account}`)).json<Choices>()
  t.notOk(choices.some(({ mapping }) => mapping === 'draft'))
  t.match(choices.find(({ mapping }) => mapping === 'elsewhere'), { label: 'Ä last', language: 'en', fileName: 'x_{name}', saves: false })
})

t.test('a form asks for what this user may read', async (t) => {
  const revenue = { name: 'revenue', path: 'AnnualRevenue' }
  await make({ name: 'revenue', columns: [revenue] })
  await make({ name: 'revenue_default', columns: [{ ...revenue, default: null }] })
  await make({ name: 'certificates', object: 'Certificate__c', columns: [{ name: 'number', path: 'Number__c' }] })
  await make({ name: 'joined', joins: [{ as: 'certificates', view: 'certificates' }] })
  t.strictSame((await names(`recordId=${account}`)).filter((name) => ['revenue', 'revenue_default', 'joined'].includes(name)).sort(), ['joined', 'revenue', 'revenue_default'])
  t.strictSame((await names(`recordId=${account}`, keys.limited)).filter((name) => ['revenue', 'revenue_default', 'joined'].includes(name)), ['revenue_default'])
})

t.test('and for what the record is', async (t) => {
  const name = (op: string, value: string) => ({ filter: { path: 'Name', op, value } })
  await make({ name: 'no_one', ...name('=', 'nobody is called so') })
  await make({ name: 'no_one_again', ...name('=', 'nobody is called so') })
  await make({ name: 'everyone', ...name('!=', 'nobody is called so') })
  const filtered = (all: string[]) => all.filter((each) => ['no_one', 'no_one_again', 'everyone'].includes(each)).sort()
  t.same(filtered(await names(`recordId=${account}`)), ['everyone'])
  t.same(filtered(await names('object=Account')), ['everyone', 'no_one', 'no_one_again'], 'without a record nothing is known of it')
})

t.test('a warm user costs two requests, however many forms there are, and one without filters', async (t) => {
  const calls = async (query: string) => {
    await ask(query)
    const before = sandbox.journal.list().length
    await ask(query)
    return sandbox.journal.list().slice(before).map(({ method, path }) => `${method} ${path.replace(/\?.*/, '').replace(/.*v66\.0/, '')}`).sort()
  }
  t.same(await calls(`recordId=${account}`), ['GET /query', 'POST /composite'])
  t.same(await calls(`recordId=${quote}`), ['GET /query'])
  t.same(await calls('object=Account'), [])
})

t.test('a record that is not there, or not for this user, is said to be so', async (t) => {
  const unknown = `${account.slice(0, 3)}000000000999`
  t.match((await ask(`recordId=${unknown}`)).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND', detail: /^Not found: Account 001/ })
  t.match((await ask(`recordId=${unknown}`, keys.rep, 'ja')).json(), { detail: /^Account 001.* が見つかりません。/ })
  t.match((await ask('recordId=zzz000000000001', keys.rep, 'ja')).json(), { status: 404, detail: /^レコード zzz.* が見つかりません。/ })
  t.match((await ask(`recordId=${account}`, keys.private)).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
  t.match((await ask(`recordId=${privateAccount}`, keys.private)).json(), { record: { id: privateAccount } })
  t.match((await ask(`recordId=${certificate}`, keys.limited)).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
  t.match((await ask(`recordId=${account}&object=Quote`)).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
})

t.test('for nothing in particular: the forms of all objects this user may know, each with its own', async (t) => {
  const all = (await ask('', keys.rep, 'ja')).json<Choices>()
  t.match(all, { object: null, record: null })
  t.match(all.choices.find(({ mapping }) => mapping === 'quote_ja'), { label: '御見積書', object: { name: 'Quote', label: '見積' } })
  t.ok(new Set(all.choices.map(({ object }) => object.name)).size >= 4)
  t.ok(all.choices.some(({ object }) => object.name === 'Certificate__c'))
  t.notOk((await ask('', keys.limited)).json<Choices>().choices.some(({ object }) => object.name === 'Certificate__c'))
})

t.test('an object that is not there is refused', async (t) => {
  t.match((await ask('object=Nope')).json(), { status: 404, code: 'CHOHYO_OBJECT_NOT_FOUND' })
  t.match((await ask('object=Certificate__c', keys.limited)).json(), { status: 404, code: 'CHOHYO_OBJECT_NOT_FOUND' })
})

t.test('while Salesforce is away it says so, and hides no form', async (t) => {
  sandbox.faults.add({ kind: 'html503', times: 20 })
  t.match((await ask(`recordId=${quote}`, await service.apiKey(sandbox.users[5]?.username ?? ''))).json(), { status: 503, code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
  sandbox.faults.clear()
})
