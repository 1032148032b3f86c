import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { eraseDocument } from '../../server/documents/erase-ended.ts'
import { getDocument, readContent } from '../../server/documents/get-document.ts'
import { holdDocument, releaseDocument } from '../../server/documents/hold-document.ts'
import { withdrawDocument } from '../../server/documents/withdraw-document.ts'
import { openFiles } from '../../server/io/files.ts'
import type { Ledger } from '../../server/mappings/read-ledger.ts'
import { fillTenant, tenantA } from '../io/tenant-rows.ts'
import { testDatabase, testFolder } from '../stores.ts'
import { insertDocuments, ledgerOf, openSecrets, type Made } from './ledger-rows.ts'

const { database, url } = await testDatabase(t)
const owner = new pg.Client({ connectionString: url })
await owner.connect()
t.teardown(() => owner.end())
const files = openFiles({ dir: await testFolder(t) })
const secrets = openSecrets()
const { parcelId } = await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))
const tenant = ledgerOf(database, { id: tenantA, secrets, files, role: 'admin' })
const ledger: Ledger = { date: '2026-10-06', amount: '3762436', currency: 'JPY', counterparty: '株式会社髙橋製作所', kind: '請求書', number: 'INV-1' }
const make = async (made: Partial<Made> = {}): Promise<string> => (await insertDocuments(tenant, { parcelId, documents: [{ ledger, ...made }] }))[0] ?? ''
const longAgo = new Date(Date.now() - 7.1 * 365.25 * 24 * 3_600_000)
const refused = { code: '42501' }

const byApp = (statement: string) => tenant.db((trx) => sql.raw(statement).execute(trx))
/** The owner of the tables, from whom forced row-level security hides every row, after taking that wall down. */
async function byOwner (statement: string): Promise<pg.QueryResult> {
  await owner.query('begin')
  try {
    await owner.query('alter table document no force row level security')
    return await owner.query(statement)
  } finally {
    await owner.query('rollback')
  }
}
const lines = async (what: string, about: string) => (await tenant.db((trx) => trx.selectFrom('history').selectAll().where('what', '=', what).where('about', '=', about).where('result', '=', 'done').execute())).length

t.test('the owner of the tables sees the row, so that a refusal is one', async (t) => {
  const id = await make()
  t.equal((await byOwner(`select id from document where id = '${id}'`)).rowCount, 1)
})

t.test('no column of a finished document can be changed, by the application or by the owner of the tables', async (t) => {
  const id = await make()
  const movable = ['retain_until', 'held_at', 'held_by', 'hold_reason', 'released_at', 'released_by', 'release_reason', 'withdrawn_at', 'withdrawn_by', 'withdrawal_reason', 'erasing_at']
  const { rows } = await owner.query<{ column_name: string, data_type: string, udt_name: string }>("select column_name, data_type, udt_name from information_schema.columns where table_name = 'document' and table_schema = current_schema()")
  const others: Record<string, string> = { uuid: 'gen_random_uuid()', text: "'other'", int4: '9', jsonb: "'{\"a\":1}'", timestamptz: "now() - interval '30 years'", date: "'1999-01-01'", numeric: '1', bytea: "'\\x00'", _bytea: "'{}'" }
  t.ok(rows.length > 40)
  for (const { column_name: column, udt_name: type } of rows.filter(({ column_name: column }) => !movable.includes(column))) {
    const other = column === 'state' ? "'failed'" : column === 'currency' ? "'USD'" : others[type]
    for (const [who, run] of [['application', byApp], ['owner', byOwner]] as const) {
      await t.rejects(run(`update document set ${column} = ${other} where id = '${id}'`), refused, `${column} by the ${who}`)
    }
  }
  t.match(await getDocument(tenant, id), { ledger, version: 1, state: 'done' }, 'nothing has changed')
})

t.test('before its retention ends nobody deletes a document, and nobody empties the table', async (t) => {
  const id = await make()
  for (const [who, run] of [['application', byApp], ['owner', byOwner]] as const) {
    await t.rejects(run(`delete from document where id = '${id}'`), refused, who)
    await t.rejects(run(`update document set retain_until = now() - interval '1 day' where id = '${id}'`), refused, `${who}: no shorter retention`)
    await t.rejects(run(`update document set retain_until = null where id = '${id}'`), refused, `${who}: no end of it`)
    await t.rejects(run(`update document set created_at = now() - interval '9 years' where id = '${id}'`), refused, `${who}: no older document`)
    await t.rejects(run(`update document set erasing_at = now() where id = '${id}'`), refused, `${who}: no mark`)
    await t.rejects(run('truncate document cascade'), refused, `${who}: truncate`)
  }
  for (const role of ['chohyo_door', 'chohyo_sealer']) {
    await t.rejects(owner.query('begin').then(() => owner.query(`set local role ${role}`)).then(() => owner.query(`delete from document where id = '${id}'`)), refused, role)
    await owner.query('rollback')
  }
  await t.rejects(eraseDocument(tenant, { id, why: 'test' }), refused, 'not even our own eraser')
  t.equal((await readContent(tenant, id)).bytes.length, 8, 'its bytes are there')
})

t.test('retention is seven years from the day it was made, ten where the tenant says so, for the documents there are too', async (t) => {
  const years = async (id: string): Promise<number> => {
    const { createdAt, retainUntil } = await getDocument(tenant, id)
    return new Date(retainUntil ?? 0).getUTCFullYear() - new Date(createdAt).getUTCFullYear()
  }
  const set = (years: number) => tenant.db((trx) => trx.updateTable('tenant').set({ settings: JSON.stringify({ retention: { years } }) }).execute())
  const [early, other] = [await make(), await make({ ledger: null })]
  t.equal(await years(early), 7)
  await set(10)
  t.same([await years(early), await years(await make())], [10, 10], 'longer for all')
  await set(7)
  t.same([await years(early), await years(await make())], [10, 7], 'shorter for new ones')
  t.equal((await getDocument(tenant, other)).retainUntil, null, 'what is not in the ledger is not locked')
})

t.test('a held document is neither withdrawn nor erased until it is released', async (t) => {
  const id = await make({ createdAt: longAgo })
  t.match((await holdDocument(tenant, { id, reason: '税務調査' })).hold, { by: 'taro', reason: '税務調査' })
  await t.rejects(withdrawDocument(tenant, { id, reason: 'x' }), { code: 'CHOHYO_DOCUMENT_HELD' })
  await t.rejects(eraseDocument(tenant, { id, why: 'test' }), refused)
  for (const run of [byApp, byOwner]) await t.rejects(run(`delete from document where id = '${id}'`), refused, 'although its retention is over')
  t.match(await releaseDocument(tenant, { id, reason: '終了' }), { hold: null, released: { by: 'taro', reason: '終了' } })
  await t.rejects(releaseDocument(tenant, { id, reason: '終了' }), { code: 'CHOHYO_DOCUMENT_NOT_HELD' })
  await eraseDocument(tenant, { id, why: 'test' })
  t.same([await lines('hold-document', id), await lines('release-document', id), await lines('erase-document', id)], [1, 1, 1], 'each with its line')
})

t.test('withdrawing leaves a mark that nobody takes away, and the bytes', async (t) => {
  const id = await make()
  t.match((await withdrawDocument(tenant, { id, reason: '二重発行' })).withdrawn, { by: 'taro', reason: '二重発行' })
  await t.rejects(withdrawDocument(tenant, { id, reason: 'again' }), { code: 'CHOHYO_DOCUMENT_WITHDRAWN' })
  for (const run of [byApp, byOwner]) {
    await t.rejects(run(`update document set withdrawn_at = null, withdrawn_by = null, withdrawal_reason = null where id = '${id}'`), refused)
    await t.rejects(run(`update document set withdrawn_by = 'somebody' where id = '${id}'`), refused)
  }
  t.ok((await readContent(tenant, id)).bytes, 'those who see all can read it')
  await t.rejects(readContent(ledgerOf(database, { id: tenantA, secrets, files, role: 'general' }), id), { code: 'CHOHYO_DOCUMENT_WITHDRAWN' }, 'who made it cannot')
  t.equal(await lines('withdraw-document', id), 1)
})

t.test('after its retention a document goes with its bytes, and a line stays', async (t) => {
  const id = await make({ createdAt: longAgo })
  await eraseDocument(tenant, { id, why: 'retention-ended' })
  await t.rejects(getDocument(tenant, id), { code: 'CHOHYO_DOCUMENT_UNKNOWN' })
  t.notOk(await files.has(`documents/${id}/x.pdf`))
  t.equal(await lines('erase-document', id), 1)
})

t.test('a crash between bytes and row is made good by the next turn', async (t) => {
  const id = await make({ createdAt: longAgo })
  await byApp(`update document set erasing_at = now() where id = '${id}'`)
  await files.remove(`documents/${id}/x.pdf`)
  await t.rejects(holdDocument(tenant, { id, reason: 'too late' }), refused, 'what is being erased cannot be held any more')
  await eraseDocument(tenant, { id, why: 'retention-ended' })
  await t.rejects(getDocument(tenant, id), { code: 'CHOHYO_DOCUMENT_UNKNOWN' })
})
