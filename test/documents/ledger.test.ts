import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { pdfText } from '../pdf.ts'
import { testService } from '../service.ts'
import { testFolder } from '../stores.ts'
import { readZip } from '../zip.ts'

const service = await testService(t)
const { sandbox, call } = service
// Who may read everything of the tenant.
const AUDITOR = 'auditor' as const
const [, rep = ''] = sandbox.users.map(({ username }) => username)
const repKey = await service.apiKey(rep)
const auditorKey = await service.apiKey(rep, AUDITOR)
const recordId = sandbox.records['invoice'] ?? ''

async function make (mapping = 'invoice_ja', record = recordId): Promise<Document> {
  const answer = await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=40' }, body: { mapping, recordId: record, save: false }, token: repKey })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json()
}
const correct = (id: string, body: object, headers = {}) => call({ method: 'POST', url: `/v1/documents/${id}/corrections`, headers: { prefer: 'wait=40', ...headers }, body, token: repKey })
const list = async (query: string, token = auditorKey): Promise<string[]> => (await call({ url: `/v1/documents?${query}`, token })).json<{ documents: Document[] }>().documents.map(({ id }) => id)
const lines = async (what: string) => (await service.tenant()).db((trx) => trx.selectFrom('history').selectAll().where('what', '=', what).execute())

t.test('a document is found by what its mapping says, alone and together, and its names do not stand in the database', async (t) => {
  const document = await make()
  const { ledger } = document
  t.match(ledger, { currency: 'JPY', kind: '請求書', counterparty: /./, amount: /^\d+$/, date: /^20/ })
  t.match(document, { version: 1, corrects: null, correctedBy: null, withdrawn: null, hold: null })
  t.ok(new Date(document.retainUntil ?? 0).getTime() > Date.now() + 6.9 * 365 * 24 * 3_600_000, 'locked for seven years')
  const { date = '', amount = '', counterparty = '', number = '' } = ledger ?? {}
  const name = encodeURIComponent(counterparty.replace('株式会社', '').slice(0, 3))
  for (const query of [`dateFrom=${date}&dateTo=${date}`, `amountFrom=${amount}&amountTo=${amount}`, `counterparty=${name}`, `number=${String(number).toLowerCase()}`, `kind=${encodeURIComponent('請求書')}`, `dateTo=${date}&amountFrom=${amount}&counterparty=${name}&currency=JPY`]) {
    t.same(await list(query), [document.id], query)
  }
  for (const query of ['dateFrom=2099-01-01', 'amountFrom=9999999999', 'counterparty=zzz', 'number=none', 'currency=EUR']) t.same(await list(query), [], query)
  const row = await (await service.tenant()).db((trx) => trx.selectFrom('document').selectAll().where('id', '=', document.id).executeTakeFirstOrThrow())
  t.notOk([row.counterparty, row.counterparty_index, row.number, row.number_index, ...row.counterparty_parts ?? []].some((value) => String(value).includes(counterparty.replace('株式会社', ''))), 'sealed')
})

t.test('a day or amount that is none is an error of the caller', async (t) => {
  for (const query of ['dateFrom=2026-02-30', 'dateFrom=0000-01-01', 'dateFrom=令和8年', 'amountFrom=1e9', 'amountTo=12345678901234567', 'amountFrom=0.00001', 'counterparty=', 'withdrawn=yes', 'currency=yen', `counterparty=${'a'.repeat(300)}`]) {
    const answer = await call({ url: `/v1/documents?${encodeURI(query)}`, token: auditorKey })
    t.match([answer.statusCode, answer.json()], [400, { code: 'CHOHYO_REQUEST_INVALID' }], query)
  }
})

t.test('a correction is a new version that leads to the original, which stays as it is', async (t) => {
  const original = await make()
  const answer = await correct(original.id, { reason: '数量の誤り' })
  t.equal(answer.statusCode, 201)
  const corrected = answer.json<Document>()
  t.match(corrected, { version: 2, corrects: original.id, correctedBy: null, correctionReason: '数量の誤り', recordId: original.recordId })
  t.match((await call({ url: `/v1/documents/${original.id}`, token: repKey })).json(), { version: 1, correctedBy: corrected.id, sha256: original.sha256, fileName: original.fileName })
  t.equal((await call({ url: `/v1/documents/${original.id}/content`, token: repKey })).statusCode, 200, 'and can be read')
  t.match((await correct(original.id, { reason: 'again' })).json(), { status: 409, code: 'CHOHYO_DOCUMENT_CORRECTED' }, 'the original has its correction')
  t.match((await correct(corrected.id, { reason: '再訂正' })).json(), { version: 3, corrects: corrected.id })
  t.match((await lines('correct-document')).map(({ about, who, detail }) => ({ about, who, detail })), [{ about: original.id, who: rep, detail: { document: corrected.id, version: 2 } }, { about: corrected.id }])
})

t.test('the same Idempotency-Key is the same correction; two at once are one', async (t) => {
  const { id } = await make()
  const once = await correct(id, { reason: 'a' }, { 'idempotency-key': 'k1' })
  const twice = await correct(id, { reason: 'a' }, { 'idempotency-key': 'k1' })
  t.equal(once.json<Document>().id, twice.json<Document>().id)
  const other = await make()
  const both = await Promise.all(['x', 'y'].map((reason) => correct(other.id, { reason })))
  t.same(both.map(({ statusCode }) => statusCode).sort(), [201, 409])
})

t.test('what cannot be corrected says so', async (t) => {
  t.match((await correct('01890000-0000-7000-8000-000000000000', { reason: 'x' })).json(), { status: 404, code: 'CHOHYO_DOCUMENT_UNKNOWN' })
  t.equal((await correct((await make()).id, { reason: ' ' })).statusCode, 400, 'a reason is needed')
  const gone = await make()
  await call({ method: 'DELETE', url: `/v1/documents/${gone.id}`, body: { reason: '二重発行' }, token: repKey })
  t.match((await correct(gone.id, { reason: 'x' })).json(), { status: 410, code: 'CHOHYO_DOCUMENT_WITHDRAWN' })
})

t.test('a withdrawn document leaves the lists and stays for the audit', async (t) => {
  const { id } = await make()
  const answer = await call({ method: 'DELETE', url: `/v1/documents/${id}`, body: { reason: '二重発行' }, token: repKey })
  t.match([answer.statusCode, answer.json()], [200, { withdrawn: { by: rep, reason: '二重発行' } }])
  t.notOk((await list('')).includes(id))
  t.ok((await list('withdrawn=with')).includes(id) && (await list('withdrawn=only')).includes(id))
  t.equal((await call({ url: `/v1/documents/${id}/content`, token: repKey })).statusCode, 410)
  t.equal((await call({ url: `/v1/documents/${id}/content`, token: auditorKey })).statusCode, 200)
  t.match((await lines('withdraw-document')).at(-1), { who: rep, about: id, kind: 'change' })
})

t.test('holds are the admins\' own', async (t) => {
  const { id } = await make()
  const hold = (token?: string) => call({ method: 'PUT', url: `/v1/documents/${id}/hold`, body: { reason: '訴訟' }, ...token !== undefined && { token } })
  for (const token of [repKey]) t.equal((await hold(token)).statusCode, 403)
  t.match((await hold()).json(), { hold: { reason: '訴訟' } })
  t.match((await call({ method: 'DELETE', url: `/v1/documents/${id}`, body: { reason: 'x' }, token: repKey })).json(), { status: 409, code: 'CHOHYO_DOCUMENT_HELD' })
  t.match((await call({ method: 'DELETE', url: `/v1/documents/${id}/hold`, body: { reason: '和解' } })).json(), { hold: null, released: { reason: '和解' } })
})

t.test('the auditor downloads everything that is found, with an index, and sha256sum agrees', async (t) => {
  const certificate = await make('certificate_ja', sandbox.records['certificate'])
  const answer = await call({ url: '/v1/documents/export', token: auditorKey, headers: { 'accept-language': 'ja' } })
  t.match([answer.statusCode, answer.headers['content-type']], [200, 'application/zip'])
  const files = await readZip(answer.rawPayload)
  const folder = await testFolder(t)
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  const { stdout } = await promisify(execFile)('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder, env: { LC_ALL: 'C.UTF-8' } })
  t.equal(stdout.trim().split('\n').filter((line) => line.endsWith(': OK')).length, files.size - 1, 'every file but the list itself')
  const csv = String(files.get('index.csv'))
  t.ok(csv.startsWith('\uFEFF取引年月日') || csv.startsWith('\uFEFF"取引年月日'))
  const index: Array<Record<string, string>> = parse(csv, { bom: true, columns: true })
  const json = JSON.parse(String(files.get('index.json'))) as Array<Document & { file: string }>
  const all = await list('withdrawn=with&limit=200')
  t.same(index.map((row) => row['文書']), all)
  t.same(json.map(({ id }) => id), all)
  t.ok(all.includes(certificate.id) && index.some((row) => row['取消の理由'] === '二重発行') && index.some((row) => row['訂正の理由'] === '数量の誤り'))
  for (const { file, sha256, ledger } of json) {
    t.ok(files.has(file), file)
    const row = index.find((one) => one['ファイル'] === file)
    t.match([row?.['SHA-256'], row?.['取引先']], [sha256, ledger?.counterparty ?? ''])
  }
  t.equal((await lines('export-document')).length, all.length, 'each document has a line: this auditor saw it')
})

t.test('an export is narrowed like a list, and is for auditors and admins', async (t) => {
  const files = await readZip((await call({ url: '/v1/documents/export?dateFrom=2099-01-01', token: auditorKey })).rawPayload)
  t.same([...files.keys()].sort(), ['SHA256SUMS', 'index.csv', 'index.json'])
  t.same(JSON.parse(String(files.get('index.json'))), [])
  t.equal((await call({ url: '/v1/documents/export', token: repKey })).statusCode, 403)
  t.equal((await call({ url: '/v1/documents/export?dateFrom=never', token: auditorKey })).statusCode, 400)
})

t.test('the papers beside the data are printed with the names and settings of the tenant', async (t) => {
  const body = { company: '株式会社髙橋製作所', responsible: '取締役経理部長　山田 太郎', processor: '経理課長　佐藤 花子', department: '経理部', effectiveOn: '2027-01-01', others: ['EDI 取引'] }
  for (const [paper, pages, texts] of [
    ['summary', 2, ['システム概要書', '株式会社髙橋製作所', '請求書', '御見積書', '文書の作成日から7年間', sandbox.orgId]],
    ['rules', 3, ['事務処理規程', '二　EDI取引', '令和9年1月1日から施行する', '納品書', '7年間']]
  ] as const) {
    const answer = await call({ method: 'POST', url: `/v1/ledger/papers/${paper}`, body })
    t.match([answer.statusCode, answer.headers['content-type'], answer.headers['chohyo-pages']], [200, 'application/pdf', pages])
    const text = (await pdfText(answer.rawPayload)).normalize('NFKC').replace(/\s+/g, '')
    for (const wanted of texts) t.ok(text.includes(wanted.normalize('NFKC').replace(/\s+/g, '')), `${paper}: ${wanted}`)
    t.notMatch(text, /修了証|undefined|null/, 'forms without search fields are not named')
  }
  t.equal((await call({ method: 'POST', url: '/v1/ledger/papers/other', body })).statusCode, 400)
  t.equal((await call({ method: 'POST', url: '/v1/ledger/papers/rules', body, token: repKey })).statusCode, 403)
})

t.test('who saw a document is told from the histories, to those who see all', async (t) => {
  const { id } = await make()
  const viewers = async () => (await call({ url: `/v1/documents/${id}/viewers`, token: auditorKey })).json<unknown>()
  t.same(await viewers(), { viewers: [], more: false }, 'making it is not seeing it')
  await call({ url: `/v1/documents/${id}/content`, token: repKey })
  await call({ url: `/v1/documents/${id}/pages` })
  await readZip((await call({ url: '/v1/documents/export', token: auditorKey })).rawPayload)
  t.match(await viewers(), { viewers: [{ what: 'export-document', who: rep }, { what: 'view-document', who: sandbox.users[0]?.username }, { what: 'download-document', who: rep, at: /\+09:00$/ }], more: false })
  t.equal((await call({ url: `/v1/documents/${id}/viewers`, token: repKey })).statusCode, 403)
})
