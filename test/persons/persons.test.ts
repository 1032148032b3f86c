import { parse } from 'csv-parse/sync'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import type { Erasure, PersonData, PersonRequest } from '../../server/persons/schema.ts'
import { testService } from '../service.ts'
import { readZip } from '../zip.ts'

const service = await testService(t)
const { sandbox, call } = service
const [, rep = '', other = ''] = sandbox.users.map(({ username }) => username)
const repKey = await service.apiKey(rep)
const record = (name: string): string => sandbox.records[name] ?? ''

async function make (mapping: string, recordId: string): Promise<Document> {
  const answer = await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=40' }, body: { mapping, recordId }, token: repKey })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json()
}
const ask = (verb: string, body: object, token?: string) => call({ method: 'POST', url: `/v1/persons/${verb}`, body, ...token !== undefined && { token } })
const find = async (text: string): Promise<PersonData> => (await ask('find', { text })).json()

const invoice = await make('invoice_ja', record('invoice'))
const certificate = await make('certificate_ja', record('certificate'))
const name = invoice.ledger?.counterparty ?? ''

t.test('what is held of a person is found by a name in any spelling, by a record and by a user name', async (t) => {
  for (const text of [name, name.replace('株式会社', '㈱'), ` ${name} `]) {
    t.match((await find(text)).documents.map(({ because, document: { id } }) => ({ because, id })), [{ because: 'counterparty', id: invoice.id }], text)
  }
  t.match((await find(record('certificate'))).documents, [{ because: 'record', document: { id: certificate.id } }])
  t.match((await find(record('certificate').slice(0, 15))).documents, [{ because: 'record' }], 'by the short form of the id')
  t.same((await find(rep)).documents.map(({ because }) => because), ['user', 'user'])
  for (const text of [name.slice(0, 3), '存在しない', other, '000000000000000']) t.same((await find(text)).documents, [], `${text}: only whole names`)
})

t.test('the lines of the histories come along: what was done by them, and to what is theirs', async (t) => {
  await call({ url: `/v1/documents/${invoice.id}/content`, token: repKey })
  t.ok((await find(name)).lines.some(({ what, about, at }) => what === 'download-document' && about === invoice.id && at.endsWith('+09:00')))
  t.ok((await find(rep)).lines.some(({ who, what }) => who === rep && what === 'generate-document'))
})

t.test('the data of a person is handed over as a ZIP', async (t) => {
  const files = await readZip((await ask('export', { text: name })).rawPayload)
  t.same([...files.keys()], [`documents/${invoice.id}/${invoice.fileName}`, 'documents.json', 'histories.csv', 'SHA256SUMS'])
  t.match(JSON.parse(String(files.get('documents.json'))), { documents: [{ id: invoice.id, because: 'counterparty', file: `documents/${invoice.id}/${invoice.fileName}` }], more: false })
  const lines: unknown[] = parse(String(files.get('histories.csv')), { bom: true, columns: true })
  t.ok(lines.length > 0)
  const user = await readZip((await ask('export', { text: rep })).rawPayload)
  t.same([...user.keys()], ['documents.json', 'histories.csv', 'SHA256SUMS'], 'documents somebody made are not theirs to get')
})

t.test('an erasure takes what need not be kept, and says of the rest why and how long it stays', async (t) => {
  const kept = (await ask('erase', { text: name, reason: '本人からの請求' })).json<Erasure>()
  t.match(kept, { erased: [], kept: [{ id: invoice.id, why: 'retention', until: invoice.retainUntil }] })
  t.equal((await call({ url: `/v1/documents/${invoice.id}/content` })).statusCode, 200, 'and it is there')
  await call({ method: 'PUT', url: `/v1/documents/${certificate.id}/hold`, body: { reason: '訴訟' } })
  t.match((await ask('erase', { text: record('certificate'), reason: 'x' })).json(), { erased: [], kept: [{ id: certificate.id, why: 'hold', until: null }] })
  await call({ method: 'DELETE', url: `/v1/documents/${certificate.id}/hold`, body: { reason: '終了' } })
  const gone = (await ask('erase', { text: record('certificate'), reason: 'x' })).json<Erasure>()
  t.match(gone, { erased: [certificate.id], kept: [], inSalesforce: [certificate.salesforce?.contentDocumentId] })
  t.ok(gone.lines > 0, 'lines of the histories stay')
  t.equal((await call({ url: `/v1/documents/${certificate.id}` })).statusCode, 404)
  t.match((await ask('erase', { text: rep, reason: 'x' })).json(), { erased: [], kept: [] }, 'what somebody made as a user is not theirs')
  t.equal((await call({ url: `/v1/documents/${invoice.id}` })).statusCode, 200)
})

t.test('each request is on record: sealed in the register, and nameless in the histories', async (t) => {
  const { requests } = (await call({ url: '/v1/persons/requests' })).json<{ requests: PersonRequest[] }>()
  t.match(requests.filter(({ kind }) => kind === 'erase').at(-1), { kind: 'erase', person: name, reason: '本人からの請求', found: 1, erased: 0, kept: 1 })
  const rows = await (await service.tenant()).db(async (trx) => ({
    requests: await trx.selectFrom('person_request').selectAll().execute(),
    lines: await trx.selectFrom('history').selectAll().where('what', 'in', ['find-person', 'export-person', 'erase-person']).execute()
  }))
  t.equal(rows.lines.length, requests.length, 'a line for each')
  t.notOk(JSON.stringify(rows.lines).includes(name), 'the histories do not name the person')
  t.notOk(rows.requests.some(({ person, reason }) => [person, reason].some((sealed) => String(sealed).includes(name.slice(4, 8)) || String(sealed).includes('本人から'))), 'nor does the register in the database')
})

t.test('only admins ask of persons', async (t) => {
  const auditor = await service.apiKey(rep, 'auditor')
  for (const token of [repKey, auditor]) for (const verb of ['find', 'export', 'erase']) t.equal((await ask(verb, { text: name, reason: 'x' }, token)).statusCode, 403, verb)
  for (const text of ['', ' ', 'a\u0000b', 'x'.repeat(256)]) t.equal((await ask('find', { text })).statusCode, 400)
})
