/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument --
   answers are JSON of many shapes: a wrong guess fails the test */
import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { app, askToken, claimsFor, enterOrg, logIn, makeAssertion, openJsforce, readAnswer, who } from './enter-org.ts'

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })

t.test('an assertion of the registered app opens a session for exactly its user', async t => {
  const sandbox = await enterOrg(t)
  const rep = sandbox.users[who.rep]
  const { status, body } = await askToken(sandbox, makeAssertion(claimsFor(sandbox, who.rep)))
  t.equal(status, 200)
  t.strictSame(Object.keys(body).sort(), ['access_token', 'id', 'instance_url', 'scope', 'token_type'])
  t.match(body, { access_token: /^00D.{12}!/, scope: 'api id', instance_url: sandbox.url, id: `${sandbox.url}/id/${sandbox.orgId}/${rep?.id}`, token_type: 'Bearer' })
  const info = await readAnswer(await fetch(`${sandbox.url}/services/oauth2/userinfo`, { headers: { authorization: `Bearer ${body.access_token}` } }))
  t.match(info.body, { user_id: rep?.id, organization_id: sandbox.orgId, preferred_username: rep?.username, language: 'ja' })
  t.equal((await (await openJsforce(sandbox, who.rep)).identity()).username, rep?.username)
})

t.test('an assertion that is not right is refused in the words of Salesforce', async t => {
  const sandbox = await enterOrg(t)
  const good = claimsFor(sandbox, who.rep)
  const now = Math.floor(Date.now() / 1000)
  const cases: Array<[string, string, string, string]> = [
    ['an unknown consumer key', makeAssertion({ ...good, iss: 'nobody' }), 'invalid_client_id', 'client identifier invalid'],
    ['a foreign signature', makeAssertion(good, { key: stranger.privateKey }), 'invalid_grant', 'invalid assertion'],
    ['another algorithm', makeAssertion(good, { header: { alg: 'none' } }), 'invalid_grant', 'invalid assertion'],
    ['no assertion at all', 'abc', 'invalid_grant', 'invalid assertion'],
    ['a foreign audience', makeAssertion({ ...good, aud: 'https://example.com' }), 'invalid_grant', 'audience is invalid'],
    ['a past expiry', makeAssertion({ ...good, exp: now - 1 }), 'invalid_grant', 'expired access/refresh token'],
    ['an expiry in an hour', makeAssertion({ ...good, exp: now + 3600 }), 'invalid_grant', 'invalid assertion'],
    ['an unknown user', makeAssertion({ ...good, sub: 'nobody@example.com' }), 'invalid_grant', 'user hasn\'t approved this consumer'],
    ['a user who is not approved', makeAssertion(claimsFor(sandbox, who.unapproved)), 'invalid_app_access', 'user is not admin approved to access this app']
  ]
  for (const [name, assertion, error, description] of cases) {
    const { status, body } = await askToken(sandbox, assertion)
    t.strictSame({ status, body }, { status: 400, body: { error, error_description: description } }, name)
  }
})

t.test('the Salesforce CLI writes the expiry in milliseconds and gets in', async t => {
  const sandbox = await enterOrg(t)
  const { status } = await askToken(sandbox, makeAssertion({ ...claimsFor(sandbox, who.rep), exp: Date.now() + 300 }))
  t.equal(status, 200)
})

t.test('an app that is not pre-authorized lets nobody in', async t => {
  const sandbox = await enterOrg(t, { apps: [{ ...app, preauthorized: false }] })
  const { body } = await askToken(sandbox, makeAssertion(claimsFor(sandbox, who.admin)))
  t.strictSame(body, { error: 'invalid_grant', error_description: 'user hasn\'t approved this consumer' })
})

t.test('a session ends by time and by revocation', async t => {
  let now = Date.now()
  const sandbox = await enterOrg(t, { now: () => new Date(now) })
  const post = async (path: string, form: Record<string, string>): Promise<any> => (await readAnswer(await fetch(`${sandbox.url}/services/oauth2/${path}`, { method: 'POST', body: new URLSearchParams(form) }))).body
  const first = await logIn(sandbox)
  t.match(await post('introspect', { token: first.token }), { active: true, client_id: 'test-app', username: sandbox.users[0]?.username, token_type: 'access_token' })
  now += 3 * 60 * 60 * 1000
  t.match(await first.send('GET', '/limits'), { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] })
  t.strictSame(await post('introspect', { token: first.token }), { active: false })
  now = Date.now()
  const second = await logIn(sandbox)
  await post('revoke', { token: second.token })
  t.equal((await second.send('GET', '/limits')).status, 401)
})

t.test('userinfo knows no wrong token', async t => {
  const sandbox = await enterOrg(t)
  const { status, body } = await readAnswer(await fetch(`${sandbox.url}/services/oauth2/userinfo`, { headers: { authorization: 'Bearer x' } }))
  t.strictSame({ status, body }, { status: 403, body: 'Bad_OAuth_Token' })
})
