import { createHash } from 'node:crypto'
import t from 'tap'
import { getDocument, readContent } from '../../server/documents/get-document.ts'
import { listDocuments } from '../../server/documents/list-documents.ts'
import { openFiles } from '../../server/io/files.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import type { Role } from '../../server/tenants/schema.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { testDatabase, testFolder } from '../stores.ts'

const { database } = await testDatabase(t)
const files = openFiles({ dir: await testFolder(t) })
const RECORD = '001000000000001AAA'
const bytes = Buffer.from('%PDF-')

/** The ledger as one user of one org sees it. */
const see = (id: string, username: string, role: Role = 'general') =>
  ({ id, user: { username, role, via: 'api-key' }, files, db: (work: Parameters<Tenant['db']>[0]) => database.withTenant(id, work) } as unknown as Tenant)

const parcels = new Map<string, string>()
for (const id of [tenantA, tenantB]) parcels.set(id, (await database.withTenant(id, (trx) => fillTenant(trx, id))).parcelId)

async function makeDocument (id: string, who: string, done: object = {}): Promise<string> {
  const row = { tenant_id: id, parcel_id: parcels.get(id) ?? '', mapping: 'quote', release: 1, record_id: RECORD, created_by: who, ...done }
  return (await database.withTenant(id, (trx) => trx.insertInto('document').values(row).returning('id').executeTakeFirstOrThrow())).id
}

async function finished (storageKey: string): Promise<object> {
  await files.save(storageKey, bytes)
  return { state: 'done', file_name: '見積書.pdf', bytes: bytes.length, pages: 1, sha256: createHash('sha256').update(bytes).digest('hex'), storage_key: storageKey }
}

t.test('a general user sees the documents they asked for, an admin those of the org, nobody those of another org', async (t) => {
  const id = await makeDocument(tenantA, 'taro')
  t.match(await getDocument(see(tenantA, 'taro'), id), { id, state: 'queued', createdBy: 'taro', salesforce: null })
  t.match(await getDocument(see(tenantA, 'boss', 'admin'), id), { id })
  for (const other of [see(tenantA, 'hanako'), see(tenantB, 'taro'), see(tenantB, 'boss', 'admin')]) {
    await t.rejects(getDocument(other, id), { code: 'CHOHYO_DOCUMENT_UNKNOWN' })
    await t.rejects(readContent(other, id), { code: 'CHOHYO_DOCUMENT_UNKNOWN' })
    t.notOk((await listDocuments(other, {})).documents.some((document) => document.id === id))
  }
})

t.test('pages go from the newest to the oldest, each document once, however they were narrowed', async (t) => {
  const made: string[] = []
  for (let index = 0; index < 7; index++) made.push(await makeDocument(tenantA, 'pages'))
  const tenant = see(tenantA, 'pages')
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listDocuments(tenant, { limit: 3, recordId: RECORD.slice(0, 15), mapping: 'quote', ...(after !== undefined && { after }) })
    t.ok(page.documents.length <= 3)
    seen.push(...page.documents.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  t.same(seen, made.sort().reverse())
  t.same(await listDocuments(tenant, { mapping: 'another' }), { documents: [], next: null })
})

t.test('bytes are given as they were stored, or not at all', async (t) => {
  const key = 't/x/documents/1.pdf'
  const id = await makeDocument(tenantA, 'taro', await finished(key))
  const tenant = see(tenantA, 'taro')
  t.match(await readContent(tenant, id), { fileName: '見積書.pdf', contentType: 'application/pdf' })
  await files.save(key, Buffer.from('%PDF- somebody was here'))
  await t.rejects(readContent(tenant, id), { code: 'CHOHYO_FILE_MISSING' }, 'changed')
  await files.remove(key)
  await t.rejects(readContent(tenant, id), { code: 'CHOHYO_FILE_MISSING' }, 'gone')
  await t.rejects(readContent(tenant, await makeDocument(tenantA, 'taro')), { code: 'CHOHYO_DOCUMENT_NOT_READY' })
})
