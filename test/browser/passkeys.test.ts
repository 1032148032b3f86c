import { sql } from 'kysely'
import type { Page } from 'puppeteer'
import t from 'tap'
import { startProvider } from '../users/provider.ts'
import { openDemo, press, see, type DemoService } from './demo.ts'
import { quiet } from './judge.ts'
import { comeFromOutside, fill, freePort, openInviter, send, signOut } from './letters.ts'
import type { Walk } from './walk.ts'

/** Without a password: by passkey and by single sign-on, to sign in and to show that one is still there. */
t.setTimeout(300_000)

const CLIENT = { clientId: 'chohyo', clientSecret: 'quokka-canary-client-secret' }

t.test('without a password', async (t) => {
  const demo = await openDemo(t, { settings: { PORT: await freePort(), WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' } })
  const inviter = await openInviter(demo)
  const provider = await startProvider(t, CLIENT)
  const john = await comeFromOutside(t, demo, 'en')
  const { page, say } = john

  await t.test('a passkey is made as the first second factor', async (t) => {
    await page.goto(await inviter.invite({ login: 'john@customer.example', name: 'John Doe', role: 'admin', language: 'en' }))
    await john.see('inviteTitle', 'Sandbox org')
    await john.look('invite')
    await fill(page, 'new-password', 'six quiet herons by the river')
    await john.press('inviteGo')
    await john.see('enrolTitle')
    await john.look('enrol')
    await page.locator('[data-kind="passkey"]').click()
    await john.see('passkeyTitle')
    await fill(page, 'label', ' ')
    await john.press('passkeyCreate')
    await john.see('passkeyNoName')
    await fill(page, 'label', 'My laptop')
    await john.look('enrol-passkey')
    await john.press('passkeyCreate')
    await john.see('codesTitle')
    await john.look('recovery-codes')
    await john.press('codesKept')
    await john.see('tabQuotes')
    t.match(await send(page, 'GET', '/v1/account'), { totp: false, recoveryCodes: 10, passkeys: [{ label: 'My laptop' }] })
  })

  await t.test('it lets in alone', async (t) => {
    await signOut(page)
    await john.go('/sign-in')
    await john.look('sign-in')
    await john.press('byPasskey')
    await john.see('tabQuotes')
    t.match(await send(page, 'GET', '/v1/session'), { user: { login: 'john@customer.example' } })
  })

  await t.test('it completes a sign-in by password', async () => {
    await signOut(page)
    await john.go('/sign-in')
    await fill(page, 'user', 'john@customer.example')
    await fill(page, 'password', 'six quiet herons by the river')
    await john.press('signIn')
    await john.see('secondPasskeyHint')
    await john.look('second-passkey')
    await john.press('secondPasskeyGo')
    await john.see('tabQuotes')
  })

  await t.test('it shows that its owner is still there, and what was refused goes on', async () => {
    await demandPresence(john)
    await john.see('presenceHint')
    await john.look('presence-passkey')
    await john.press('presenceByPasskey')
    await page.waitForSelector('c-chohyo-error-panel')
    await see(page, 'The name of the org was not typed')
  })

  await t.test('single sign-on is found by the mail address, and leads back to where one was', async (t) => {
    await offerSso(demo, provider.issuer)
    await inviter.invite({ login: 'mary@customer.example', name: 'Mary Major', role: 'admin', language: 'en' })
    await signOut(page)
    provider.person = { sub: 'mary', email: 'mary@customer.example', email_verified: true, amr: ['mfa'] }
    await john.go('/sign-in?to=%2Fgenerate')
    await john.press('bySso')
    await fill(page, 'mail', 'mary')
    await john.press('ssoGo')
    await john.see('mailBad')
    await fill(page, 'mail', 'mary@elsewhere.example')
    await john.press('ssoGo')
    await john.see('ssoNone', 'elsewhere.example')
    t.equal(await page.$eval('[name="mail"]', (field) => (field as HTMLInputElement).value), 'mary@elsewhere.example', 'what was typed stays')
    await john.look('sso')
    await fill(page, 'mail', 'mary@customer.example')
    await john.press('ssoGo')
    await page.waitForFunction(() => location.pathname === '/generate')
    await john.see('tabQuotes')
    t.match(await send(page, 'GET', '/v1/session'), { user: { login: 'mary@customer.example' } })
  })

  await t.test('who has no password shows to be there at the provider', async (t) => {
    await demandPresence(john)
    await john.see('presenceSsoHint')
    await john.look('presence-sso')
    t.notOk(await page.$('[name="secret"]'), 'no password is asked for')
    await press(page, say('presenceBySso'), 'link')
    await page.waitForFunction(() => location.pathname === '/settings/offboarding')
    await john.see('endAskTitle')
    t.equal(provider.seen.filter(({ at }) => at === 'authorize').at(-1)?.form['prompt'], 'login')
  })

  await t.test('what goes wrong at the provider is said in words', async () => {
    await quiet(page)
    provider.person = { sub: 'nobody', email: 'nobody@customer.example', email_verified: true }
    await page.goto(`${demo.url}/v1/session/sso/${demo.sandbox.orgId}`)
    await see(page, say('problemSsoRefused').slice(0, 40))
    await signOut(page)
    await page.goto(`${demo.url}/v1/session/sso/00D000000000000AAA`)
    await john.see('problemSsoUnknown')
    await john.look('sign-in-problem')
  })
})

/** The org's people sign in at a provider on this computer: one without TLS, which no admin could enter. */
async function offerSso ({ deps, sandbox: { orgId } }: DemoService, issuer: string): Promise<void> {
  const clientSecret = (await deps.secretsOf(orgId).seal({ table: 'tenant', column: 'settings', row: 'sso.clientSecret' }, CLIENT.clientSecret)).toString('base64')
  const sso = JSON.stringify({ sso: { issuer, ...CLIENT, clientSecret, domains: ['customer.example'] } })
  await deps.database.withTenant(orgId, (trx) => sql`update tenant set settings = settings || ${sso}::jsonb`.execute(trx))
}

/** Asks for something grave, for which the sign-in is said to be too long ago: nobody waits ten minutes here. */
async function demandPresence ({ page, go, see }: Walk): Promise<void> {
  await quiet(page)
  await go('/settings/offboarding')
  await see('endAskTitle')
  await refuseOnce(page, '/v1/tenant/offboarding', { status: 403, code: 'CHOHYO_FRESH_SIGN_IN_NEEDED', detail: '' })
  await page.locator('[name="confirm"]').fill('Another org')
  await page.locator('[name="reason"]').fill('for a try')
  await page.locator('[data-save]').click()
}

/** The next change asked for at this path is refused; what comes after it goes through. */
async function refuseOnce (page: Page, path: string, problem: { status: number, code: string, detail: string }): Promise<void> {
  await page.evaluate((path, problem) => {
    const real = window.fetch.bind(window)
    window.fetch = async (input, init) => {
      if (input !== path || init?.method !== 'POST') return real(input, init)
      window.fetch = real
      return new Response(JSON.stringify(problem), { status: problem.status })
    }
  }, path, problem)
}
