/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import { createHash, randomBytes } from 'node:crypto'
import t from 'tap'
import { bothClients, enterOrg, logIn, openJsforce, who } from '../enter-org.ts'

const sandbox = await enterOrg(t)
const { records } = sandbox
const client = await logIn(sandbox)
const bytes = Buffer.from('%PDF-1.7 御見積書')

function form (fields: object, content: Buffer = bytes, fileFirst = false): FormData {
  const body = new FormData()
  const json = (): void => { body.append('entity_content', new Blob([JSON.stringify(fields)], { type: 'application/json' })) }
  const file = (): void => { body.append('VersionData', new Blob([new Uint8Array(content)], { type: 'application/pdf' }), '見積.pdf') }
  for (const part of fileFirst ? [file, json] : [json, file]) part()
  return body
}

t.test('one multipart call files a document on its record', async t => {
  const made = await client.send('POST', '/sobjects/ContentVersion', form({ Title: '御見積書', PathOnClient: '御見積書.pdf', FirstPublishLocationId: records.quote, ChohyoKey__c: 'K-1' }))
  t.match(made, { status: 201, body: { success: true, id: /^068/ } })
  const { records: [version] } = await client.query(`SELECT Title, Checksum, ContentSize, FileExtension, FileType, IsLatest, VersionNumber, ContentDocumentId, ContentDocument.Title, VersionData FROM ContentVersion WHERE Id = '${made.body.id}'`)
  t.match(version, { Title: '御見積書', Checksum: createHash('md5').update(bytes).digest('hex'), ContentSize: bytes.length, FileExtension: 'pdf', FileType: 'PDF', IsLatest: true, VersionNumber: '1', ContentDocument: { Title: '御見積書' }, VersionData: `/services/data/v66.0/sobjects/ContentVersion/${made.body.id}/VersionData` })
  const link = await client.query(`SELECT LinkedEntityId, ShareType, Visibility, ContentDocument.LatestPublishedVersionId FROM ContentDocumentLink WHERE ContentDocumentId = '${version.ContentDocumentId}' AND LinkedEntityId = '${records.quote}'`)
  t.match(link.records, [{ ShareType: 'V', Visibility: 'AllUsers', ContentDocument: { LatestPublishedVersionId: made.body.id } }])
  const download = await fetch(sandbox.url + version.VersionData, { headers: { authorization: `Bearer ${client.token}` } })
  t.same(Buffer.from(await download.arrayBuffer()), bytes)
  t.match(sandbox.journal.files(), [{ id: made.body.id, key: 'K-1', recordId: records.quote, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }])
  t.match((await client.query(`SELECT (SELECT ContentDocument.Title FROM ContentDocumentLinks) FROM Quote WHERE Id = '${records.quote}'`)).records[0].ContentDocumentLinks.records, [{ ContentDocument: { Title: '御見積書' } }])
})

t.test('a second file with the same key is refused and leaves nothing behind', async t => {
  const documents = async (): Promise<number> => (await client.query('SELECT COUNT() FROM ContentDocument')).totalSize
  await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'a.pdf', ChohyoKey__c: 'K-2' }))
  const before = await documents()
  const twin = await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'a.pdf', ChohyoKey__c: 'K-2' }, bytes, true))
  t.match(twin, { status: 400, body: [{ errorCode: 'DUPLICATE_VALUE', message: /^duplicate value found: ChohyoKey__c duplicates value on record with id: 068\w{12}$/ }] })
  t.equal(await documents(), before)
  t.equal((await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'a.pdf', ChohyoKey__c: 'k-2' }))).status, 201, 'case counts')
})

t.test('fifty at once with one key: one wins', async t => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'a.pdf', ChohyoKey__c: 'K-3' }))))
  t.equal(answers.filter(({ status }) => status === 201).length, 1)
  t.equal(answers.filter(({ body }) => body[0]?.errorCode === 'DUPLICATE_VALUE').length, 49)
})

t.test('a new version of a document', async t => {
  const first = await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'v.pdf', FirstPublishLocationId: records.account }))
  const { records: [{ ContentDocumentId }] } = await client.query(`SELECT ContentDocumentId FROM ContentVersion WHERE Id = '${first.body.id}'`)
  const second = await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'v2.pdf', ContentDocumentId, ReasonForChange: 'again' }))
  const versions = await client.query(`SELECT Id, IsLatest, VersionNumber FROM ContentVersion WHERE ContentDocumentId = '${ContentDocumentId}' ORDER BY VersionNumber`)
  t.match(versions.records, [{ Id: first.body.id, IsLatest: false, VersionNumber: '1' }, { Id: second.body.id, IsLatest: true, VersionNumber: '2' }])
  t.match((await client.query(`SELECT LatestPublishedVersionId FROM ContentDocument WHERE Id = '${ContentDocumentId}'`)).records, [{ LatestPublishedVersionId: second.body.id }])
  t.equal((await client.send('DELETE', `/sobjects/ContentDocument/${ContentDocumentId}`)).status, 204)
  t.equal((await client.query(`SELECT Id FROM ContentVersion WHERE ContentDocumentId = '${ContentDocumentId}'`)).totalSize, 0)
})

t.test('a new version of a file that somebody only views is refused, of one they may edit it is taken', async t => {
  const viewer = await logIn(sandbox, who.private)
  const { body: own } = await viewer.send('POST', '/sobjects/Account', { Name: '個人商店' })
  const first = await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'v.pdf', FirstPublishLocationId: own.id }))
  const { records: [{ ContentDocumentId }] } = await client.query(`SELECT ContentDocumentId FROM ContentVersion WHERE Id = '${first.body.id}'`)
  const revise = async (): Promise<{ status: number }> => viewer.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'v2.pdf', ContentDocumentId }))
  t.match(await revise(), { status: 400, body: [{ errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' }] })
  const { records: [{ Id: userId }] } = await client.query("SELECT Id FROM User WHERE Username = 'private@sandbox.chohyo.example'")
  await client.send('POST', '/sobjects/ContentDocumentLink', { ContentDocumentId, LinkedEntityId: userId, ShareType: 'C' })
  t.match(await revise(), { status: 201 })
})

t.test('base64 in JSON does the same, through jsforce multipart too', async t => {
  for (const both of await bothClients(sandbox)) {
    const { body } = await both.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'b.txt', VersionData: bytes.toString('base64') })
    t.match((await both.query(`SELECT ContentSize, FileType, Title FROM ContentVersion WHERE Id = '${body.id}'`)).records, [{ ContentSize: bytes.length, FileType: 'TEXT', Title: 'b' }])
  }
  const made = await (await openJsforce(sandbox)).sobject('ContentVersion').create({ PathOnClient: 'c.pdf', VersionData: bytes.toString('base64') }, { multipartFileFields: { VersionData: { filename: 'c.pdf', contentType: 'application/pdf' } } })
  t.equal(made.success, true)
})

t.test('what is missing or wrong is said', async t => {
  t.match(await client.send('POST', '/sobjects/ContentVersion', form({ Title: 'x' })), { status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['PathOnClient'] }] })
  t.match(await client.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'a.pdf' }), { status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['VersionData'] }] })
  t.match(await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'a.pdf', FirstPublishLocationId: '001000000000000AAA' })), { status: 400, body: [{ errorCode: 'INVALID_CROSS_REFERENCE_KEY' }] })
})

t.test('a file hangs on a record once', async t => {
  const { body } = await client.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'd.txt', VersionData: 'aGk=', FirstPublishLocationId: records.quote })
  const { records: [version] } = await client.query(`SELECT ContentDocumentId FROM ContentVersion WHERE Id = '${body.id}'`)
  const link = (LinkedEntityId: unknown): object => ({ ContentDocumentId: version.ContentDocumentId, LinkedEntityId, ShareType: 'V' })
  t.match(await client.send('POST', '/sobjects/ContentDocumentLink', link(records.quote)), { status: 400, body: [{ errorCode: 'DUPLICATE_VALUE', message: `Document with ID ${version.ContentDocumentId} is already linked with the entity ${records.quote}`, fields: ['LinkedEntityId'] }] })
  t.equal((await client.send('POST', '/sobjects/ContentDocumentLink', link(records.account))).status, 201)
})

t.test('text that is no base64 makes no file', async t => {
  t.match(await client.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'd.txt', VersionData: '%%%' }), { status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] })
})

t.test('a large file streams through', async t => {
  const large = randomBytes(24 * 1024 ** 2)
  const made = await client.send('POST', '/sobjects/ContentVersion', form({ PathOnClient: 'large.bin' }, large))
  const download = await fetch(`${sandbox.url}/services/data/v66.0/sobjects/ContentVersion/${made.body.id}/VersionData`, { headers: { authorization: `Bearer ${client.token}` } })
  t.equal(createHash('md5').update(Buffer.from(await download.arrayBuffer())).digest('hex'), createHash('md5').update(large).digest('hex'))
})
