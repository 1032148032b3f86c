import type { Role } from '../../tenants/schema.ts'

/** The lengths the service asks for (server/users/demand-good-password.ts). */
export const SHORTEST: Readonly<Record<Role, number>> = { admin: 15, general: 12, auditor: 12 }
export const LONGEST = 128

/** Characters, as the service counts them. */
export function lengthOf (password: string): number {
  return [...password.normalize('NFKC')].length
}
