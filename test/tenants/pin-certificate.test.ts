import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { makeCertificate, makePrivateKey } from '../../server/cli/org-keys.ts'
import { warnOfExpiry } from '../../server/tenants/read-certificate.ts'
import type { ShownCertificate } from '../../server/tenants/tenant-schema.ts'
import { testService } from '../service.ts'
import { openNeighbour } from './neighbour.ts'

const service = await testService(t, { worker: false, starter: false, sandbox: { orgNumber: 9121 } })
const { app, call, apiKey, sandbox, signed, deps } = service
const at = '/v1/tenant/certificates'
const list = async () => (await call({ url: at })).json<{ certificates: ShownCertificate[] }>().certificates
const pin = (certificate: string, token?: string) => call({ method: 'POST', url: at, body: { certificate }, ...token === undefined ? {} : { token } })
const unpin = (thumbprint: string) => call({ method: 'DELETE', url: `${at}/${thumbprint}` })
const asOrg = async (key?: string) => (await app.inject({ url: '/v1/tenant', headers: { authorization: `Bearer ${signed({ method: 'GET', url: '/v1/tenant', ...key === undefined ? {} : { key } })}` } })).statusCode
const [next, after] = [makePrivateKey(), makePrivateKey()]
const day = 86_400_000
const now = new Date()

t.test('a certificate is proven by the first request it signs, and only then may the one before it go', async (t) => {
  const [first] = await list()
  t.match(first, { state: 'pinned', subject: null, provenAt: null })
  t.equal(await asOrg(), 200)
  t.match(await list(), [{ thumbprint: first?.thumbprint, state: 'proven', provenAt: /^20/ }])
  t.equal(await asOrg(next), 401, 'a stranger’s key')
  const pinned = (await pin(makeCertificate(next, 'Chohyo_Signing', now))).json<ShownCertificate>()
  t.match(pinned, { state: 'pinned', subject: 'CN=Chohyo_Signing', expiresAt: /^20/, thumbprint: /^[0-9a-f]{64}$/ })
  t.match((await unpin(first?.thumbprint ?? '')).json(), { status: 409, code: 'CHOHYO_CERTIFICATE_NEEDED' })
  t.match((await pin(makeCertificate(after, 'third', now))).json(), { code: 'CHOHYO_CERTIFICATE_REFUSED' }, 'two at most')
  t.same([await asOrg(), await asOrg(next)], [200, 200], 'both sign meanwhile')
  t.match(await list(), [{ state: 'proven' }, { thumbprint: pinned.thumbprint, state: 'proven' }])
  t.equal((await unpin(first?.thumbprint ?? '')).statusCode, 204)
  t.same([await asOrg(), await asOrg(next)], [401, 200])
  t.match((await unpin(pinned.thumbprint)).json(), { code: 'CHOHYO_CERTIFICATE_NEEDED' }, 'the last one stays')
  t.match((await unpin('0'.repeat(64))).json(), { status: 404 })
  const lines = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').select('what').where('what', 'like', '%-certificate').orderBy('seq').execute())
  t.same(lines.map(({ what }) => what), ['prove-certificate', 'pin-certificate', 'prove-certificate', 'unpin-certificate'])
})

t.test('what is no certificate of today with a strong RSA key is not pinned', async (t) => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }).privateKey
  const bad = {
    'no PEM': 'x'.repeat(200),
    'a private key': after,
    'a weak key': makeCertificate(weak, 'weak', now),
    expired: makeCertificate(after, 'old', new Date(now.getTime() - 11 * 365 * day)),
    'not valid yet': makeCertificate(after, 'soon', new Date(now.getTime() + 10 * day)),
    'pinned already': makeCertificate(next, 'Chohyo_Signing', now).slice(0, 300)
  }
  for (const [name, certificate] of Object.entries(bad)) t.match((await pin(certificate)).json(), { status: 422, code: 'CHOHYO_CERTIFICATE_REFUSED' }, name)
  t.equal((await pin(makeCertificate(after, 'good', now), await apiKey(sandbox.users[1]?.username ?? ''))).statusCode, 403)
  t.equal((await list()).length, 1)
})

t.test('admins are warned 30, 7 and 1 days before one expires', async (t) => {
  const within = (days: number) => warnOfExpiry(new Date(now.getTime() + days * day), now)
  t.same([within(31), within(30), within(8), within(7), within(2), within(1), within(0.1), within(0), within(-5), warnOfExpiry(null, now)], [null, 30, 30, 7, 7, 1, 1, 0, 0, null])
})

t.test('the way to Salesforce is tested by a login as the one who asks', async (t) => {
  const test = (headers: Record<string, string> = {}) => call({ method: 'POST', url: '/v1/tenant/connection/test', headers })
  const before = sandbox.journal.count()
  t.match((await test()).json(), { message: `Chohyo logged in to Test org as ${sandbox.users[0]?.username ?? ''} with the key it holds for this org.` })
  t.match((await test({ 'accept-language': 'ja' })).json(), { message: /ログインできました/ })
  t.ok(sandbox.journal.count() > before, 'for real')
  const unapproved = await apiKey(sandbox.users.find(({ username }) => username.startsWith('unapproved'))?.username ?? '', 'admin')
  t.match((await call({ method: 'POST', url: '/v1/tenant/connection/test', token: unapproved })).json(), { status: 422, code: 'CHOHYO_CONNECTION_REFUSED' })
})

t.test('two orgs in one service know nothing of each other', async (t) => {
  const neighbour = await openNeighbour(t, service, 9122)
  t.match((await neighbour.call({ url: '/v1/tenant' })).json(), { id: neighbour.sandbox.orgId, name: 'Neighbour' })
  const [theirs] = (await neighbour.call({ url: at })).json<{ certificates: ShownCertificate[] }>().certificates
  t.match((await unpin(theirs?.thumbprint ?? '')).json(), { status: 404 })
  t.equal(await asOrg(neighbour.sandbox.signingKey), 401, 'the neighbour’s signature is not ours')
  await neighbour.call({ method: 'PATCH', url: '/v1/tenant/settings', body: { retention: { years: 10 } } })
  t.match((await call({ url: '/v1/tenant' })).json(), { settings: { retention: { years: 7 } } })
  const [ours, others] = await Promise.all([call, neighbour.call].map(async (ask) => (await ask({ url: '/v1/mappings' })).json<{ definitions: unknown[] }>().definitions.length))
  t.same([ours, (others ?? 0) > 0], [0, true])
})
