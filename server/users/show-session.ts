import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { languageOf } from '../errors-ja.ts'
import { openTenant } from '../tenants/open-tenant.ts'
import { demoOf, isFromHere } from './demo-users.ts'
import { findSession } from './find-session.ts'
import type { Session } from './schema.ts'

/** Who is signed in with this token, and who could be with one click. */
export async function showSession (deps: Deps, request: FastifyRequest, token: string | undefined): Promise<Session> {
  const demo = demoOf(deps)
  const speaks = languageOf(request.headers['accept-language'])
  const offered = demo && isFromHere(request) ? { users: demo.users.map(({ username, name, title, language }) => ({ username, name, title: title[speaks], language })) } : null
  const found = token === undefined ? null : await findSession(deps, token)
  if (!found) return { user: null, org: null, demo: offered }
  const { tenantId, user, name, language } = found
  const tenant = await openTenant(deps, tenantId, user)
  return {
    user: { username: user.username, name, role: user.role, language },
    org: { id: tenantId, name: tenant.name, sandbox: demo?.tenantId === tenantId },
    demo: offered
  }
}
