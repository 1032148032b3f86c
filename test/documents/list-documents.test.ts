import { createPrivateKey } from 'node:crypto'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { logIn } from '../../server/io/salesforce-log-in.ts'
import { KEYS, testService } from '../service.ts'

const service = await testService(t, { starter: false })
const { sandbox, call } = service
const [admin = '', rep = '', , private_ = ''] = sandbox.users.map(({ username }) => username)
const keys = new Map([[rep, await service.apiKey(rep)], [private_, await service.apiKey(private_)]])
// One that the colleague owns, and one that is not shared with them.
const { privateAccount: shared = '', account: unshared = '' } = sandbox.records

async function publish (): Promise<void> {
  const bodies = {
    views: { object: 'Account', columns: [{ name: 'name', path: 'Name' }] },
    templates: { lang: 'ja', paper: { size: 'A5', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, html: '<h1>{{name}}</h1>', css: '', partials: {}, assets: {} },
    mappings: { view: 'company', template: 'company', fields: [{ name: 'name', formula: 'name' }], output: { fileName: 'company_{name}', locale: 'ja-JP', timeZone: 'Asia/Tokyo' } }
  }
  for (const [kind, body] of Object.entries(bodies)) {
    for (const request of [{ method: 'PUT' as const, url: `/v1/${kind}/company`, body: { label: 'company', body } }, { method: 'POST' as const, url: `/v1/${kind}/company/publish` }]) {
      const answer = await call(request)
      if (answer.statusCode !== 200) throw new Error(answer.body)
    }
  }
}
await publish()

const make = async (who: string, recordId: string, save = true): Promise<Document> =>
  (await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=40' }, body: { mapping: 'company', recordId, save }, ...keys.has(who) && { token: keys.get(who) } })).json()

async function list (who: string, query: string): Promise<string[]> {
  const answer = await call({ url: `/v1/documents?${query}`, ...keys.has(who) && { token: keys.get(who) } })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<{ documents: Document[] }>().documents.map(({ id }) => id)
}

async function remove (path: string): Promise<void> {
  const token = await logIn({ instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: createPrivateKey(KEYS.privateKey), username: admin, timeLimit: 10_000 })
  const answer = await fetch(`${sandbox.url}/services/data/v66.0/sobjects/${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(await answer.text())
}

t.test('of a record one sees one\'s own documents and what others have filed on it, not the rest', async (t) => {
  const filed = await make(admin, shared)
  const kept = await make(admin, shared, false)
  const own = await make(private_, shared)
  t.match([filed.salesforce, kept.salesforce], [{ contentDocumentId: /^069/ }, null])
  t.same(await list(private_, `recordId=${shared}`), [own.id, filed.id])
  t.same(await list(private_, `recordId=${shared.slice(0, 15)}&mapping=company`), [own.id, filed.id])
  t.same(await list(private_, `recordId=${shared}&mapping=other`), [])
  t.same(await list(private_, ''), [own.id], 'without a record: one\'s own')
  t.same(await list(admin, `recordId=${shared}`), [own.id, kept.id, filed.id], 'an admin sees all')
})

t.test('the file of somebody else is seen, not the document: its bytes are Salesforce\'s to give', async (t) => {
  const filed = await make(rep, shared)
  t.ok((await list(private_, `recordId=${shared}`)).includes(filed.id))
  for (const url of [`/v1/documents/${filed.id}`, `/v1/documents/${filed.id}/content`, `/v1/documents/${filed.id}/pages`]) {
    t.match((await call({ url, token: keys.get(private_) ?? '' })).json(), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN' }, url)
  }
})

t.test('a record that is not shared shows nothing of others, a failure is nobody else\'s, and a file that is gone is gone', async (t) => {
  await make(admin, unshared)
  t.same(await list(private_, `recordId=${unshared}`), [])
  t.same(await list(private_, `recordId=${shared.slice(0, 3)}000000000999`), [], 'nor one that is not there')
  const failed = await make(private_, unshared)
  t.match(failed, { code: 'CHOHYO_RECORD_NOT_FOUND' })
  t.equal((await list(private_, `recordId=${unshared}`)).length, 1, 'one\'s own failure')
  t.equal((await list(rep, `recordId=${unshared}`)).length, 1, 'and the file alone for another')
  const filed = await make(rep, shared)
  await remove(`ContentDocument/${filed.salesforce?.contentDocumentId}`)
  t.notOk((await list(private_, `recordId=${shared}`)).includes(filed.id))
  t.ok((await list(rep, `recordId=${shared}`)).includes(filed.id), 'who made it keeps it')
})

t.test('Salesforce is asked once, and only when there is something of others', async (t) => {
  const calls = async (who: string, query: string) => {
    const before = sandbox.journal.list().length
    await list(who, query)
    return sandbox.journal.list().slice(before).filter(({ path }) => path.startsWith('/services/data')).length
  }
  t.equal(await calls(private_, `recordId=${shared}&limit=200`), 1)
  t.equal(await calls(private_, ''), 0)
  t.equal(await calls(admin, `recordId=${shared}`), 0)
})

t.test('pages lead through all of it', async (t) => {
  const all = await list(private_, `recordId=${shared}`)
  const seen: string[] = []
  for (let after = ''; ;) {
    const { documents, next } = (await call({ url: `/v1/documents?recordId=${shared}&limit=1${after}`, token: keys.get(private_) ?? '' })).json<{ documents: Document[], next: string | null }>()
    seen.push(...documents.map(({ id }) => id))
    if (next === null) break
    after = `&after=${next}`
  }
  t.same(seen, all)
})

t.test('while Salesforce is away it is said, rather than a part told as the whole', async (t) => {
  sandbox.faults.add({ kind: 'html503', times: 20 })
  t.match((await call({ url: `/v1/documents?recordId=${shared}`, token: keys.get(private_) ?? '' })).json(), { status: 503, code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
  sandbox.faults.clear()
})
