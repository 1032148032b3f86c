import type { Role } from '../../tenants/schema.ts'
import type { SettingsPart } from './pages.ts'
import { words } from './words.ts'

/** A place of the settings: who comes there, and what is found. */
export interface Place { part: SettingsPart, href: string, label: string, hint: string, icon: string, roles: readonly Role[] }

const ALL: readonly Role[] = ['admin', 'auditor', 'general']
const AUDITORS: readonly Role[] = ['admin', 'auditor']
const ADMINS: readonly Role[] = ['admin']

const place = (part: SettingsPart, icon: string, roles: readonly Role[], [label, hint]: readonly [string, string]): Place => ({ part, href: `/settings/${part}`, label, hint, icon, roles })

/** The menu of the settings, in its sections and their order. */
export const SECTIONS: ReadonlyArray<{ name: string, label: string, places: Place[] }> = [
  {
    name: 'you',
    label: words.settingsYou,
    places: [place('account', 'standard:user', ALL, [words.placeAccount, words.placeAccountHint])]
  },
  {
    name: 'people',
    label: words.settingsPeople,
    places: [
      place('users', 'standard:people', AUDITORS, [words.placeUsers, words.placeUsersHint]),
      place('api-keys', 'standard:connected_apps', AUDITORS, [words.placeApiKeys, words.placeApiKeysHint])
    ]
  },
  {
    name: 'audit',
    label: words.settingsAudit,
    places: [
      place('histories', 'standard:recent', ALL, [words.placeHistories, words.placeHistoriesHint]),
      place('ledger', 'standard:document', AUDITORS, [words.placeLedger, words.placeLedgerHint])
    ]
  },
  {
    name: 'org',
    label: words.settingsOrg,
    places: [
      place('tenant', 'standard:settings', ADMINS, [words.placeTenant, words.placeTenantHint]),
      place('keys', 'standard:password', AUDITORS, [words.placeKeys, words.placeKeysHint]),
      place('offboarding', 'standard:recycle_bin', ADMINS, [words.placeOffboarding, words.placeOffboardingHint])
    ]
  }
]

/** What somebody with this role may see of the menu. The service refuses the rest by itself. */
export function sectionsFor (role: Role): typeof SECTIONS {
  return SECTIONS.map((section) => ({ ...section, places: section.places.filter(({ roles }) => roles.includes(role)) })).filter(({ places }) => places.length > 0)
}

export function placeOf (part: SettingsPart): Place | undefined {
  return SECTIONS.flatMap(({ places }) => places).find((one) => one.part === part)
}
