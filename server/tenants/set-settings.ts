import { recordHistory } from '../histories/record-history.ts'
import { getSettings, isObject, mergeSettings } from './get-settings.ts'
import type { Tenant } from './open-tenant.ts'
import { SECRET_SETTINGS, type Settings, type TenantSettings } from './settings-schema.ts'

/**
 * Changes the settings that are named and leaves the others. One line of the histories says what was before and after; of a secret only that it changed.
 * A provider of single sign-on that is exchanged does not get the secret of the one before.
 */
export async function setSettings (tenant: Tenant, change: TenantSettings): Promise<Settings> {
  const sealed = await sealSecrets(tenant, structuredClone(change))
  return tenant.db(async (trx) => {
    const { settings: before } = await trx.selectFrom('tenant').select('settings').forUpdate().executeTakeFirstOrThrow()
    const after = mergeSettings(before, sealed)
    if (isObject(change.sso) && at(before, 'sso.issuer') !== change.sso.issuer && change.sso.clientSecret === undefined) remove(after, 'sso.clientSecret')
    await trx.updateTable('tenant').set({ settings: JSON.stringify(after) }).where('tenant_id', '=', tenant.id).execute()
    const changes = listChanges(before, after)
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'set-settings', about: changes.map(({ setting }) => setting).join(', ').slice(0, 500), result: 'done', detail: { changes } })
    return getSettings(trx)
  })
}

async function sealSecrets (tenant: Tenant, change: Record<string, unknown>): Promise<Record<string, unknown>> {
  for (const path of SECRET_SETTINGS) {
    const plain = at(change, path)
    if (typeof plain === 'string') set(change, path, (await tenant.secrets.seal({ table: 'tenant', column: 'settings', row: path }, plain)).toString('base64'))
  }
  return change
}

/** What changed, setting by setting. Values of secrets, and who to write to, are left out. */
function listChanges (before: unknown, after: unknown, path = ''): Array<{ setting: string, before?: unknown, after?: unknown }> {
  if (isObject(before) || isObject(after)) {
    const names = new Set([...Object.keys(isObject(before) ? before : {}), ...Object.keys(isObject(after) ? after : {})])
    return [...names].flatMap((name) => listChanges(isObject(before) ? before[name] : undefined, isObject(after) ? after[name] : undefined, path === '' ? name : `${path}.${name}`))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [isSecret(path) || path.startsWith('contact.') ? { setting: path } : { setting: path, before: before ?? null, after: after ?? null }]
}

const isSecret = (path: string): boolean => (SECRET_SETTINGS as readonly string[]).includes(path)

export function at (value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => isObject(inner) ? inner[name] : undefined, value)
}

function set (value: Record<string, unknown>, path: string, put: unknown): void {
  const names = path.split('.')
  const owner = at(value, names.slice(0, -1).join('.'))
  if (isObject(owner)) owner[names.at(-1) ?? ''] = put
}

function remove (value: Record<string, unknown>, path: string): void {
  const names = path.split('.')
  const owner = at(value, names.slice(0, -1).join('.'))
  if (isObject(owner)) delete owner[names.at(-1) ?? '']
}
