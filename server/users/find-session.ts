import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { SecondFactorMissing, SessionEnded } from '../errors.ts'
import type { User } from '../tenants/schema.ts'
import { demandSameOrigin } from './demand-same-origin.ts'
import type { Needed } from './find-account.ts'
import { hashToken } from './open-session.ts'
import type { Language } from './schema.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Someone who is signed in, or nearly so: `needs` is what is missing. `way` is how it was begun. */
export interface SignedIn { tenantId: string, sessionId: string, userId: string, login: string, user: User, name: string, language: Language, needs: Needed, way: string }

interface Kept { signedIn: SignedIn, endsAt: number, readAt: number }

const IDLE_MS = 8 * 3_600_000
// Read again after this time: who signs out, or is shut out, in another process is out here within five seconds.
const KEPT_MS = 5000
const TOUCH_MS = 60_000
const MOST_KEPT = 10_000
const kept = new WeakMap<Deps, Map<string, Kept>>()

/** Who asks, by the cookie; null without one. Errors: SessionEnded, SecondFactorMissing, CrossSite when another site's page asks for a change. */
export async function findCallerByCookie (deps: Deps, request: FastifyRequest): Promise<SignedIn | null> {
  const token = readSessionCookie(deps.config, request)
  if (token === undefined) return null
  demandSameOrigin(deps.config, request)
  const found = await findSession(deps, token)
  if (!found) throw new SessionEnded()
  // To set up a first factor is all that may be done without one.
  if (found.needs !== null && !(found.needs === 'enrol' && request.routeOptions.config.half === true)) throw new SecondFactorMissing()
  return found
}

/** Who is signed in with this token; null when the session has ended: signed out, idle for eight hours, older than a day, or its account closed. */
export async function findSession (deps: Deps, token: string): Promise<SignedIn | null> {
  const sessions = sessionsOf(deps)
  const known = sessions.get(token)
  const now = deps.now().getTime()
  if (known && now - known.readAt < KEPT_MS && now < known.endsAt) return known.signedIn
  sessions.delete(token)
  const found = await readSession(deps, token)
  if (sessions.size >= MOST_KEPT) sessions.clear()
  if (found) sessions.set(token, found)
  return found?.signedIn ?? null
}

/** Forgets what this process remembers of a session. */
export function forgetSession (deps: Deps, token: string): void {
  sessionsOf(deps).delete(token)
}

function sessionsOf (deps: Deps): Map<string, Kept> {
  const sessions = kept.get(deps) ?? new Map<string, Kept>()
  kept.set(deps, sessions)
  return sessions
}

async function readSession (deps: Deps, token: string): Promise<Kept | null> {
  const now = deps.now()
  const found = await deps.database.withDoor((trx) => trx.selectFrom('session').select(['tenant_id', 'id', 'expires_at']).where('hash', '=', hashToken(token)).executeTakeFirst())
  if (!found || found.expires_at <= now) return null
  const { tenant_id: tenantId, id: sessionId, expires_at: expiresAt } = found
  return deps.database.withTenant(tenantId, async (trx) => {
    const row = await trx.selectFrom('session').innerJoin('user_account', 'user_account.id', 'session.user_id')
      .select(['seen_at', 'user_id', 'needs', 'way', 'login', 'label', 'role', 'username', 'language', 'state']).where('session.id', '=', sessionId).executeTakeFirst()
    if (row?.state !== 'active' || now.getTime() - row.seen_at.getTime() > IDLE_MS) return null
    if (now.getTime() - row.seen_at.getTime() > TOUCH_MS) await trx.updateTable('session').set({ seen_at: now }).where('id', '=', sessionId).execute()
    const user: User = { username: row.username, login: row.login, sessionId, role: row.role, via: 'session' }
    const signedIn = { tenantId, sessionId, userId: row.user_id, login: row.login, user, name: row.label, language: row.language, needs: row.needs, way: row.way }
    return { signedIn, endsAt: expiresAt.getTime(), readAt: now.getTime() }
  })
}
