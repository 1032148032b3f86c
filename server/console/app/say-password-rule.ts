import type { Role } from '../../tenants/schema.ts'
import { LONGEST, SHORTEST, lengthOf } from './password-length.ts'
import { fill, words } from './words.ts'

export function sayRule (role: Role): string {
  return fill(words.passwordRule, SHORTEST[role], LONGEST)
}

/** What is wrong with the length; empty when nothing is. Whether it is easily guessed the service says. */
export function sayFault (password: string, role: Role): string {
  const length = lengthOf(password)
  if (length < SHORTEST[role]) return fill(words.passwordShort, length, SHORTEST[role])
  return length > LONGEST ? fill(words.passwordLong, length, LONGEST) : ''
}
