import { setTimeout as pause } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { exportLedger } from '../../server/documents/export-ledger.ts'
import { FileMissing } from '../../server/errors.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import { fillTenant, tenantA } from '../io/tenant-rows.ts'
import { testDatabase } from '../stores.ts'
import { readZip } from '../zip.ts'
import { insertDocuments, ledgerOf, openSecrets } from './ledger-rows.ts'

const { database } = await testDatabase(t)
const { parcelId } = await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))
const SIZE = 60
const BYTES = 500_000

// A store that makes up what it is asked for, and remembers how often.
const bytes = Buffer.alloc(BYTES, 'chohyo')
let read = 0
let lost = ''
const files = {
  save: async () => {},
  read: async (name: string) => {
    read += 1
    if (name === lost) throw new FileMissing()
    return bytes
  }
} as unknown as Tenant['files']
const tenant = { ...ledgerOf(database, { id: tenantA, secrets: openSecrets(), files }), log: { error: () => {} } } as unknown as Tenant
const ids = await insertDocuments(tenant, {
  parcelId,
  documents: Array.from({ length: SIZE }, (_, index) => ({ bytes, ledger: { date: '2026-10-06', amount: String(index), currency: 'JPY', counterparty: index === 0 ? '=HYPERLINK("http://x")' : `取引先${index}`, kind: '請求書', number: `N-${index}` } }))
})
const start = () => exportLedger(tenant, { filter: {}, language: 'ja' })

t.test('documents are read as fast as the archive is, not faster: many need no more memory than few', async (t) => {
  const { stream } = await start()
  read = 0
  await pause(500)
  t.ok(read <= 3, `nobody reads yet, so few are fetched: ${read} of ${SIZE}`)
  const files = await readZip(await buffer(stream))
  t.equal(read, SIZE)
  t.equal([...files.keys()].filter((name) => name.startsWith('documents/')).length, SIZE)
})

t.test('a reader who goes away ends the work', async (t) => {
  const { stream } = await start()
  read = 0
  stream.destroy()
  await pause(500)
  t.ok(read <= 3, `${read} were fetched`)
})

t.test('a document that has lost its bytes is named in the index and does not take the others with it', async (t) => {
  lost = `documents/${ids[5]}/x.pdf`
  const files = await readZip(await buffer((await start()).stream))
  lost = ''
  const index = JSON.parse(String(files.get('index.json'))) as Array<{ id: string, file: string | null }>
  t.same(index.filter(({ file }) => file === null).map(({ id }) => id), [ids[5]])
  t.equal(index.length, SIZE)
  t.equal(String(files.get('SHA256SUMS')).trim().split('\n').length, SIZE - 1 + 2)
})

t.test('no cell of the index is a formula', async (t) => {
  const files = await readZip(await buffer((await start()).stream))
  t.match(String(files.get('index.csv')), /"'=HYPERLINK\(""http:\/\/x""\)"/)
})
