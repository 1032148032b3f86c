import {
  ObjectNotFound, SalesforceBusy, SalesforceDuplicate, SalesforceLimitReached, SalesforceLoginRefused, SalesforceRefused, SalesforceRowLocked,
  SalesforceSessionExpired, SalesforceTimedOut, SalesforceUnavailable, SalesforceUnreachable
} from '../errors.ts'

/** An error answer of Salesforce as it came in: an HTTP status and the body as text. */
export interface Refusal { status: number, body: string }

/** The request cannot have reached Salesforce: nothing happened there. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** A failed fetch: no answer at all, or half of one. */
export function nameNetworkError (error: unknown, seconds: number): Error {
  if (!(error instanceof Error)) return new SalesforceUnavailable('no answer')
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new SalesforceTimedOut(seconds)
  const code = codeOf(error.cause) ?? codeOf(error) ?? 'the connection was cut'
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)
  return NEVER_SENT.has(code) || certificate ? new SalesforceUnreachable(code) : new SalesforceUnavailable(code)
}

function codeOf (error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/**
 * An error answer of the REST API: `[{message, errorCode, fields?}]`, but a page of HTML when the org is down and plain text from userinfo.
 * Salesforce never says when to try again (no Retry-After), and says with 403 both "you may not" and "too many requests".
 */
export function nameApiError ({ status, body }: Refusal): Error {
  const { errorCode, message } = readApiError(body)
  if (status === 401 || errorCode === 'INVALID_SESSION_ID' || body.startsWith('Bad_OAuth_Token')) return new SalesforceSessionExpired()
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED') return /concurrent/i.test(message) ? new SalesforceBusy() : new SalesforceLimitReached()
  if (errorCode === 'UNABLE_TO_LOCK_ROW') return new SalesforceRowLocked()
  if (errorCode === 'SERVER_UNAVAILABLE' || errorCode === 'SERVER_BUSY' || status >= 500 || status === 429) return new SalesforceUnavailable(`status ${status}`)
  if (errorCode === 'QUERY_TIMEOUT') return new SalesforceTimedOut(120)
  if (errorCode === 'DUPLICATE_VALUE') return new SalesforceDuplicate()
  if (errorCode === 'INVALID_TYPE' && /sObject type '(\w+)'/.test(message)) return new ObjectNotFound(/sObject type '(\w+)'/.exec(message)?.[1])
  return new SalesforceRefused(errorCode || `status ${status}`, message || 'no reason was given')
}

function readApiError (body: string): { errorCode: string, message: string } {
  const parsed = parseJson(body)
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed
  if (typeof first !== 'object' || first === null) return { errorCode: '', message: '' }
  const { errorCode, statusCode, message } = first as Record<string, unknown>
  return { errorCode: plain(errorCode ?? statusCode), message: plain(message) }
}

/** Salesforce prints the query with a caret before its sentence; queries do not go to the outside. */
function plain (value: unknown): string {
  if (typeof value !== 'string') return ''
  const sentence = /ERROR at Row:\d+:Column:\d+\s+([\s\S]+)$/.exec(value)?.[1] ?? value
  return sentence.replace(/\p{Cc}+/gu, ' ').trim().slice(0, 400)
}

/** What an admin has to do about each refusal of the token endpoint, by its description. */
const LOGIN_ADVICE: Array<[RegExp, string]> = [
  [/hasn't approved/i, 'Set the policy of the Chohyo app to "Admin approved users are pre-authorized" and give this user its permission set.'],
  [/not admin approved/i, 'Give this user the permission set of the Chohyo app.'],
  [/client identifier/i, 'Copy the consumer key of the Chohyo app into the tenant settings.'],
  [/audience/i, 'Correct the login address in the tenant settings.'],
  [/invalid assertion/i, 'Upload the certificate of this tenant to the Chohyo app, and check the clock of this server.'],
  [/expired/i, 'Check the clock of this server.'],
  [/installed/i, 'Install the Chohyo package in this org.']
]

/** An error answer of the token endpoint: `{error, error_description}`. */
export function nameLoginError (username: string): (refusal: Refusal) => Error {
  return ({ status, body }) => {
    const parsed = parseJson(body)
    if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return nameApiError({ status, body })
    const { error, error_description: description } = parsed as Record<string, unknown>
    const [, advice] = LOGIN_ADVICE.find(([pattern]) => pattern.test(plain(description))) ?? [null, 'Ask your Salesforce admin to check the Chohyo app and this user.']
    return new SalesforceLoginRefused(username, `${plain(error)}: ${plain(description)}`, advice)
  }
}

function parseJson (body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
