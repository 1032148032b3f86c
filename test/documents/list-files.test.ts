import t from 'tap'
import type { RecordFile } from '../../server/documents/file-schema.ts'
import type { Document } from '../../server/documents/schema.ts'
import { testService } from '../service.ts'

t.test('files on a record', async (t) => {
  const { call, apiKey, sandbox, tenant } = await testService(t)
  const quote = sandbox.records['quote'] ?? ''
  const list = async (id: string, token?: string) => (await call({ url: `/v1/records/${id}/files`, ...token !== undefined && { token } })).json<{ files: RecordFile[] }>().files
  const content = (id: string, token?: string) => call({ url: `/v1/files/${id}/content`, ...token !== undefined && { token } })

  t.same(await list(quote), [], 'there are none at first')
  const made = (await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=60' }, body: { mapping: 'quote_ja', recordId: quote } })).json<Document>()
  t.equal(made.state, 'done')
  const { salesforce } = await tenant()
  const other = await salesforce.saveFile({ title: '../メモ "1"', pathOnClient: 'memo.html', bytes: Buffer.from('<script>alert(1)</script>'), recordId: quote, key: 'test-memo' })

  t.test('are listed, newest first, with what one wants to know of them', async (t) => {
    const files = await list(quote)
    t.match(files, [
      { contentVersionId: other.contentVersionId, title: '../メモ "1"', extension: 'html', bytes: 25, version: 1 },
      { contentDocumentId: made.salesforce?.contentDocumentId, contentVersionId: made.salesforce?.contentVersionId, title: made.fileName?.replace(/\.pdf$/, ''), extension: 'pdf', bytes: made.bytes, version: 1, createdAt: /Z$/, owner: '管理 太郎' }
    ])
    t.same(await list(quote.slice(0, 15)), files)
  })

  t.test('their bytes come as files to save, never as pages to run', async (t) => {
    const pdf = await content(made.salesforce?.contentVersionId ?? '')
    t.equal(pdf.rawPayload.length, made.bytes)
    t.match(pdf.headers, { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(made.fileName ?? '')}`, 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    const page = await content(other.contentVersionId)
    t.match(page.headers, { 'content-type': 'application/octet-stream', 'content-disposition': /^attachment; filename\*=UTF-8''\.\.%2F%E3%83%A1%E3%83%A2%20%221%22\.html$/ })
  })

  t.test('one is found by its own id, which means its newest version, or by a version', async (t) => {
    const { contentVersionId, contentDocumentId } = made.salesforce ?? { contentVersionId: '', contentDocumentId: '' }
    const byVersion = (await call({ url: `/v1/files/${contentVersionId}` })).json<RecordFile>()
    t.match(byVersion, { contentVersionId, contentDocumentId, extension: 'pdf' })
    t.same((await call({ url: `/v1/files/${contentDocumentId}` })).json(), byVersion)
    t.equal((await content(contentDocumentId)).rawPayload.length, made.bytes)
  })

  t.test('the pages of a PDF come as pictures, and nothing else has pages', async (t) => {
    const pages = (await call({ url: `/v1/files/${made.salesforce?.contentVersionId}/pages?count=1` })).json<{ images: string[] }>()
    t.match(pages, { fileName: made.fileName, pages: made.pages, from: 1, images: [/^iVBORw0KGgo/] })
    t.match((await call({ url: `/v1/files/${other.contentVersionId}/pages` })).json(), { status: 422, code: 'CHOHYO_PAGES_NOT_DRAWN' })
  })

  t.test('who does not see the record sees no files of it', async (t) => {
    const token = await apiKey('private@sandbox.chohyo.example')
    t.same(await list(quote, token), [])
    t.match((await content(other.contentVersionId, token)).json(), { status: 404, code: 'CHOHYO_FILE_UNKNOWN' })
  })

  t.test('what is no file is said', async (t) => {
    t.match((await content('068000000000001')).json(), { status: 404, code: 'CHOHYO_FILE_UNKNOWN' })
    t.match((await content('x')).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
  })
})
