import type { Page } from 'puppeteer'
import t from 'tap'
import { openDemo, press, read, see } from './demo.ts'
import { quiet } from './judge.ts'
import { codeOf, comeFromOutside, fill, freePort, openInviter, send, signOut } from './letters.ts'
import { keepSaved, readSaved } from './saved.ts'
import type { Walk } from './walk.ts'

/**
 * The ways into the console: by an invite, with a password and a second factor, by recovery code, by a reset. Every screen is judged at both
 * widths; with CHOHYO_SCREENSHOTS a picture of each lies in that folder, to be looked at.
 */
t.setTimeout(300_000)

const HANAKO = 'hanako@customer.example'
const PASSWORD = 'six quiet herons by the river'

t.test('the ways into the console', async (t) => {
  // Nobody takes the mail: links are handed over by hand then.
  const demo = await openDemo(t, { settings: { PORT: await freePort(), SMTP_URL: 'smtp://127.0.0.1:9' } })
  const inviter = await openInviter(demo)
  const link = await inviter.invite({ login: HANAKO, name: '髙橋 花子', role: 'admin', language: 'ja' })
  const hanako = await comeFromOutside(t, demo, 'ja')
  const { page } = hanako
  let secret = ''
  let codes: string[] = []

  await t.test('an invite leads to a password, an authenticator app and recovery codes', async (t) => {
    const letItLoad = await block(page, '*/invitePage-*')
    await page.goto(link)
    await hanako.see('serviceAway')
    await letItLoad()
    await hanako.press('tryAgain')
    await hanako.see('inviteTitle', 'Sandbox org')
    t.equal(page.url(), `${demo.url}/invite`, 'the token stands in the address no longer')
    await hanako.look('invite')
    await fill(page, 'new-password', 'too short')
    await hanako.press('inviteGo')
    await hanako.see('passwordShort', 9, 15)
    await hanako.look('invite-short')
    await fill(page, 'new-password', 'hanako customer hanako')
    await hanako.press('inviteGo')
    await see(page, '氏名・ログイン名')
    await hanako.press('passwordShow')
    await fill(page, 'new-password', PASSWORD)
    await page.reload()
    await hanako.see('inviteTitle', 'Sandbox org')
    await fill(page, 'new-password', PASSWORD)
    await hanako.press('inviteGo')
    await hanako.see('enrolTitle')
    await hanako.look('enrol')
    await page.reload()
    await hanako.see('enrolTitle')
    await page.locator('[data-kind="totp"]').click()
    await hanako.see('totpScan')
    await page.locator('summary').click()
    secret = await page.$eval('[data-key]', ({ textContent }) => textContent?.replaceAll(' ', '') ?? '')
    await hanako.look('enrol-totp')
    await fill(page, 'code', '12')
    await hanako.press('totpConfirm')
    await hanako.see('totpBad')
    await fill(page, 'code', codeOf(secret))
    await hanako.press('totpConfirm')
    await hanako.see('codesTitle')
    codes = (await read(page)).match(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/g) ?? []
    t.equal(codes.length, 10)
    await hanako.look('recovery-codes')
    await keepSaved(page)
    await hanako.press('codesDownload')
    t.match(await readSaved(page), codes.join('\r\n'), 'the file has them all')
    await hanako.press('codesKept')
    await hanako.see('tabQuotes')
  })

  await t.test('a used link says so kindly', async () => {
    await quiet(page)
    await press(page, hanako.say('userMenu', '髙橋 花子'))
    await press(page, hanako.say('signOut'), 'menuitem')
    await hanako.see('byPasskey')
    await page.goto(link)
    await hanako.see('linkEnded')
    await hanako.look('invite-ended')
  })

  await t.test('password and code let in, a wrong code does not, and a reload stays at its step', async () => {
    await hanako.go('/sign-in?to=%2Fgenerate')
    await hanako.see('byPasskey')
    await hanako.look('sign-in-outside')
    await signIn(hanako, PASSWORD)
    await hanako.see('secondTotpHint')
    await hanako.look('second-totp')
    await page.reload()
    await hanako.see('secondTotpHint')
    await fill(page, 'totp', '000000')
    await hanako.press('secondGo')
    await see(page, '確認できませんでした')
    await hanako.look('second-wrong')
    await fill(page, 'totp', codeOf(secret, 30))
    await hanako.press('secondGo')
    await page.waitForFunction(() => location.pathname === '/generate')
    await hanako.see('tabQuotes')
  })

  await t.test('a recovery code lets in, once', async () => {
    for (const isFirst of [true, false]) {
      await signOut(page)
      await hanako.go('/sign-in')
      await signIn(hanako, PASSWORD)
      await hanako.press('useRecovery')
      await hanako.see('secondRecoveryHint')
      if (isFirst) await hanako.look('second-recovery')
      await fill(page, 'recovery', codes[0]?.toLowerCase().replaceAll('-', ' ') ?? '')
      await hanako.press('secondGo')
      if (isFirst) await hanako.see('tabQuotes')
      else await see(page, '確認できませんでした')
    }
    await hanako.press('asAnother')
    await hanako.see('bySso')
  })

  await t.test('a sign-in that was left half done begins anew, and says why', async () => {
    await signIn(hanako, PASSWORD)
    await hanako.see('secondTotpHint')
    await signOut(page)
    await fill(page, 'totp', '000000')
    await hanako.press('secondGo')
    await see(page, 'サインインの有効期限が切れました')
    await hanako.see('bySso')
  })

  await t.test('who forgot the password is answered as everybody is', async () => {
    await hanako.press('forgot')
    await hanako.press('resetGo')
    await hanako.see('userMissing')
    await hanako.look('forgot')
    await fill(page, 'user', 'nobody@customer.example')
    await hanako.press('resetGo')
    await hanako.see('resetSentHint', 'nobody@customer.example')
    await hanako.look('forgot-sent')
    await hanako.press('back')
  })

  await t.test('a reset link sets a new password, and the second factor is asked for all the same', async (t) => {
    await page.goto(await inviter.reset(HANAKO))
    await hanako.see('setPasswordTitle')
    await hanako.look('reset')
    await fill(page, 'new-password', `${PASSWORD} again`)
    await hanako.press('inviteGo')
    await hanako.see('secondTotpHint')
    await hanako.press('useRecovery')
    await fill(page, 'recovery', codes[1] ?? '')
    await hanako.press('secondGo')
    await hanako.see('tabQuotes')
    t.equal(new URL(page.url()).pathname, '/')
  })

  await t.test('a link for somebody else says who is signed in, and signs out when asked to', async (t) => {
    await quiet(page)
    await page.goto(await inviter.invite({ login: 'jiro@customer.example', name: '次郎', role: 'general', language: 'ja' }))
    await hanako.see('otherOpenHint', '髙橋 花子', 'jiro@customer.example')
    await hanako.look('invite-other-open')
    await hanako.press('otherSignOut')
    await hanako.see('passwordRule', 12, 128)
    await fill(page, 'name', '')
    await fill(page, 'new-password', PASSWORD)
    await hanako.press('inviteGo')
    await hanako.see('nameMissing')
    t.equal(await page.$eval('[name="name"]', (field) => (field as HTMLInputElement).value), '', 'what was typed stays')
    await fill(page, 'name', '鈴木 次郎')
    await hanako.press('inviteGo')
    await hanako.see('tabQuotes')
    t.match(await send(page, 'GET', '/v1/session'), { user: { name: '鈴木 次郎', role: 'general' } }, 'nobody asks a general user for a second factor')
  })
})

/** Nothing at this address is loaded, until it may be. */
async function block (page: Page, urls: string): Promise<() => Promise<void>> {
  const cdp = await page.createCDPSession()
  await cdp.send('Network.enable')
  await cdp.send('Network.setBlockedURLs', { urls: [urls] })
  return () => cdp.detach()
}

async function signIn ({ page, press }: Walk, password: string): Promise<void> {
  await fill(page, 'user', HANAKO)
  await fill(page, 'password', password)
  await press('signIn')
}
