import t from 'tap'
import { openDemo, press, read, see } from './demo.ts'
import { comeFromOutside, fill, freePort, openInviter } from './letters.ts'
import { walk, type Walk } from './walk.ts'

/**
 * Users, invites and API keys in the settings: by an admin, by somebody who is invited, by somebody whose role is changed, and by a program. Every screen is
 * judged at both widths; with CHOHYO_SCREENSHOTS a picture of each lies in that folder, to be looked at.
 */
t.setTimeout(300_000)

const HANAKO = 'hanako@customer.example'
const EMILY = 'emily@sandbox.chohyo.example'

t.test('users and programs', async (t) => {
  // Nobody takes the mail: links are shown then.
  const demo = await openDemo(t, { settings: { PORT: await freePort(), SMTP_URL: 'smtp://127.0.0.1:9' } })
  const admin = await walk(t, demo, { language: 'ja', rough: true })
  const { page, say } = admin
  const emily = await walk(t, demo, { language: 'en', rough: true })
  const hanako = await comeFromOutside(t, demo, 'ja')
  const once = (): Promise<string> => page.locator('[data-once]').map(({ textContent }) => textContent ?? '').wait()
  /** Opens the one user who is found by this. */
  const openUser = async (search: string): Promise<void> => {
    await admin.go(`/settings/users?search=${encodeURIComponent(search)}`)
    await page.locator('[data-open]').click()
    await page.waitForSelector('[aria-modal="true"] [data-deed="close"], [aria-modal="true"] [data-open-user]')
  }

  await t.test('users are found by conditions, which stand in the address', async (t) => {
    await admin.go('/settings')
    await press(page, `${say('placeUsers')} ${say('placeUsersHint')}`, 'link')
    await see(page, EMILY)
    await admin.look('users')
    await fill(page, 'label', 'nobody has this')
    await page.locator('select[name="role"]').fill('general')
    await admin.press('find')
    await admin.see('usersNone')
    t.match(new URL(page.url()).search, 'label=nobody+has+this&role=general')
    await admin.look('users-nothing')
    await admin.press('clear')
    await see(page, EMILY)
  })

  await t.test('an invite whose mail cannot be sent is shown as a link, this once, and lets somebody in', async (t) => {
    await admin.press('inviteUser')
    await admin.see('inviteHow')
    await admin.look('invite-new')
    await fill(page, 'login', HANAKO)
    await fill(page, 'name', '髙橋 花子')
    await fill(page, 'username', demo.sandbox.users[0]?.username ?? '')
    await fill(page, 'labels', '経理、東京')
    await admin.press('inviteSend')
    await admin.see('inviteShown', '髙橋 花子')
    const link = await once()
    await admin.look('invite-link')
    await page.keyboard.press('Escape')
    await see(page, HANAKO)
    await admin.look('users-invited')
    t.notMatch(await page.content(), link, 'it is seen no more')

    await hanako.page.goto(link)
    await hanako.see('inviteTitle', 'Sandbox org')
    await fill(hanako.page, 'new-password', 'six quiet herons by the river')
    await hanako.press('inviteGo')
    await hanako.see('tabQuotes')
    await admin.go('/settings/users?label=%E7%B5%8C%E7%90%86')
    await see(page, '経理, 東京')
    await admin.see('openInvitesNone')
  })

  await t.test('an open invite is withdrawn', async () => {
    const link = await (await openInviter(demo)).invite({ login: 'jiro@customer.example', name: '次郎', role: 'general', language: 'ja' })
    await admin.go('/settings/users')
    await page.locator('[data-action="withdraw"]').click()
    await admin.see('withdrawSure', 'jiro@customer.example')
    await press(page, 'OK')
    await admin.see('inviteWithdrawn')
    await admin.see('openInvitesNone')
    await hanako.page.goto(link)
    await hanako.see('linkEnded')
  })

  await t.test('another role signs out whoever gets it, once the admin has shown to be there', async (t) => {
    await emily.go('/settings')
    t.notMatch(await read(emily.page), emily.say('placeUsersHint'), 'a general user has no list of users')
    await demo.deps.database.withTenant(demo.sandbox.orgId, (trx) => trx.updateTable('session').set({ fresh_at: new Date(0) }).execute())
    await openUser(EMILY)
    await admin.look('user')
    await page.locator('[aria-modal="true"] select[name="role"]').fill('auditor')
    await admin.see('mayAuditor')
    await admin.press('save')
    await admin.see('presenceTitle')
    await admin.look('user-presence')
    await fill(page, 'secret', demo.password)
    await admin.press('presenceGo')
    await see(page, '保存しました')
    await thrownOut(emily)
    await emily.close()
  })

  await t.test('who is closed is thrown out, and may come again when opened', async (t) => {
    await openUser(HANAKO)
    await page.locator('[data-deed="close"]').click()
    await admin.look('user-close')
    await page.locator('[aria-modal="true"] [data-save]').click()
    await admin.see('userWasClosed')
    await admin.look('user-closed')
    await thrownOut(hanako)
    await page.locator('[data-open-user]').click()
    await admin.see('userWasOpened')
    t.ok(await page.waitForSelector('[data-deed="close"]'))
  })

  await t.test('a link for a new password takes the second factors along', async (t) => {
    await openUser(HANAKO)
    await page.locator('[data-deed="reset"]').click()
    await admin.look('user-reset')
    await page.locator('[name="factors"] + label').click()
    await admin.press('resetUserGo')
    await admin.see('inviteShown', '髙橋 花子')
    t.match(await once(), `${demo.url}/reset#`)
    await admin.look('user-link')
  })

  await t.test('the last admin stays one', async () => {
    await openUser('admin@sandbox')
    await admin.see('userIsYou')
    await page.locator('[aria-modal="true"] select[name="role"]').fill('general')
    await admin.press('save')
    await see(page, '最後の有効な管理者')
    await admin.look('user-last-admin')
  })

  await t.test('an auditor sees it all and changes nothing', async (t) => {
    const auditor = await walk(t, demo, { language: 'en' })
    await auditor.go(`/settings/users?search=${encodeURIComponent(HANAKO)}`)
    await auditor.page.locator('[data-open]').click()
    await auditor.see('userFactorsNone')
    await auditor.look('user-auditor')
    t.same(await auditor.page.$$('[aria-modal="true"] :is(input, select, [data-save], [data-deed="reset"])'), [])
    for (const [path, text] of [['users', HANAKO], ['api-keys', 'demo']] as const) {
      await auditor.go(`/settings/${path}`)
      await see(auditor.page, text)
      await auditor.look(`${path}-auditor`)
      t.same(await auditor.page.$$('[data-invite], [data-make], [data-action]'), [], path)
    }
    await auditor.close()
  })

  await t.test('a key is made, opens what it is for, and nothing once it is revoked', async (t) => {
    await admin.go('/settings/api-keys')
    await page.locator('[data-make]').click()
    await fill(page, 'label', '夜間バッチ')
    await page.locator('[aria-modal="true"] select[name="role"]').fill('auditor')
    await admin.press('apiKeyMake')
    await admin.see('apiKeyScopesMissing')
    await admin.look('api-key-new')
    await page.locator('[name="scope.users:read"] + label').click()
    await admin.press('apiKeyMake')
    await admin.see('apiKeyMade')
    const authorization = `Bearer ${await once()}`
    await admin.look('api-key-shown')
    await page.keyboard.press('Escape')
    await see(page, '夜間バッチ')
    await admin.look('api-keys')
    const ask = async (path: string): Promise<number> => (await fetch(`${demo.url}/v1${path}`, { headers: { authorization } })).status
    t.equal(await ask('/users'), 200)
    t.equal(await ask('/tenant'), 403, 'it is for users only')

    await page.locator('[data-action="revoke"]').click()
    await admin.see('revokeApiKeySure', '夜間バッチ')
    await press(page, 'OK')
    await admin.see('apiKeyRevoked')
    for (let tries = 0; tries < 60 && await ask('/users') === 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100))
    t.equal(await ask('/users'), 401)
    await page.locator('[data-action="revoke"]').click()
    await press(page, 'OK')
    await admin.see('apiKeysNone')
    await admin.look('api-keys-none')
  })
})

/** Sessions are believed for five seconds; then the page leads to the sign-in. */
async function thrownOut ({ page, see }: Walk): Promise<void> {
  await page.waitForFunction(async () => (await (await fetch('/v1/session')).json() as { user: unknown }).user === null, { polling: 300 })
  await page.reload()
  await see('tagline')
}
