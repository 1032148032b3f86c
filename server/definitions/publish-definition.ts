import { DefinitionUnknown } from '../errors.ts'
import { kinds } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openJson, sealJson } from '../tenants/seal-text.ts'
import { checkBody } from './check-body.ts'
import { hashBody } from './hash-body.ts'
import { draftPlace, versionPlace } from './places.ts'
import type { Kind, Published } from './schema.ts'

export interface Publish<Body> {
  kind: Kind<Body>
  name: string
  /** Looks at the body as it will be published and names the exact versions of what it uses; throws when it must not be published. */
  check: (body: Body) => Promise<Record<string, number>>
}

/** Makes the draft the next immutable version. Publishing what is already published changes nothing. */
export async function publishDefinition<Body> (tenant: Tenant, { kind, name, check }: Publish<Body>): Promise<Published> {
  const draft = await tenant.db((trx) => trx.selectFrom('definition').select('draft').where('kind', '=', kind.name).where('name', '=', name).executeTakeFirst())
  if (!draft) throw new DefinitionUnknown(kinds[kind.name], name)
  const body = checkBody(kind, await openJson(tenant, draftPlace(kind, name), draft.draft))
  const pins = await check(body)
  const sha256 = hashBody({ body, pins })
  return tenant.db(async (trx) => {
    const row = await trx.selectFrom('definition').select('published_version').where('kind', '=', kind.name).where('name', '=', name).forUpdate().executeTakeFirstOrThrow()
    const last = row.published_version
    const same = last === null
      ? undefined
      : await trx.selectFrom('definition_version').select('version').where('kind', '=', kind.name).where('name', '=', name).where('version', '=', last).where('sha256', '=', sha256).executeTakeFirst()
    if (same) return { name, version: same.version, sha256 }
    const version = (last ?? 0) + 1
    await trx.insertInto('definition_version').values({
      tenant_id: tenant.id, kind: kind.name, name, version, body: await sealJson(tenant, versionPlace(kind, name, version), body), sha256, pins: JSON.stringify(pins), created_by: tenant.user.username
    }).execute()
    await trx.updateTable('definition').set({ published_version: version }).where('kind', '=', kind.name).where('name', '=', name).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: `publish-${kind.name}`, about: `${name} ${version}`, result: 'done' })
    return { name, version, sha256 }
  })
}
