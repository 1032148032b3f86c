import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { languageOf } from '../errors-ja.ts'
import { openTenant } from '../tenants/open-tenant.ts'
import { demoOf, isFromHere } from './demo-users.ts'
import { listFactors } from './find-account.ts'
import { findSession } from './find-session.ts'
import type { Session, Way } from './schema.ts'

/** Who is signed in with this token, and who could be with one click. */
export async function showSession (deps: Deps, request: FastifyRequest, token: string | undefined): Promise<Session> {
  const demo = demoOf(deps)
  const speaks = languageOf(request.headers['accept-language'])
  const offered = demo && isFromHere(request) ? { users: demo.users.map(({ username, name, title, language }) => ({ username, name, title: title[speaks], language })) } : null
  const found = token === undefined ? null : await findSession(deps, token)
  if (!found) return { user: null, org: null, secondFactor: null, demo: offered }
  const { tenantId, userId, user, login, name, language, needs } = found
  if (needs !== null) return { user: null, org: null, secondFactor: { needed: needs, ways: needs === 'enrol' ? ['totp', 'passkey'] : await listWays(deps, tenantId, userId) }, demo: offered }
  const tenant = await openTenant(deps, tenantId, user)
  return {
    user: { username: user.username, login, name, role: user.role, language },
    org: { id: tenantId, name: tenant.name, sandbox: demo?.tenantId === tenantId },
    secondFactor: null,
    demo: offered
  }
}

async function listWays (deps: Deps, tenantId: string, userId: string): Promise<Way[]> {
  const { totp, passkeys, recoveryCodes } = await deps.database.withTenant(tenantId, (trx) => listFactors(trx, userId))
  const has: Record<Way, boolean> = { totp, passkey: passkeys > 0, recovery: recoveryCodes > 0 }
  return (['totp', 'passkey', 'recovery'] as const).filter((way) => has[way])
}
