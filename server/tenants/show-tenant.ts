import { fillSettings, isObject } from './get-settings.ts'
import type { Tenant } from './open-tenant.ts'
import { at } from './set-settings.ts'
import { OPEN_SECTIONS, SECRET_SETTINGS, type Settings, type ShownSettings } from './settings-schema.ts'
import type { ShownTenant } from './tenant-schema.ts'

/** What a caller may know of their own tenant: an ordinary user name, state and the open settings, an admin or auditor all of it. `region`: where the operator keeps its data. */
export async function showTenant (tenant: Tenant, region: string | null): Promise<ShownTenant> {
  const row = await tenant.db((trx) => trx.selectFrom('tenant').select(['name', 'state', 'instance_url', 'login_url', 'settings', 'created_at']).executeTakeFirstOrThrow())
  const settings = fillSettings(row.settings)
  const shown = { id: tenant.id, name: row.name, state: row.state, region, settings: showSettings(settings, tenant.user.role) }
  return tenant.user.role === 'general' ? shown : { ...shown, instanceUrl: row.instance_url, loginUrl: row.login_url, createdAt: row.created_at.toISOString() }
}

/** Settings as they may be shown: of a secret whether there is one. */
export function showSettings (settings: Settings, role: Tenant['user']['role']): ShownSettings {
  if (role === 'general') return Object.fromEntries(OPEN_SECTIONS.map((name) => [name, settings[name]]))
  const shown = structuredClone(settings) as Record<string, unknown>
  for (const path of SECRET_SETTINGS) {
    const names = path.split('.')
    const owner = at(shown, names.slice(0, -1).join('.'))
    if (isObject(owner)) owner[names.at(-1) ?? ''] = owner[names.at(-1) ?? ''] !== undefined
  }
  return shown
}
