import t from 'tap'
import { filesOf } from '../../server/tenants/open-tenant.ts'
import { sealOld } from '../../server/works/seal-old.ts'
import type { Run } from '../../server/works/schema.ts'
import { asAdministrator } from '../histories/as-administrator.ts'
import { testService } from '../service.ts'

const PLAIN = { code: 'X', status: 422, message: 'Not found: Quote', args: ['Quote'] }

t.test('what an earlier version has kept is sealed while everything works, and is read as before', async (t) => {
  const service = await testService(t)
  const { call, deps, sandbox } = service
  const document = (await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=30' }, body: { mapping: 'quote_ja', recordId: sandbox.records.quote } })).json<{ id: string, sha256: string, runId: string }>()
  const run = (await call({ method: 'POST', url: '/v1/runs', body: { mapping: 'quote_ja', source: { recordIds: [sandbox.records.quote] } } })).json<Run>()
  const read = async () => ({
    document: (await call({ url: `/v1/documents/${document.id}` })).json<object>(),
    etag: (await call({ url: `/v1/documents/${document.id}/content` })).headers['etag'],
    mapping: (await call({ url: '/v1/mappings/quote_ja' })).json<object>(),
    source: (await call({ url: `/v1/runs/${run.id}` })).json<Run>().source
  })
  while ((await call({ url: `/v1/runs/${run.id}` })).json<Run>().finishedAt === null) await new Promise((resolve) => setTimeout(resolve, 200))
  const before = await read()

  const tenant = await service.tenant()
  const { draft } = before.mapping as { draft: object }
  const rows = await tenant.db((trx) => trx.selectFrom('document').select(['storage_key', 'file_name']).where('id', '=', document.id).executeTakeFirstOrThrow())
  const key = filesOf(sandbox.orgId) + String(rows.storage_key)
  await deps.files.save(key, await tenant.files.read(String(rows.storage_key)))
  const { fileName } = before.document as { fileName: string }
  const text = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`
  await asAdministrator(service, `
    set session_replication_role = 'replica';
    update document set file_name = '${fileName}' where id = '${document.id}';
    update definition set draft = ${text(draft)} where kind = 'mappings' and name = 'quote_ja';
    update definition_version set body = ${text(draft)} where kind = 'mappings' and name = 'quote_ja';
    update run set source = ${text(before.source)}, error = ${text(PLAIN)} where id = '${run.id}';
    update parcel set record_name = 'Quote 1', last_error = ${text(PLAIN)} where run_id = '${run.id}' and kind = 'document';
    update tenant set sealed_at = null`)
  t.same(await read(), before, 'plain as it was, it is read')

  await Promise.all([sealOld(deps), sealOld(deps)])
  t.same(await read(), before)
  t.equal(Buffer.from(await deps.files.read(key)).subarray(0, 4).toString(), 'CHY1')
  const [parcel] = (await call({ url: `/v1/runs/${run.id}/parcels` })).json<{ parcels: object[] }>().parcels
  t.match(parcel, { recordName: 'Quote 1', error: PLAIN })
  const [left] = await asAdministrator<Record<string, string>>(service, `select
    (select count(*) from document where file_name not like 's2.%') as documents, (select count(*) from definition where jsonb_typeof(draft) <> 'string') as drafts,
    (select count(*) from definition_version where jsonb_typeof(body) <> 'string') as versions, (select count(*) from run where jsonb_typeof(source) <> 'string' and source <> '{}' or error ? 'message') as runs,
    (select count(*) from parcel where record_name not like 's2.%' or last_error ? 'message') as parcels, (select count(*) from tenant where sealed_at is null) as tenants`)
  t.same(left, { documents: '0', drafts: '0', versions: '0', runs: '0', parcels: '0', tenants: '0' })

  await t.rejects(tenant.db((trx) => trx.updateTable('definition_version').set({ body: '{"other": true}' }).execute()), { code: '42501' }, 'what is published stays as it is')
  await t.rejects(tenant.db((trx) => trx.updateTable('document').set({ file_name: 's2.other' }).execute()), { code: '42501' })
})
