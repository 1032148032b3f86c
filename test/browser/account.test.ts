import { generateSync } from 'otplib'
import t from 'tap'
import { openDemo, press, see } from './demo.ts'
import { quiet } from './judge.ts'
import { comeFromOutside, fill, freePort, openInviter, send } from './letters.ts'

/** One's own account in the settings: what one is called, what one signs in with, and where one is signed in. */
t.setTimeout(300_000)

const LOGIN = 'hanako@customer.example'
const [PASSWORD, NEXT] = ['six quiet herons by the river', 'nine small boats at dawn']

t.test('one’s own account', async (t) => {
  const demo = await openDemo(t, { settings: { PORT: await freePort() } })
  const inviter = await openInviter(demo)
  const hanako = await comeFromOutside(t, demo, 'ja')
  const { page, say } = hanako
  const link = await inviter.invite({ login: LOGIN, name: '髙橋 花子', role: 'general', language: 'ja' })
  await page.goto(link)
  await hanako.see('inviteGo')
  await fill(page, 'new-password', PASSWORD)
  await hanako.press('inviteGo')
  await hanako.see('tabQuotes')
  const stale = () => demo.deps.database.withTenant(demo.sandbox.orgId, (trx) => trx.updateTable('session').set({ fresh_at: new Date(0) }).execute())
  const confirm = async (password: string) => {
    await hanako.see('presenceTitle')
    await fill(page, 'secret', password)
    await hanako.press('presenceGo')
  }

  await t.test('is reached from the menu, and its profile is changed', async (t) => {
    await page.locator('header .person').click()
    await press(page, say('placeAccount'), 'menuitem')
    await hanako.see('profileTitle')
    await see(page, LOGIN)
    await hanako.look('account')
    await fill(page, 'name', '髙橋 花')
    await fill(page, 'mail', 'hana@customer.example')
    await stale()
    await hanako.press('save')
    await confirm(PASSWORD)
    await hanako.see('profileSaved')
    t.match(await send(page, 'GET', '/v1/account'), { name: '髙橋 花', mail: 'hana@customer.example' })
  })

  await t.test('the password is changed by the one of before', async () => {
    await page.locator('[data-change]').click()
    await fill(page, 'old', 'something else')
    await fill(page, 'new-password', NEXT)
    await page.locator('[data-go]').click()
    await see(page, '現在のパスワードが正しくありません')
    await hanako.look('account-password')
    await fill(page, 'old', PASSWORD)
    await page.locator('[data-go]').click()
    await hanako.see('passwordChanged')
  })

  await t.test('an app and a passkey are added by who shows to be there, and taken away', async (t) => {
    await stale()
    await page.locator('[data-kind="totp"]').click()
    await confirm(NEXT)
    await hanako.see('totpEnter')
    await hanako.look('account-totp')
    await page.locator('summary').click()
    const secret = await page.$eval('p[data-key]', ({ textContent }) => textContent?.replaceAll(' ', '') ?? '')
    await fill(page, 'code', generateSync({ secret }))
    await hanako.press('totpConfirm')
    await hanako.see('codesTitle')
    await hanako.press('codesKept')
    await hanako.see('enrolDone')
    await page.locator('[data-kind="passkey"]').click()
    await hanako.see('passkeyTitle')
    await fill(page, 'label', '私の端末')
    await hanako.press('passkeyCreate')
    await see(page, '私の端末')
    await hanako.look('account-factors')
    t.match(await send(page, 'GET', '/v1/account'), { totp: true, passkeys: [{ label: '私の端末' }], recoveryCodes: 10 })
    await page.locator('[data-renew]').click()
    await hanako.see('codesRenewSure')
    await press(page, 'OK')
    await hanako.see('codesTitle')
    await hanako.press('codesKept')
    await quiet(page)
    await page.locator('[data-action="remove"]').click()
    await see(page, say('passkeyRemoveSure', '私の端末'))
    await press(page, 'OK')
    await hanako.see('passkeysNone')
    await quiet(page)
    await page.$eval('[data-remove-totp]', (button) => { (button as HTMLElement).click() })
    await hanako.see('totpRemoveSure')
    await press(page, 'OK')
    await hanako.see('factorUnset')
    t.match(await send(page, 'GET', '/v1/account'), { totp: false, passkeys: [] })
  })

  await t.test('another browser is ended from here, and thrown out', async (t) => {
    const other = await comeFromOutside(t, demo, 'ja')
    await other.go('/sign-in')
    await fill(other.page, 'user', LOGIN)
    await fill(other.page, 'password', NEXT)
    await other.press('signIn')
    await other.see('tabQuotes')
    await hanako.go('/settings/account')
    await hanako.see('sessionEnd')
    await hanako.look('account-sessions')
    await page.locator('[data-action="end"]').click()
    await hanako.see('sessionEnded')
    // What a process remembers of a session it forgets within some seconds.
    await new Promise((resolve) => setTimeout(resolve, 5500))
    await other.go('/o/Quote')
    await other.see('signIn')
    t.match(await send(page, 'GET', '/v1/account/sessions'), { sessions: [{ current: true }] })
  })
})
