import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { pdfText } from '../pdf.ts'
import { testService } from '../service.ts'

const service = await testService(t, { starter: false })
const { sandbox, call } = service
const [admin = '', rep = '', limited = '', private_ = ''] = sandbox.users.map(({ username }) => username)
const keys = new Map<string, string>()
for (const username of [admin, rep, limited, private_]) keys.set(username, await service.apiKey(username))
const recordId = sandbox.records['account'] ?? ''
const REVENUE = '4,820,000,000'

/** Publishes a form over accounts that prints the annual revenue; field-level security hides it from some. */
async function publish (name: string, fallback?: string): Promise<void> {
  const bodies = {
    views: { object: 'Account', columns: [{ name: 'name', path: 'Name' }, { name: 'revenue', path: 'AnnualRevenue', ...(fallback !== undefined && { default: fallback }) }] },
    templates: { lang: 'ja', paper: { size: 'A4', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, html: '<h1>{{name}}</h1><p>{{revenue}}</p>', css: '', partials: {}, assets: {} },
    mappings: {
      view: name,
      template: name,
      fields: [{ name: 'name', formula: 'name' }, { name: 'revenue', formula: "$type(revenue) = 'number' ? $formatNumber(revenue, '#,##0') : revenue" }],
      output: { fileName: 'company_{name}', locale: 'ja-JP', timeZone: 'Asia/Tokyo' }
    }
  }
  for (const [kind, body] of Object.entries(bodies)) {
    const kept = await call({ method: 'PUT', url: `/v1/${kind}/${name}`, body: { label: name, body } })
    if (kept.statusCode !== 200) throw new Error(kept.body)
    const published = await call({ method: 'POST', url: `/v1/${kind}/${name}/publish` })
    if (published.statusCode !== 200) throw new Error(published.body)
  }
}

const ask = (user: string, mapping: string, record = recordId) => call({
  method: 'POST', url: '/v1/documents', token: keys.get(user) ?? '', headers: { prefer: 'wait=40' }, body: { mapping, recordId: record }
})

async function textOf ({ id }: Document): Promise<string> {
  return pdfText((await call({ method: 'GET', url: `/v1/documents/${id}/content` })).rawPayload)
}

await publish('company')
await publish('company_default', '(非公開)')

t.test('a field somebody may not read is an error that names View, column and field', async (t) => {
  t.match(await textOf((await ask(admin, 'company')).json()), REVENUE)
  const refused = await ask(limited, 'company')
  t.match(refused.json(), { status: 403, code: 'CHOHYO_FIELD_UNREADABLE', detail: /Account\.AnnualRevenue.*View company, column revenue/ })
  t.match((await call({ method: 'GET', url: String(refused.headers.location) })).json(), { state: 'failed', createdBy: limited, error: { code: 'CHOHYO_FIELD_UNREADABLE', status: 403 } })
  t.match(await textOf((await ask(rep, 'company')).json()), REVENUE, 'and still the value for others afterwards')
})

t.test('or the default that the column declares, for those alone who may not read it', async (t) => {
  const hidden = await textOf((await ask(limited, 'company_default')).json())
  t.match(hidden, '(非公開)')
  t.notMatch(hidden, REVENUE)
  const shown = await textOf((await ask(rep, 'company_default')).json())
  t.match(shown, REVENUE)
  t.notMatch(shown, '(非公開)')
})

t.test('previews of every kind obey the same rules', async (t) => {
  for (const as of ['pdf', 'html', 'data']) {
    const preview = (user: string, mapping: string) => call({ method: 'POST', url: '/v1/previews', token: keys.get(user) ?? '', body: { mapping, recordId, as } })
    t.match((await preview(limited, 'company')).json(), { status: 403, code: 'CHOHYO_FIELD_UNREADABLE' }, as)
    const hidden = await preview(limited, 'company_default')
    t.equal(hidden.statusCode, 200, as)
    if (as !== 'pdf') {
      t.match(hidden.body, '(非公開)', as)
      t.notMatch(hidden.body, /4,?820,?000,?000/, as)
      t.match((await preview(rep, 'company')).body, REVENUE, as)
    }
  }
})

t.test('a record that is not shared with somebody does not exist for them', async (t) => {
  const refused = await ask(private_, 'company')
  t.match(refused.json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
  t.notMatch(refused.body, '髙橋製作所', 'and its contents show nowhere')
  t.match((await call({ method: 'POST', url: '/v1/previews', token: keys.get(private_) ?? '', body: { mapping: 'company', recordId } })).json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
  const tenant = await service.tenant(private_)
  const [own] = (await tenant.salesforce.query('SELECT Id FROM Account LIMIT 1')).records
  t.match((await ask(private_, 'company', String(own?.['Id']))).json(), { state: 'done', createdBy: private_ }, 'what is their own is made')
})

t.test('each acts in Salesforce as themselves only, also at the same time', async (t) => {
  const users = [admin, rep, limited]
  sandbox.journal.clear()
  const clicks = await Promise.all(users.flatMap((user) => [0, 1, 2].map(async () => ({ user, document: (await ask(user, 'company_default')).json<Document>() }))))
  for (const { user, document } of clicks) {
    t.match(document, { state: 'done', createdBy: user })
    const insert = sandbox.journal.list().find((entry) => entry.insert?.id === document.salesforce?.contentVersionId)
    t.equal(insert?.user, user, 'the file was saved by the one who clicked')
  }
  for (const user of users) t.equal(sandbox.journal.list().filter((entry) => entry.user === user && entry.path.includes('FROM%20Account')).length, 3, 'and each record read by them')
  t.same([...new Set(sandbox.journal.list().map((entry) => entry.user))].filter((user) => user !== null).sort(), [...users].sort())
})

t.test('a request that the org has signed acts as the user it was signed for', async (t) => {
  const body = JSON.stringify({ mapping: 'company', recordId })
  const send = (username: string) => call({
    method: 'POST', url: '/v1/documents', token: service.signed({ method: 'POST', url: '/v1/documents', body, username }), headers: { prefer: 'wait=40', 'content-type': 'application/json' }, body
  })
  t.match((await send(rep)).json(), { state: 'done', createdBy: rep })
  t.match((await send(limited)).json(), { code: 'CHOHYO_FIELD_UNREADABLE' })
  t.match((await send(private_)).json(), { code: 'CHOHYO_RECORD_NOT_FOUND' })
})

t.test('what one user has made, another does not see, unless they are an admin', async (t) => {
  const document = (await ask(rep, 'company')).json<Document>()
  for (const url of [`/v1/documents/${document.id}`, `/v1/documents/${document.id}/content`]) {
    t.equal((await call({ method: 'GET', url, token: keys.get(limited) ?? '' })).statusCode, 404)
    t.equal((await call({ method: 'GET', url })).statusCode, 200)
  }
})
