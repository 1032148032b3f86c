import { generateSync } from 'otplib'
import t from 'tap'
import { openDemo, press, see } from './demo.ts'
import { quiet } from './judge.ts'
import { comeFromOutside, fill, freePort, openInviter, send } from './letters.ts'
import { wordsIn } from './words.ts'

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
  /** By the keyboard: what was done before may be said over the button. */
  const choose = async (selector: string) => {
    await (await page.waitForSelector(selector))?.focus()
    await page.keyboard.press('Enter')
  }
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
    await page.setOfflineMode(true)
    await hanako.press('save')
    await page.waitForSelector('[data-trouble]')
    await hanako.look('account-away')
    await page.setOfflineMode(false)
    await stale()
    await hanako.press('save')
    await hanako.see('presenceTitle')
    await hanako.look('account-presence')
    await confirm(PASSWORD)
    await hanako.see('profileSaved')
    await page.waitForSelector(`::-p-aria([name="${say('userMenu', '髙橋 花')}"])`)
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
    await choose('[data-kind="totp"]')
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
    await choose('[data-kind="passkey"]')
    await hanako.see('passkeyTitle')
    await fill(page, 'label', '私の端末')
    await hanako.press('passkeyCreate')
    await see(page, '私の端末')
    await hanako.look('account-factors')
    t.match(await send(page, 'GET', '/v1/account'), { totp: true, passkeys: [{ label: '私の端末' }], recoveryCodes: 10 })
    await choose('[data-renew]')
    await hanako.see('codesRenewSure')
    await press(page, 'OK')
    await hanako.see('codesTitle')
    await hanako.look('account-codes')
    t.match(await page.$$eval('li.code', (codes) => new Set(codes.map(({ textContent }) => textContent)).size), 10)
    await hanako.press('codesKept')
    await quiet(page)
    await choose('[data-action="rename"]')
    const name = page.locator(`::-p-aria([name="${say('passkeyLabel')}"][role="textbox"])`)
    await name.wait()
    await hanako.look('account-rename')
    await name.fill('会社の端末')
    await press(page, 'OK')
    await hanako.see('passkeyRenamed')
    await see(page, '会社の端末')
    await quiet(page)
    await choose('[data-action="remove"]')
    await see(page, say('passkeyRemoveSure', '会社の端末'))
    await press(page, 'OK')
    await hanako.see('passkeysNone')
    await quiet(page)
    await choose('[data-remove-totp]')
    await hanako.see('totpRemoveSure')
    await press(page, 'OK')
    await hanako.see('factorUnset')
    t.match(await send(page, 'GET', '/v1/account'), { totp: false, passkeys: [] })
  })

  await t.test('another browser is ended from here, and all others: they are thrown out', async (t) => {
    const others = [await comeFromOutside(t, demo, 'ja'), await comeFromOutside(t, demo, 'ja')]
    for (const other of others) {
      await other.go('/sign-in')
      await fill(other.page, 'user', LOGIN)
      await fill(other.page, 'password', NEXT)
      await other.press('signIn')
      await other.see('tabQuotes')
    }
    await hanako.go('/settings/account')
    await hanako.see('sessionsEndOthers')
    await hanako.look('account-sessions')
    await choose('[data-action="end"]')
    await hanako.see('sessionEnded')
    await page.waitForFunction(() => document.body.innerText.match(/Chrome, Linux/g)?.length === 2)
    await hanako.press('sessionsEndOthers')
    await hanako.see('sessionsEndSure')
    await press(page, 'OK')
    await hanako.see('sessionsEnded')
    t.match(await send(page, 'GET', '/v1/account/sessions'), { sessions: [{ current: true }] })
    // What a process remembers of a session it forgets within some seconds.
    await new Promise((resolve) => setTimeout(resolve, 5500))
    for (const other of others) {
      await other.go('/o/Quote')
      await other.see('signIn')
    }
  })

  await t.test('another language is that of the page at once', async (t) => {
    await page.locator('select[name="language"]').fill('en')
    await hanako.press('save')
    await see(page, wordsIn('en')('sessionsTitle'))
    await hanako.look('account-english')
    t.match(await send(page, 'GET', '/v1/account'), { language: 'en', name: '髙橋 花' })
  })
})
