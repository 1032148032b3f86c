import type { Transaction } from 'kysely'
import { DefinitionUnknown, NotPublished } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import { kinds } from '../errors-ja.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openJson } from '../tenants/seal-text.ts'
import { checkBody } from './check-body.ts'
import { draftPlace, versionPlace } from './places.ts'
import type { Definition, Kind, Version } from './schema.ts'

/** One definition with its draft. */
export async function getDefinition<Body> (tenant: Tenant, { kind, name }: { kind: Kind<Body>, name: string }): Promise<Definition & { draft: Body }> {
  const row = await tenant.db((trx) => trx.selectFrom('definition').selectAll().where('kind', '=', kind.name).where('name', '=', name).executeTakeFirst())
  if (!row) throw new DefinitionUnknown(kinds[kind.name], name)
  return { name: row.name, label: row.label, draft: checkBody(kind, await openJson(tenant, draftPlace(kind, name), row.draft)), version: row.published_version, updatedAt: row.updated_at.toISOString(), updatedBy: row.updated_by }
}

/** All definitions of a kind by name, without their drafts. */
export async function listDefinitions (tenant: Tenant, kind: Kind<unknown>): Promise<Array<Omit<Definition, 'draft'>>> {
  const rows = await tenant.db((trx) => trx.selectFrom('definition')
    .select(['name', 'label', 'published_version', 'updated_at', 'updated_by'])
    .where('kind', '=', kind.name).orderBy('name').limit(1000).execute())
  return rows.map((row) => ({ name: row.name, label: row.label, version: row.published_version, updatedAt: row.updated_at.toISOString(), updatedBy: row.updated_by }))
}

/** A published version: the one asked for, or the newest. */
export async function getVersion<Body> (tenant: Tenant, { kind, name, version }: { kind: Kind<Body>, name: string, version?: number }): Promise<Version<Body>> {
  const row = await tenant.db(async (trx) => {
    const wanted = version ?? await newestVersion(trx, kind.name, name)
    return trx.selectFrom('definition_version').selectAll().where('kind', '=', kind.name).where('name', '=', name).where('version', '=', wanted).executeTakeFirst()
  })
  if (!row) throw new NotPublished(kinds[kind.name], name)
  return { name, version: row.version, sha256: row.sha256, body: await openJson<Body>(tenant, versionPlace(kind, name, row.version), row.body), pins: row.pins as Record<string, number> }
}

/** The number of the newest published version, read in the caller's transaction. */
export async function newestVersion (trx: Transaction<Tables>, kind: Kind<unknown>['name'], name: string): Promise<number> {
  const row = await trx.selectFrom('definition').select('published_version').where('kind', '=', kind).where('name', '=', name).executeTakeFirst()
  if (!row) throw new DefinitionUnknown(kinds[kind], name)
  if (row.published_version === null) throw new NotPublished(kinds[kind], name)
  return row.published_version
}
