import type { Role } from '../../tenants/schema.ts'
import { fill, words } from './words.ts'

/** The lengths the service asks for (server/users/demand-good-password.ts). */
export const SHORTEST: Readonly<Record<Role, number>> = { admin: 15, general: 12, auditor: 12 }
export const LONGEST = 128

export function sayRule (role: Role): string {
  return fill(words.passwordRule, SHORTEST[role], LONGEST)
}

/** What is wrong with the length, counted as the service counts; empty when nothing is. Whether it is easily guessed the service says. */
export function faultOf (password: string, role: Role): string {
  const length = [...password.normalize('NFKC')].length
  if (length < SHORTEST[role]) return fill(words.passwordShort, length, SHORTEST[role])
  return length > LONGEST ? fill(words.passwordLong, length, LONGEST) : ''
}
