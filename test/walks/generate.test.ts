import { createHash, randomUUID } from 'node:crypto'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { pdfText } from '../pdf.ts'
import { testService, type TestService } from '../service.ts'

const ask = (service: TestService, { key, token, wait = 30, body }: { key?: string, token?: string, wait?: number, body?: object } = {}) => service.call({
  method: 'POST',
  url: '/v1/documents',
  body: { mapping: 'quote_ja', recordId: service.sandbox.records['quote'], ...body },
  headers: { prefer: `wait=${wait}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
  ...(token === undefined ? {} : { token })
})

const filed = (service: TestService) => service.sandbox.journal.files()

t.test('one record to one filed PDF', async (t) => {
  const service = await testService(t)
  const { call, sandbox, deps } = service

  t.test('asked three times with one key, it is made and filed once', async (t) => {
    sandbox.journal.clear()
    const key = randomUUID()
    const answers = await Promise.all([ask(service, { key }), ask(service, { key }), ask(service, { key })])
    t.same(answers.map(({ statusCode }) => statusCode), [201, 201, 201])
    const documents = answers.map((answer) => answer.json<Document>())
    t.equal(new Set(documents.map(({ id }) => id)).size, 1)
    t.equal(filed(service).length, 1)
    const [document] = documents
    t.match(document, { state: 'done', mapping: 'quote_ja', pages: 1, fileName: /^御見積書.*\.pdf$/, contentType: 'application/pdf', salesforce: { contentVersionId: /^068/, contentDocumentId: /^069/ } })
    const content = await call({ method: 'GET', url: `/v1/documents/${document?.id}/content` })
    t.equal(createHash('sha256').update(content.rawPayload).digest('hex'), document?.sha256)
    t.match(await pdfText(content.rawPayload), /御見積書/)
    t.equal(content.headers['content-type'], 'application/pdf')
    t.match(content.headers['content-disposition'], /attachment; filename\*=UTF-8''%E5%BE%A1/)
    const stored = await (await service.tenant()).salesforce.readFile(document?.salesforce?.contentVersionId ?? '')
    t.equal(createHash('sha256').update(stored).digest('hex'), document?.sha256, 'what Salesforce holds is the same file')
  })

  t.test('the same key for another record is refused', async (t) => {
    const key = randomUUID()
    t.equal((await ask(service, { key })).statusCode, 201)
    t.match((await ask(service, { key, body: { save: false } })).json(), { status: 422, code: 'CHOHYO_IDEMPOTENCY_KEY_REUSED' })
  })

  t.test('a click, a preview and another click give the same bytes', async (t) => {
    const one = (await ask(service)).json<Document>()
    const other = (await ask(service, { body: { save: false } })).json<Document>()
    const preview = await call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId: sandbox.records['quote'] } })
    t.not(one.id, other.id)
    t.equal(other.salesforce, null)
    t.equal(one.sha256, other.sha256)
    t.equal(createHash('sha256').update(preview.rawPayload).digest('hex'), one.sha256)
  })

  t.test('without waiting it answers at once and says where to look', async (t) => {
    const answer = await ask(service, { wait: 0 })
    t.equal(answer.statusCode, 202)
    const location = answer.headers.location as string
    let document = answer.json<Document>()
    for (let tries = 0; document.state === 'queued' && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      document = (await call({ method: 'GET', url: location })).json<Document>()
    }
    t.equal(document.state, 'done')
  })

  t.test('general users find their own documents, admins all of them', async (t) => {
    const other = sandbox.users[1]?.username ?? ''
    const token = await service.apiKey(other)
    const own = (await ask(service, { token })).json<Document>()
    const list = (await call({ method: 'GET', url: '/v1/documents', token })).json<{ documents: Document[] }>()
    t.same([...new Set(list.documents.map(({ createdBy }) => createdBy))], [other])
    const all = (await call({ method: 'GET', url: '/v1/documents?limit=2' })).json<{ documents: Document[], next: string }>()
    t.equal(all.documents.length, 2)
    t.equal(all.documents[0]?.id, own.id, 'newest first')
    const rest = (await call({ method: 'GET', url: `/v1/documents?after=${all.next}` })).json<{ documents: Document[] }>()
    t.notOk(rest.documents.some(({ id }) => all.documents.some((shown) => shown.id === id)))
    const stranger = all.documents[1]?.createdBy === other ? rest.documents.find(({ createdBy }) => createdBy !== other) : all.documents[1]
    t.match((await call({ method: 'GET', url: `/v1/documents/${stranger?.id}`, token })).json(), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN' })
    t.match((await call({ method: 'GET', url: `/v1/documents/${stranger?.id}/content`, token })).json(), { status: 404 })
  })

  t.test('every document leaves a line in the history', async (t) => {
    const before = (await ask(service)).json<Document>()
    const lines = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').selectAll().where('kind', '=', 'output').orderBy('seq', 'desc').limit(1).execute())
    t.match(lines[0], { what: 'generate-document', result: 'done', about: before.recordId, detail: { sha256: before.sha256 } })
  })

  t.test('what cannot be made says why, and nothing is lost', async (t) => {
    const missing = await ask(service, { body: { recordId: '0Q0000000000000AAA' } })
    t.match(missing.json(), { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND' })
    t.match(missing.headers.location, /\/v1\/documents\//)
    const kept = (await call({ method: 'GET', url: missing.headers.location })).json<Document>()
    t.match(kept, { state: 'failed', error: { code: 'CHOHYO_RECORD_NOT_FOUND' } })
    t.match((await ask(service, { body: { mapping: 'nowhere' } })).json(), { status: 404, code: 'CHOHYO_DEFINITION_UNKNOWN' })
    const japanese = await service.call({ method: 'POST', url: '/v1/documents', body: { mapping: 'nowhere', recordId: sandbox.records['quote'] }, headers: { 'accept-language': 'ja' } })
    t.match(japanese.json<{ detail: string }>().detail, /定義はありません/)
  })
})
