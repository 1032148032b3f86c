import t from 'tap'
import { filesOn, findFile, readFile, saveFile } from '../../server/io/salesforce-files.ts'
import type { Call } from '../../server/io/salesforce-send.ts'

const version = '068000000000001AAA'
const page = (...records: unknown[]) => ({ totalSize: records.length, done: true, records })
const file = { title: '請求書', pathOnClient: '請求書.pdf', bytes: Buffer.from('%PDF\r\n--'), recordId: '001000000000001AAA', key: 'a:b' }

function lineOf (...answers: unknown[]) {
  const calls: Call[] = []
  const send = (call: Call) => { calls.push(call); return Promise.resolve(answers.shift()) }
  return { calls, line: { send, apiVersion: '66.0' } }
}

t.test('a file travels as two parts: what it is, without a file name, and its bytes', async (t) => {
  const { calls, line } = lineOf({ id: version, success: true, errors: [] }, page({ ContentDocumentId: '069000000000001AAA' }))
  t.same(await saveFile(line, { ...file, mapping: 'invoice' }), { contentVersionId: version, contentDocumentId: '069000000000001AAA' })
  const [call] = calls
  const boundary = /boundary=(.+)$/.exec(call?.headers?.['content-type'] ?? '')?.[1] ?? ''
  const [, entity = '', data = '', end] = Buffer.from(call?.body ?? '').toString().split(`--${boundary}`)
  t.match(entity, /^\r\nContent-Disposition: form-data; name="entity_content"\r\nContent-Type: application\/json\r\n\r\n/)
  t.same(JSON.parse(entity.split('\r\n\r\n')[1] ?? ''), { Title: '請求書', PathOnClient: '請求書.pdf', FirstPublishLocationId: file.recordId, ChohyoKey__c: 'a:b', ChohyoRecordId__c: file.recordId, ChohyoMapping__c: 'invoice' })
  t.match(data, /name="VersionData"; filename="file"\r\nContent-Type: application\/octet-stream\r\n\r\n%PDF\r\n--\r\n$/)
  t.equal(end, '--\r\n')
  t.equal(call?.safe, false, 'never sent twice')
})

t.test('a version goes to its file, and is not published on a record, since Salesforce refuses both together, but says from which it was made', async (t) => {
  const { calls, line } = lineOf({ id: version, success: true })
  t.same(await saveFile(line, { ...file, versionOf: '069000000000001AAA' }), { contentVersionId: version, contentDocumentId: '069000000000001AAA' })
  const [, entity = ''] = Buffer.from(calls[0]?.body ?? '').toString().split('\r\n\r\n')
  t.same(JSON.parse(entity.split('\r\n')[0] ?? ''), { Title: '請求書', PathOnClient: '請求書.pdf', ContentDocumentId: '069000000000001AAA', ChohyoKey__c: 'a:b', ChohyoRecordId__c: file.recordId })
  t.equal(calls.length, 1, 'where it lies is known')
})

t.test('of some files, those on a record are told in one call, and none is asked about for none', async (t) => {
  const { calls, line } = lineOf(page({ ContentDocumentId: '069000000000002AAA' }))
  t.same(await filesOn(line, file.recordId, []), new Set())
  t.same(await filesOn(line, file.recordId, ['069000000000001AAA', '069000000000002AAA']), new Set(['069000000000002AAA']))
  t.match(decodeURIComponent(calls[0]?.path ?? ''), /WHERE LinkedEntityId = '001000000000001AAA' AND ContentDocumentId IN \('069000000000001AAA', '069000000000002AAA'\)$/)
  t.equal(calls.length, 1)
})

t.test('names cannot break out of their part', async (t) => {
  const { calls, line } = lineOf({ id: version, success: true }, page({ ContentDocumentId: '069000000000001AAA' }))
  await saveFile(line, { ...file, title: 'x"\r\n--boundary\r\nContent-Disposition: form-data; name="VersionData"' })
  t.equal(Buffer.from(calls[0]?.body ?? '').toString().match(/\r\nContent-Disposition/g)?.length, 2)
})

t.test('an answer that does not say where the file is counts as lost', async (t) => {
  for (const answer of [null, {}, { success: false, errors: [] }]) await t.rejects(saveFile(lineOf(answer).line, file), { code: 'CHOHYO_SALESFORCE_REPLY_LOST' }, JSON.stringify(answer))
  await t.rejects(saveFile(lineOf({ id: version, success: true }, page()).line, file), { code: 'CHOHYO_SALESFORCE_REPLY_LOST' })
})

t.test('a file is found by its key, with the records it lies on and without the people who see it', async (t) => {
  const { line } = lineOf(
    page({ Id: version, ContentDocumentId: '069000000000001AAA', Checksum: 'ABCDEF', ContentSize: 7 }),
    page({ LinkedEntityId: '005000000000001AAA' }, { LinkedEntityId: file.recordId })
  )
  t.same(await findFile(line, 'a:b'), { contentVersionId: version, contentDocumentId: '069000000000001AAA', md5: 'abcdef', size: 7, recordIds: [file.recordId] })
  t.equal(await findFile(lineOf(page()).line, 'a:b'), null)
  const { calls, line: named } = lineOf(page())
  await findFile(named, 'a:b', '069000000000001AAA')
  t.match(decodeURIComponent(calls[0]?.path ?? ''), /WHERE ChohyoKey__c = 'a:b' AND ContentDocumentId = '069000000000001AAA'$/)
})

t.test('bytes are bytes or an error', async (t) => {
  t.same(await readFile(lineOf(Buffer.from([1, 2])).line, version), Buffer.from([1, 2]))
  await t.rejects(readFile(lineOf({ not: 'bytes' }).line, version), { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
  for (const id of ['', '068', `${version}/..`, 'a'.repeat(15) + '\n']) await t.rejects(readFile(lineOf().line, id), { code: 'CHOHYO_RECORD_ID_INVALID' }, JSON.stringify(id))
  for (const key of ['', 'a\'b', 'x'.repeat(65), 'あ']) await t.rejects(findFile(lineOf().line, key), { code: 'CHOHYO_SALESFORCE_REFUSED' }, key)
})
