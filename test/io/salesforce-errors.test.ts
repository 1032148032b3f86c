import t from 'tap'
import { nameApiError, nameLoginError, nameNetworkError } from '../../server/io/salesforce-errors.ts'

const codeOf = (error: Error) => (error as Error & { code: string }).code
const named = (status: number, body: unknown) => nameApiError({ status, body: typeof body === 'string' ? body : JSON.stringify(body) })

t.test('each answer of the API has its name', async (t) => {
  const cases: Array<[number, unknown, string]> = [
    [401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }], 'CHOHYO_SALESFORCE_SESSION_EXPIRED'],
    [403, 'Bad_OAuth_Token', 'CHOHYO_SALESFORCE_SESSION_EXPIRED'],
    [403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }], 'CHOHYO_SALESFORCE_LIMIT_REACHED'],
    [403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.' }], 'CHOHYO_SALESFORCE_BUSY'],
    [400, [{ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record' }], 'CHOHYO_SALESFORCE_ROW_LOCKED'],
    [503, '<html><body>Down for maintenance</body></html>', 'CHOHYO_SALESFORCE_UNAVAILABLE'],
    [500, [{ errorCode: 'UNKNOWN_EXCEPTION', message: 'x' }], 'CHOHYO_SALESFORCE_UNAVAILABLE'],
    [429, '', 'CHOHYO_SALESFORCE_UNAVAILABLE'],
    [400, [{ errorCode: 'QUERY_TIMEOUT', message: 'x' }], 'CHOHYO_SALESFORCE_TIMED_OUT'],
    [400, [{ errorCode: 'DUPLICATE_VALUE', message: 'duplicate value found: ChohyoKey__c duplicates value on record with id: 068' }], 'CHOHYO_SALESFORCE_DUPLICATE'],
    [400, [{ errorCode: 'INVALID_TYPE', message: 'sObject type \'XYZZY\' is not supported.' }], 'CHOHYO_OBJECT_NOT_FOUND'],
    [400, [{ errorCode: 'STRING_TOO_LONG', message: 'x' }], 'CHOHYO_SALESFORCE_REFUSED'],
    [414, '', 'CHOHYO_SALESFORCE_REFUSED'],
    [400, '{"message":', 'CHOHYO_SALESFORCE_REFUSED']
  ]
  for (const [status, body, code] of cases) t.equal(codeOf(named(status, body)), code, `${status} ${JSON.stringify(body).slice(0, 60)}`)
})

t.test('the sentence of Salesforce is told, the query that it prints before is not', async (t) => {
  const error = named(400, [{ errorCode: 'INVALID_FIELD', message: '\nSELECT Secret__c FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column \'Secret__c\' on entity \'Account\'.' }])
  t.equal(error.message, 'Salesforce refused the request: INVALID_FIELD: No such column \'Secret__c\' on entity \'Account\'.')
  t.ok(named(400, [{ errorCode: 'X', message: 'y'.repeat(10_000) }]).message.length < 500)
})

t.test('a refused login says what an admin has to do', async (t) => {
  const login = (error: string, description: string) => nameLoginError('rep')({ status: 400, body: JSON.stringify({ error, error_description: description }) }).message
  t.match(login('invalid_grant', 'user hasn\'t approved this consumer'), /rep.*pre-authorized/)
  t.match(login('invalid_app_access', 'user is not admin approved to access this app'), /permission set/)
  t.match(login('invalid_client_id', 'client identifier invalid'), /consumer key/)
  t.match(login('invalid_grant', 'audience is invalid'), /login address/)
  t.match(login('invalid_grant', 'invalid assertion'), /certificate/)
  t.match(login('invalid_client', 'External client app is not installed in this org'), /Install/)
  t.match(login('unheard_of', ''), /check the Chohyo app/)
  t.equal(codeOf(nameLoginError('rep')({ status: 503, body: '<html>' })), 'CHOHYO_SALESFORCE_UNAVAILABLE')
})

t.test('a failed connection says whether anything can have arrived', async (t) => {
  const failed = (code: string) => codeOf(nameNetworkError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }), 30))
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT']) t.equal(failed(code), 'CHOHYO_SALESFORCE_UNREACHABLE', code)
  for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE']) t.equal(failed(code), 'CHOHYO_SALESFORCE_UNAVAILABLE', code)
  t.equal(codeOf(nameNetworkError(new DOMException('x', 'TimeoutError'), 30)), 'CHOHYO_SALESFORCE_TIMED_OUT')
  t.equal(codeOf(nameNetworkError('what?', 30)), 'CHOHYO_SALESFORCE_UNAVAILABLE')
})
