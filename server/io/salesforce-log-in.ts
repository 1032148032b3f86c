import { sign, type KeyObject } from 'node:crypto'
import { Connection } from 'jsforce/lib/connection.js'
import { SalesforceElsewhere, SalesforceUnavailable } from '../errors.ts'
import { nameLoginError } from './salesforce-errors.ts'
import { makeTransport } from './salesforce-transport.ts'

export interface LogInOptions { instanceUrl: string, loginUrl: string, consumerKey: string, privateKey: KeyObject, username: string, timeLimit: number }

/** Salesforce takes assertions that live at most three minutes. */
const ASSERTION_SECONDS = 120

/** The OAuth 2.0 JWT bearer assertion for one user, signed RS256. https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm */
export function signAssertion ({ loginUrl, consumerKey, privateKey, username }: Omit<LogInOptions, 'timeLimit' | 'instanceUrl'>, now = Date.now()): string {
  const claims = { iss: consumerKey, sub: username, aud: new URL(loginUrl).origin, exp: Math.floor(now / 1000) + ASSERTION_SECONDS }
  const content = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
}

/** Logs in as the user and returns the access token. It is kept in memory only and never sent to another host than `instanceUrl`. */
export async function logIn (options: LogInOptions): Promise<string> {
  const { instanceUrl, loginUrl, username, timeLimit } = options
  const transport = makeTransport({ origin: new URL(loginUrl).origin, timeLimit, nameError: nameLoginError(username) })
  const reply = await new Connection({ loginUrl }).request<Record<string, unknown>>({
    method: 'POST',
    url: new URL('/services/oauth2/token', loginUrl).href,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: signAssertion(options) }).toString()
  }, { transport })
  return readToken(reply, instanceUrl)
}

function readToken (reply: Record<string, unknown>, instanceUrl: string): string {
  if (typeof reply?.access_token !== 'string' || typeof reply.instance_url !== 'string') throw new SalesforceUnavailable('the login answered without a token')
  const [theirs, ours] = [URL.parse(reply.instance_url), new URL(instanceUrl)]
  if (theirs?.origin !== ours.origin) throw new SalesforceElsewhere(theirs?.host ?? 'an unreadable address', ours.host)
  return reply.access_token
}
