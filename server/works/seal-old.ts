import { sql, type Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { draftPlace, versionPlace } from '../definitions/places.ts'
import { sealName } from '../documents/seal-name.ts'
import { sealProblem } from '../documents/seal-problem.ts'
import { keyOfFile } from '../io/sealed-files.ts'
import type { Secrets } from '../io/secrets.ts'
import type { Problem, Tables } from '../io/tables.ts'
import { filesOf } from '../tenants/open-tenant.ts'
import { sealJson, sealText } from '../tenants/seal-text.ts'
import { recordNamePlace, sourcePlace } from './places.ts'

type Sealing = Pick<Deps, 'database' | 'files' | 'secretsOf' | 'log'>
interface Old { secrets: Secrets }
/** Seals some rows and answers how many; none means that all are sealed. */
type Step = (tenant: Old, trx: Transaction<Tables>) => Promise<number>

/** Rows that are sealed in one transaction. */
const AT_ONCE = 100

/**
 * Seals what was kept before there were keys of tenants: rows, then files. Done tenant after tenant while everything works; where it was cut short it goes on,
 * for what is sealed is told from what is not. Several workers may.
 */
export async function sealOld (deps: Sealing): Promise<void> {
  const left = await deps.database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').where('sealed_at', 'is', null).where('state', '!=', 'closed').execute())
  for (const { tenant_id: id } of left) {
    const secrets = deps.secretsOf(id)
    for (const step of STEPS) while (await deps.database.withTenant(id, (trx) => step({ secrets }, trx)) > 0) { /* the next ones */ }
    await sealFiles(deps, id)
    await deps.database.withTenant(id, (trx) => trx.updateTable('tenant').set({ sealed_at: new Date() }).execute())
    deps.log.info({ tenant: id }, 'what was kept before there were keys is sealed')
  }
}

async function sealFiles ({ files, secretsOf }: Sealing, id: string): Promise<void> {
  const folder = filesOf(id)
  for await (const keys of files.list(folder)) {
    for (const key of keys) {
      const bytes = await files.read(key)
      if (keyOfFile(bytes) === null) await files.save(key, await secretsOf(id).sealFile(key.slice(folder.length), bytes))
    }
  }
}

const STEPS: Step[] = [
  async (tenant, trx) => {
    const rows = await trx.selectFrom('definition').select(['kind', 'name', 'draft']).where(sql<string>`jsonb_typeof(draft)`, '!=', 'string').limit(AT_ONCE).forUpdate().execute()
    for (const { kind, name, draft } of rows) await trx.updateTable('definition').set({ draft: await sealJson(tenant, draftPlace({ name: kind }, name), draft) }).where('kind', '=', kind).where('name', '=', name).execute()
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('definition_version').select(['kind', 'name', 'version', 'body']).where(sql<string>`jsonb_typeof(body)`, '!=', 'string').limit(AT_ONCE).forUpdate().execute()
    for (const { kind, name, version, body } of rows) {
      await trx.updateTable('definition_version').set({ body: await sealJson(tenant, versionPlace({ name: kind }, name, version), body) })
        .where('kind', '=', kind).where('name', '=', name).where('version', '=', version).execute()
    }
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('document').select(['id', 'file_name']).where('file_name', 'not like', 's2.%').limit(AT_ONCE).forUpdate().execute()
    for (const { id, file_name: name } of rows) await trx.updateTable('document').set({ file_name: await sealName(tenant, id, name ?? '') }).where('id', '=', id).execute()
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('document').innerJoin('parcel', 'parcel.id', 'document.parcel_id').select(['document.id', 'run_id', 'error']).where(sql<boolean>`error ? 'message'`).limit(AT_ONCE).execute()
    for (const { id, run_id: run, error } of rows) await trx.updateTable('document').set({ error: await problem(tenant, run, error) }).where('id', '=', id).execute()
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('parcel').select(['id', 'run_id', 'record_ids', 'record_name']).where('record_name', 'not like', 's2.%').limit(AT_ONCE).forUpdate().execute()
    for (const { id, run_id: run, record_ids: [record = ''], record_name: name } of rows) await trx.updateTable('parcel').set({ record_name: await sealText(tenant, recordNamePlace(run, record), name ?? '') }).where('id', '=', id).execute()
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('parcel').select(['id', 'run_id', 'last_error']).where(sql<boolean>`last_error ? 'message'`).limit(AT_ONCE).forUpdate().execute()
    for (const { id, run_id: run, last_error: error } of rows) await trx.updateTable('parcel').set({ last_error: await problem(tenant, run, error) }).where('id', '=', id).execute()
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('run').select(['id', 'source']).where(sql<boolean>`jsonb_typeof(source) <> 'string' and source <> '{}'`).limit(AT_ONCE).forUpdate().execute()
    for (const { id, source } of rows) await trx.updateTable('run').set({ source: await sealJson(tenant, sourcePlace(id), source) }).where('id', '=', id).execute()
    return rows.length
  },
  async (tenant, trx) => {
    const rows = await trx.selectFrom('run').select(['id', 'error']).where(sql<boolean>`error ? 'message'`).limit(AT_ONCE).forUpdate().execute()
    for (const { id, error } of rows) await trx.updateTable('run').set({ error: await problem(tenant, id, error) }).where('id', '=', id).execute()
    return rows.length
  }
]

async function problem (tenant: Old, runId: string, kept: unknown): Promise<string> {
  const { code, status, message, args = [] } = kept as Partial<Problem> & Pick<Problem, 'code' | 'status' | 'message'>
  return JSON.stringify(await sealProblem(tenant, runId, { code, status, message, args }))
}
