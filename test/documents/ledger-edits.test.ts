import fc from 'fast-check'
import t from 'tap'
import { eraseDocument } from '../../server/documents/erase-ended.ts'
import { holdDocument, releaseDocument } from '../../server/documents/hold-document.ts'
import { listDocuments } from '../../server/documents/list-documents.ts'
import { withdrawDocument } from '../../server/documents/withdraw-document.ts'
import { openFiles } from '../../server/io/files.ts'
import { fillTenant, tenantA } from '../io/tenant-rows.ts'
import { testDatabase, testFolder } from '../stores.ts'
import { insertDocuments, ledgerOf, openSecrets } from './ledger-rows.ts'

const { database } = await testDatabase(t)
const { parcelId } = await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))
const tenant = ledgerOf(database, { id: tenantA, secrets: openSecrets(), files: openFiles({ dir: await testFolder(t) }) })
const EDITS = 1000
const DOCUMENTS = 150

type Verb = 'withdraw' | 'hold' | 'release' | 'erase'
interface State { ended: boolean, held: boolean, withdrawn: boolean, gone: boolean }

const deeds: Record<Verb, (id: string) => Promise<unknown>> = {
  withdraw: (id) => withdrawDocument(tenant, { id, reason: 'r' }),
  hold: (id) => holdDocument(tenant, { id, reason: 'r' }),
  release: (id) => releaseDocument(tenant, { id, reason: 'r' }),
  erase: (id) => eraseDocument(tenant, { id, why: 'test' })
}

/** What the law lets happen; the state changes with it. */
function allows (verb: Verb, state: State): boolean {
  if (state.gone) return false
  if (verb === 'withdraw') return !state.held && !state.withdrawn
  if (verb === 'hold') return true
  if (verb === 'release') return state.held
  return state.ended && !state.held
}

function change (verb: Verb, state: State): void {
  if (verb === 'withdraw') state.withdrawn = true
  if (verb === 'hold') state.held = true
  if (verb === 'release') state.held = false
  if (verb === 'erase') state.gone = true
}

t.test('after 1,000 random edits each document is as the law lets it be, and the histories tell of every one of them', async (t) => {
  const long = Date.now() - 8 * 365.25 * 86_400_000
  const ids = await insertDocuments(tenant, {
    parcelId,
    documents: Array.from({ length: DOCUMENTS }, (_, index) => ({ ledger: { date: '2026-10-06', amount: '1', currency: null, counterparty: 'A', kind: '請求書', number: null }, ...index % 3 === 0 && { createdAt: new Date(long) } }))
  })
  const states = ids.map((_, index): State => ({ ended: index % 3 === 0, held: false, withdrawn: false, gone: false }))
  const edits = fc.sample(fc.tuple(fc.nat({ max: DOCUMENTS - 1 }), fc.constantFrom<Verb>('withdraw', 'hold', 'hold', 'release', 'release', 'erase')), { numRuns: EDITS, seed: 3 })
  const told = new Map<string, number>()
  const wrong: string[] = []
  for (const [place, verb] of edits) {
    const [id = '', state] = [ids[place], states[place]!]
    const expected = allows(verb, state)
    const done = await deeds[verb](id).then(() => true, () => false)
    if (done !== expected) wrong.push(`${verb} ${JSON.stringify(state)}: ${done}`)
    if (!done) continue
    change(verb, state)
    told.set(`${verb}-document ${id}`, (told.get(`${verb}-document ${id}`) ?? 0) + 1)
  }
  t.same(wrong, [])
  t.ok(told.size > 200 && edits.length === EDITS)

  const lines = await tenant.db((trx) => trx.selectFrom('history').select(['what', 'about']).where('result', '=', 'done').where('about', 'in', ids).execute())
  const counts = new Map<string, number>()
  for (const { what, about } of lines) counts.set(`${what} ${about}`, (counts.get(`${what} ${about}`) ?? 0) + 1)
  t.same([...counts].sort(), [...told].sort(), 'one line for each edit that was made, none for those refused')

  const { documents } = await listDocuments(tenant, { withdrawn: 'with', limit: 200 })
  const shown = new Map(documents.map((document) => [document.id, document]))
  t.same(ids.map((id) => shown.has(id)), states.map(({ gone }) => !gone))
  t.same(ids.filter((id) => shown.get(id)?.hold), ids.filter((_, index) => states[index]?.held && !states[index].gone))
  t.same(ids.filter((id) => shown.get(id)?.withdrawn), ids.filter((_, index) => states[index]?.withdrawn && !states[index].gone))
})
