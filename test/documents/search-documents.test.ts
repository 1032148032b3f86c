import fc from 'fast-check'
import t from 'tap'
import { listDocuments } from '../../server/documents/list-documents.ts'
import type { DocumentFilter } from '../../server/documents/schema.ts'
import type { Ledger } from '../../server/mappings/read-ledger.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { testDatabase } from '../stores.ts'
import { insertDocuments, ledgerOf, openSecrets } from './ledger-rows.ts'

const { database } = await testDatabase(t)
const secrets = openSecrets()
const a = await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))
const b = await database.withTenant(tenantB, (trx) => fillTenant(trx, tenantB))
const auditor = ledgerOf(database, { id: tenantA, secrets })
const general = ledgerOf(database, { id: tenantA, secrets, username: 'hanako', role: 'general' })

// Few letters, so that names share their parts in another order: what only the parts have in common must not be found.
const LETTERS = ['ア', 'イ', 'ｱ', 'Ａ', 'a', 'B', '東', '髙', ' ']
const FORMS = ['', '', '株式会社', '(株)', '（株）', '㈱', '有限会社']
const name = fc.tuple(fc.constantFrom(...FORMS), fc.array(fc.constantFrom(...LETTERS), { minLength: 2, maxLength: 7 }), fc.constantFrom(...FORMS)).map(([front, letters, back]) => front + letters.join('') + back).filter((text) => text.trim() !== '')
const day = fc.date({ min: new Date('2019-12-01'), max: new Date('2027-03-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const amount = fc.oneof(fc.integer({ min: -5000, max: 5000 }).map(String), fc.integer({ min: -99_999_999, max: 99_999_999 }).map((tenths) => (tenths / 10).toFixed(1)), fc.constantFrom('9999999999999999.9999', '0', '-0.0001'))
const ledger: fc.Arbitrary<Ledger> = fc.record({ date: day, amount, currency: fc.constantFrom('JPY', 'JPY', 'USD', null), counterparty: name, kind: fc.constantFrom('請求書', '納品書', '御見積書'), number: fc.option(fc.integer({ min: 1, max: 400 }).map((count) => `INV-${count}`)) })

const SIZE = 10_000
const ledgers = fc.sample(ledger, { numRuns: SIZE, seed: 7 })
const ids = await insertDocuments(auditor, { parcelId: a.parcelId, documents: ledgers.map((one, index) => ({ ledger: one, createdBy: index % 3 === 0 ? 'hanako' : 'taro' })) })
const known = ids.map((id, index) => ({ id, mine: index % 3 === 0, ...ledgers[index]! }))
await insertDocuments(ledgerOf(database, { id: tenantB, secrets }), { parcelId: b.parcelId, documents: ledgers.slice(0, 50).map((one) => ({ ledger: one })) })

/** Everything compared one by one, and written without what it is to judge. */
function bruteForce ({ dateFrom, dateTo, amountFrom, amountTo, currency, counterparty, kind, number }: DocumentFilter, mine: boolean): string[] {
  return known.filter((one) => (!mine || one.mine) &&
    (dateFrom === undefined || one.date >= dateFrom) && (dateTo === undefined || one.date <= dateTo) &&
    (amountFrom === undefined || exact(one.amount) >= exact(amountFrom)) && (amountTo === undefined || exact(one.amount) <= exact(amountTo)) &&
    (currency === undefined || one.currency === currency) && (kind === undefined || one.kind === kind) &&
    (number === undefined || (one.number !== null && bare(one.number) === bare(number))) &&
    (counterparty === undefined || bare(one.counterparty).includes(bare(counterparty)))).map(({ id }) => id).sort()
}

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().split(' ').join('').split('株式会社').join('').split('有限会社').join('').split('(株)').join('')
const exact = (text: string): bigint => {
  const [whole = '', decimals = ''] = text.replace('-', '').split('.')
  return BigInt(`${text.startsWith('-') ? '-' : ''}${whole}${decimals.padEnd(4, '0')}`)
}

async function search (tenant: Tenant, filter: DocumentFilter, limit: number): Promise<string[]> {
  const found: string[] = []
  for (let after: string | undefined; ;) {
    const page = await listDocuments(tenant, { ...filter, limit, ...after !== undefined && { after } })
    found.push(...page.documents.map(({ id }) => id))
    if (page.next === null) return found
    after = page.next
  }
}

const part = fc.oneof(
  fc.tuple(fc.nat({ max: SIZE - 1 }), fc.nat({ max: 5 }), fc.integer({ min: 1, max: 5 })).map(([which, start, length]) => [...ledgers[which]!.counterparty].slice(start, start + length).join('')),
  fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 4 }).map((letters) => letters.join('')),
  fc.constantFrom('株式会社', '㈱ア', 'ＡＢ', '存在しない')
).filter((text) => text !== '')

const filter: fc.Arbitrary<DocumentFilter> = fc.record({
  dateFrom: day, dateTo: day, amountFrom: amount, amountTo: amount, currency: fc.constantFrom('JPY', 'USD'), counterparty: part, kind: fc.constantFrom('請求書', '納品書', '領収書'), number: fc.constantFrom('INV-7', 'ｉｎｖ-７', 'inv-399', 'X')
}, { requiredKeys: [] }).filter((query) => Object.keys(query).length > 0)

t.test('500 random searches of 10,000 documents find what comparing one by one finds', async (t) => {
  let found = 0
  await fc.assert(fc.asyncProperty(filter, fc.boolean(), async (query, mine) => {
    const ours = await search(mine ? general : auditor, query, 2000)
    found += ours.length
    const wanted = bruteForce(query, mine)
    t.equal(ours.length, new Set(ours).size)
    return JSON.stringify([...ours].sort()) === JSON.stringify(wanted)
  }), { numRuns: 500, seed: 11 })
  t.ok(found > 1000, `and they find something: ${found} documents`)
})

t.test('pages of any size give each document once, newest first', async (t) => {
  const query = { counterparty: 'アイ', dateFrom: '2024-01-01' }
  const wanted = bruteForce(query, false).reverse()
  t.ok(wanted.length > 20)
  for (const limit of [1, 7, 50]) t.same(await search(auditor, query, limit), wanted, `${limit} at a time`)
})

t.test('a text of a search is a text: signs that mean something elsewhere mean nothing here', async (t) => {
  for (const text of ['%', '_', '\\', "' or 1=1 --", '{', '"', '..', '\u202e', '𠮷']) t.same(await search(auditor, { counterparty: text }, 50), [], text)
})

t.test('neither names nor numbers stand in the database', async (t) => {
  const rows = await auditor.db((trx) => trx.selectFrom('document').selectAll().where('counterparty', 'is not', null).limit(50).execute())
  for (const row of rows) {
    const { counterparty = '', number } = known.find(({ id }) => id === row.id) ?? {}
    const bytes = Buffer.concat([row.counterparty, row.number, ...row.counterparty_parts ?? []].filter((one) => one !== null))
    t.notOk(bytes.includes(counterparty) || (number && bytes.includes(number)), row.id)
  }
})
