import type { Role } from '../../tenants/schema.ts'
import type { ShownUser } from '../../users/account-schema.ts'
import { sayStamp } from './say-history.ts'
import { words } from './words.ts'

const ROLES: Record<Role, { label: string, hint: string }> = {
  admin: { label: words.roleAdmin, hint: words.mayAdmin },
  auditor: { label: words.roleAuditor, hint: words.mayAuditor },
  general: { label: words.roleGeneral, hint: words.mayGeneral }
}

/** The roles to choose from, each with what it may do. */
export const ROLE_CHOICES = Object.entries(ROLES).map(([value, role]) => ({ value, ...role }))

export function sayRole (role: Role): string {
  return ROLES[role].label
}

export function sayFactors (factors: ShownUser['factors']): string {
  return factors.map((factor) => factor === 'totp' ? words.wayTotp : words.wayPasskey).join(', ')
}

/** The day of a moment, for lists. */
export function sayDay (moment: string): string {
  return sayStamp(moment).slice(0, 10)
}

/** A moment to the minute. */
export function sayMinute (moment: string): string {
  return sayStamp(moment).slice(0, 16)
}

/** Labels as they are typed: between commas of either language. */
export function readLabels (typed: string): string[] {
  return [...new Set(typed.split(/[,\uff0c、]/).map((label) => label.trim()).filter((label) => label !== ''))]
}
