import t from 'tap'
import { eraseEnded } from '../../server/documents/erase-ended.ts'
import { getDocument } from '../../server/documents/get-document.ts'
import { holdDocument } from '../../server/documents/hold-document.ts'
import type { Ledger } from '../../server/mappings/read-ledger.ts'
import { testService } from '../service.ts'
import { insertDocuments } from './ledger-rows.ts'

const ledger: Ledger = { date: '2019-10-06', amount: '1', currency: 'JPY', counterparty: '株式会社髙橋製作所', kind: '請求書', number: null }
const years = (count: number): Date => new Date(Date.now() - count * 365.25 * 86_400_000)

t.test('the sweep erases what has come to its end, of every org, and nothing else', async (t) => {
  const service = await testService(t, { worker: false, starter: false })
  const tenant = await service.tenant()
  const parcelId = await tenant.db(async (trx) => {
    const { id } = await trx.insertInto('run').values({ tenant_id: tenant.id, kind: 'click', who: 'a' }).returning('id').executeTakeFirstOrThrow()
    return (await trx.insertInto('parcel').values({ tenant_id: tenant.id, run_id: id, key: 'k', mapping: 'm', record_name: '髙橋', record_ids: [] }).returning('id').executeTakeFirstOrThrow()).id
  })
  const [ended = '', young = '', held = '', outside = ''] = await insertDocuments(tenant, { parcelId, documents: [{ ledger, createdAt: years(7.1) }, { ledger, createdAt: years(6.9) }, { ledger, createdAt: years(8) }, { ledger: null, createdAt: years(20) }] })
  await holdDocument(tenant, { id: held, reason: '訴訟' })

  t.equal(await eraseEnded(service.deps), 1)
  await t.rejects(getDocument(tenant, ended), { code: 'CHOHYO_DOCUMENT_UNKNOWN' })
  t.notOk(await tenant.files.has(`documents/${ended}/x.pdf`), 'with its bytes')
  for (const id of [young, held, outside]) {
    t.match(await getDocument(tenant, id), { id })
    t.ok(await tenant.files.has(`documents/${id}/x.pdf`))
  }
  t.equal(await eraseEnded(service.deps), 0, 'and then there is nothing to do')
  const lines = await tenant.db((trx) => trx.selectFrom('history').selectAll().where('what', '=', 'erase-document').orderBy('seq').execute())
  t.match(lines, [{ who: 'service', about: ended, result: 'begun' }, { who: 'service', about: ended, result: 'done', detail: { why: 'retention-ended' } }])
  t.equal((await tenant.db((trx) => trx.selectFrom('parcel').select('record_name').where('id', '=', parcelId).executeTakeFirstOrThrow())).record_name, null, 'nor does the name of the record stay')
})
