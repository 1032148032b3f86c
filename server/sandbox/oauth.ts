import { createPublicKey, randomBytes, verify } from 'node:crypto'
import type { Org, SandboxApp, SandboxUser, Session } from './org.ts'

/** What an OAuth endpoint answers. */
export interface OauthAnswer {
  status: number
  body: unknown
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const sessionLasts = 2 * 60 * 60 * 1000
/** Salesforce's documents say three to five minutes; clocks may differ by half a minute. */
const longestAssertion = 5 * 60 + 30
/** From here on an `exp` can only be meant in milliseconds: the Salesforce CLI sends `Date.now() + 300`, and real orgs take it. */
const millisecondsFrom = 1e11
/** The permission set whose users the admin has approved for an app, unless the app names another. */
export const approvedSet = 'Chohyo_User'

/** `POST /services/oauth2/token`: a session for exactly the user the assertion names. */
export function grantToken (org: Org, form: URLSearchParams): OauthAnswer {
  if (form.get('grant_type') !== grantType) return refuse('unsupported_grant_type', 'grant type not supported')
  const assertion = form.get('assertion')
  const read = assertion === null ? null : readAssertion(assertion)
  if (read === null) return refuse('invalid_grant', 'invalid assertion')
  const app = typeof read.claims.iss === 'string' ? org.apps.get(read.claims.iss) : undefined
  if (app === undefined) return refuse('invalid_client_id', 'client identifier invalid')
  return refusalOf(org, app, read) ?? logIn(org, app, String(read.claims.sub))
}

interface Assertion {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  signed: string
  signature: Buffer
}

function readAssertion (assertion: string): Assertion | null {
  const [header = '', claims = '', signature = '', ...more] = assertion.split('.')
  try {
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
    const [head, body] = [read(header), read(claims)]
    if (more.length > 0 || typeof head !== 'object' || head === null || typeof body !== 'object' || body === null) return null
    return { header: head as Record<string, unknown>, claims: body as Record<string, unknown>, signed: `${header}.${claims}`, signature: Buffer.from(signature, 'base64url') }
  } catch {
    return null
  }
}

function refusalOf (org: Org, app: SandboxApp, { header, claims, signed, signature }: Assertion): OauthAnswer | null {
  if (header.alg !== 'RS256' || !verify('RSA-SHA256', Buffer.from(signed), createPublicKey(app.certificate), signature)) return refuse('invalid_grant', 'invalid assertion')
  const audiences = ['https://login.salesforce.com', 'https://test.salesforce.com', org.url, `${org.url}/services/oauth2/token`]
  if (!audiences.includes(String(claims.aud).replace(/\/$/, ''))) return refuse('invalid_grant', 'audience is invalid')
  const now = org.now().getTime() / 1000
  if (typeof claims.exp !== 'number' || claims.exp <= now) return refuse('invalid_grant', 'expired access/refresh token')
  if (claims.exp > now + longestAssertion && claims.exp < millisecondsFrom) return refuse('invalid_grant', 'invalid assertion')
  const user = userNamed(org, claims.sub)
  if (user === null || app.preauthorized === false) return refuse('invalid_grant', 'user hasn\'t approved this consumer')
  return user.permissionSets.includes(app.permissionSet ?? approvedSet) ? null : refuse('invalid_app_access', 'user is not admin approved to access this app')
}

function userNamed (org: Org, username: unknown): SandboxUser | null {
  if (typeof username !== 'string') return null
  return org.users.find(user => user.username.toLowerCase() === username.toLowerCase()) ?? null
}

export function refuse (error: string, description: string): OauthAnswer {
  return { status: 400, body: { error, error_description: description } }
}

function logIn (org: Org, app: SandboxApp, username: string): OauthAnswer {
  const user = userNamed(org, username)
  if (user === null) return refuse('invalid_grant', 'user hasn\'t approved this consumer')
  const issuedAt = org.now().getTime()
  forgetExpired(org, issuedAt)
  const token = `${org.id.slice(0, 15)}!AQ${randomBytes(60).toString('base64url').replaceAll('-', '.')}`
  org.sessions.set(token, { token, user, consumerKey: app.consumerKey, issuedAt, expiresAt: issuedAt + sessionLasts })
  return { status: 200, body: { access_token: token, scope: 'api id', instance_url: org.url, id: `${org.url}/id/${org.id}/${user.id}`, token_type: 'Bearer' } }
}

/** Sessions end in the order they began: the first that lives ends the search. */
function forgetExpired ({ sessions }: Org, now: number): void {
  for (const { token, expiresAt } of sessions.values()) {
    if (expiresAt > now) return
    sessions.delete(token)
  }
}

/** The session of an `Authorization: Bearer …` header, or null. */
export function sessionOf (org: Org, authorization: string | undefined): Session | null {
  const token = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(authorization ?? '')?.[1]
  const session = token === undefined ? undefined : org.sessions.get(token)
  if (session === undefined) return null
  if (session.expiresAt > org.now().getTime()) return session
  org.sessions.delete(session.token)
  return null
}

export function introspect (org: Org, form: URLSearchParams): OauthAnswer {
  const session = sessionOf(org, `Bearer ${form.get('token') ?? ''}`)
  if (session === null) return { status: 200, body: { active: false } }
  const seconds = (moment: number): number => Math.floor(moment / 1000)
  const { user, consumerKey, issuedAt, expiresAt } = session
  return { status: 200, body: { active: true, scope: 'api id', client_id: consumerKey, username: user.username, sub: `${org.url}/id/${org.id}/${user.id}`, token_type: 'access_token', exp: seconds(expiresAt), iat: seconds(issuedAt), nbf: seconds(issuedAt) } }
}

export function revoke (org: Org, form: URLSearchParams): OauthAnswer {
  const known = org.sessions.delete(form.get('token') ?? '')
  return known ? { status: 200, body: {} } : refuse('unsupported_token_type', 'this token type is not supported')
}

/** `GET /services/oauth2/userinfo` */
export function userInfo (org: Org, { user }: Session): Record<string, unknown> {
  const row = org.tables.get('user')?.rows.get(user.id)
  const picture = `${org.url}/img/userprofile/default_profile_200.png`
  return {
    sub: `${org.url}/id/${org.id}/${user.id}`,
    user_id: user.id,
    organization_id: org.id,
    preferred_username: user.username,
    nickname: user.username.split('@')[0],
    name: user.name,
    email: user.email,
    email_verified: true,
    given_name: row?.FirstName ?? null,
    family_name: row?.LastName ?? null,
    zoneinfo: user.timeZone,
    photos: { picture, thumbnail: picture },
    profile: `${org.url}/${user.id}`,
    picture,
    address: {},
    urls: urlsOf(org, user),
    active: true,
    user_type: 'STANDARD',
    language: user.language,
    locale: user.locale,
    utcOffset: user.timeZone === 'Asia/Tokyo' ? 32_400_000 : 0,
    updated_at: '2026-01-05T00:00:00Z'
  }
}

/** `GET /id/{org}/{user}`: the older identity answer, which jsforce's `identity()` reads. */
export function identity (org: Org, { user }: Session): Record<string, unknown> {
  const row = org.tables.get('user')?.rows.get(user.id)
  return {
    id: `${org.url}/id/${org.id}/${user.id}`,
    asserted_user: true,
    user_id: user.id,
    organization_id: org.id,
    username: user.username,
    nick_name: user.username.split('@')[0],
    display_name: user.name,
    email: user.email,
    email_verified: true,
    first_name: row?.FirstName ?? null,
    last_name: row?.LastName ?? null,
    timezone: user.timeZone,
    photos: {},
    urls: urlsOf(org, user),
    active: true,
    user_type: 'STANDARD',
    language: user.language,
    locale: user.locale,
    utcOffset: user.timeZone === 'Asia/Tokyo' ? 32_400_000 : 0,
    last_modified_date: '2026-01-05T00:00:00Z',
    is_app_installed: true
  }
}

function urlsOf (org: Org, user: SandboxUser): Record<string, string> {
  const rest = `${org.url}/services/data/v{version}/`
  return { rest, sobjects: `${rest}sobjects/`, query: `${rest}query/`, profile: `${org.url}/${user.id}`, custom_domain: org.url }
}
