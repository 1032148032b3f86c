import { performance } from 'node:perf_hooks'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listDocuments } from '../../server/documents/list-documents.ts'
import type { DocumentFilter } from '../../server/documents/schema.ts'
import { openDatabase } from '../../server/io/database.ts'
import { insertDocuments, ledgerOf, openSecrets } from '../documents/ledger-rows.ts'
import { fillTenant, tenantA } from '../io/tenant-rows.ts'
import { silent, startTestPostgres } from '../postgres-server.ts'

/**
 * How long a search in a ledger of 10,000 documents takes, first page of 50, at the database's own speed and without HTTP: `node test/bench/search.ts [DOCUMENTS]`.
 * Prints one line of JSON, milliseconds.
 */
const size = Number(process.argv[2] ?? 10_000)
const QUERIES = 500
const NAMES = Array.from({ length: 400 }, (_, index) => `${index % 2 === 0 ? '株式会社' : ''}${'髙橋東西南北山川田中島村'.slice(index % 8, index % 8 + 3)}${'製作所 商事 工業 運輸'.split(' ')[index % 4]}${index}`)
const pick = <Item>(items: Item[], place: number): Item => items[place % items.length] as Item
const day = (place: number): string => new Date(Date.UTC(2020, 0, 1 + place % 2500)).toISOString().slice(0, 10)

const dir = await mkdtemp(join(tmpdir(), 'chohyo-bench-'))
const { url, stop } = await startTestPostgres(join(dir, 'postgres'))
const database = await openDatabase({ url, log: silent })
const tenant = ledgerOf(database, { id: tenantA, secrets: openSecrets() })
const { parcelId } = await tenant.db((trx) => fillTenant(trx, tenantA))
await insertDocuments(tenant, { parcelId, documents: Array.from({ length: size }, (_, index) => ({ ledger: { date: day(index * 7), amount: String(index * 37 % 1_000_000), currency: 'JPY', counterparty: pick(NAMES, index * 13), kind: '請求書', number: `INV-${index}` } })) })

const queries: DocumentFilter[] = Array.from({ length: QUERIES }, (_, index) => pick<DocumentFilter>([
  { counterparty: pick(NAMES, index).slice(-6) },
  { dateFrom: day(index * 31), dateTo: day(index * 31 + 30) },
  { amountFrom: String(index * 1000), amountTo: String(index * 1000 + 5000), counterparty: '製作所' },
  { number: `inv-${index * 17}` },
  { dateFrom: day(index), counterparty: '髙橋', kind: '請求書', amountFrom: '1000' }
], index))
const times: number[] = []
for (const query of queries) {
  const started = performance.now()
  await listDocuments(tenant, query)
  times.push(performance.now() - started)
}
times.sort((one, other) => one - other)
const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1))
console.log(JSON.stringify({ documents: size, queries: QUERIES, p50: at(0.5), p95: at(0.95), p99: at(0.99) }))
await database.close()
await stop()
await rm(dir, { recursive: true, force: true })
