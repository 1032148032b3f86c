import type { Page } from 'puppeteer'
import t from 'tap'
import { openDemo, press, pressText, read, see } from './demo.ts'
import { quiet } from './judge.ts'
import { keepSaved, readSaved } from './saved.ts'
import { walk, type Walk } from './walk.ts'

/**
 * The settings: the histories, the org and its keys, the ledger, and the end of the service by two admins. Every screen is judged at both widths;
 * with CHOHYO_SCREENSHOTS a picture of each lies in that folder, to be looked at.
 */
t.setTimeout(600_000)

const FILE = '御見積書_00000001_株式会社髙橋製作所.pdf'
const SECOND = 'emily@sandbox.chohyo.example'

t.test('the settings', async (t) => {
  const demo = await openDemo(t)
  const admin = await walk(t, demo, { language: 'ja', rough: true })
  const { page, say } = admin
  await admin.go('/')
  t.equal(await send(page, 'POST', '/v1/documents', { mapping: 'quote_ja', recordId: demo.sandbox.records['quote'] }), 201, 'a document to be found')
  await makeAdmin(page, SECOND)

  await t.test('are reached by the gear', async () => {
    await admin.go('/o/Quote')
    await press(page, '設定', 'link')
    await admin.see('settingsHint')
    await admin.look('settings')
  })

  await t.test('histories are found by conditions and saved as CSV', async (t) => {
    await admin.go('/settings/histories/login')
    await see(page, 'サインイン')
    await admin.look('histories')
    await press(page, '出力', 'link')
    await see(page, '帳票の作成')
    await page.locator('select[name="what"]').fill('generate-document')
    await page.locator('select[name="result"]').fill('refused')
    await admin.press('find')
    await admin.see('linesNone')
    t.match(new URL(page.url()).search, /what=generate-document&result=refused/, 'the search has an address')
    await admin.look('histories-nothing')
    await admin.press('clear')
    await see(page, '帳票の作成')
    await keepSaved(page)
    await admin.press('saveCsv')
    await see(page, 'output.csv をダウンロードしました')
    t.match(await readSaved(page), /^"?番号.*\r\n.*generate-document/s)
    await page.locator('[data-open]').click()
    await see(page, 'generate-document')
    await admin.look('history-line')
    await page.keyboard.press('Escape')
    await press(page, '連鎖をダウンロード')
    await quiet(page)
    t.notMatch(await read(page), /完了できません/)
  })

  await t.test('rules of the org are changed, and what is refused stays in the form', async (t) => {
    await admin.go('/settings/tenant')
    await admin.see('groupRetention')
    await admin.look('org')
    await page.locator('[name="retention.years"]').fill('10')
    await page.locator('[name="history.webhook.url"]').fill('https://user@siem.example')
    await admin.press('save')
    await page.waitForSelector('c-chohyo-error-panel')
    t.equal(await page.$eval('[name="history.webhook.url"]', (field) => (field as HTMLInputElement).value), 'https://user@siem.example', 'nothing typed is lost')
    await admin.look('org-refused')
    await page.locator('[name="history.webhook.url"]').fill('')
    await demo.deps.database.withTenant(demo.sandbox.orgId, (trx) => trx.updateTable('session').set({ fresh_at: new Date(0) }).execute())
    await admin.press('save')
    await admin.see('presenceTitle')
    await admin.look('org-presence')
    await page.locator('[name="secret"]').fill(demo.password)
    await admin.press('presenceGo')
    await admin.see('rulesSaved')
    await admin.press('save')
    await admin.see('rulesSame')
    await page.reload()
    await page.waitForSelector('[name="retention.years"]')
    await quiet(page)
    t.equal(await page.$eval('[name="retention.years"]', (field) => (field as HTMLInputElement).value), '10')
    await admin.press('testConnection')
    await page.waitForSelector('.said')
    await admin.press('pinNext')
    await page.locator('[name="certificate"]').fill('-----BEGIN CERTIFICATE-----\nnothing of the kind, though it is long enough to be looked at by the service\n-----END CERTIFICATE-----')
    await admin.press('pinNext')
    await page.waitForSelector('c-chohyo-error-panel')
    await admin.look('org-tested')
  })

  await t.test('keys are renewed', async () => {
    await admin.go('/settings/keys')
    await see(page, '第 1 版')
    await admin.press('rotateKeys')
    await admin.see('rotateSure')
    await admin.look('keys-confirm')
    await press(page, 'OK')
    await admin.see('rotated', 2)
    await see(page, '復号のみ')
    await admin.look('keys')
  })

  await t.test('documents are found in the ledger, held and withdrawn', async (t) => {
    await admin.go('/settings/ledger')
    await see(page, FILE)
    await admin.look('ledger')
    await page.locator('[name="amountFrom"]').fill('99999999')
    await admin.press('find')
    await admin.see('documentsNone')
    await admin.press('clear')
    await page.locator('[name="counterparty"]').fill('髙橋製作所')
    await page.locator('[name="dateFrom"]').fill('2026-01-01')
    await admin.press('find')
    await see(page, FILE)
    const [zip] = await Promise.all([page.waitForResponse((answer) => answer.url().includes('/v1/documents/export')), admin.press('saveZip')])
    t.match(zip.url(), /counterparty=/, 'the ZIP holds what is found')
    await admin.see('zipSaved')
    await pressText(page, FILE)
    await admin.see('viewers')
    await admin.look('ledger-document')
    await giveReason(admin, 'hold', '調査のため')
    await admin.see('heldDone')
    await see(page, '調査のため')
    await giveReason(admin, 'release', '調査が終わったため')
    await admin.see('releasedDone')
    await giveReason(admin, 'withdraw', '誤って作成したため')
    await admin.see('withdrawnDone')
    await admin.look('ledger-withdrawn')
    await page.keyboard.press('Escape')
    await admin.see('documentsNone')
    await page.locator('select[name="withdrawn"]').fill('only')
    await admin.press('find')
    await see(page, FILE)
  })

  await t.test('papers are made with the names of the company', async () => {
    for (const [name, words] of Object.entries({ company: '株式会社サンプル', responsible: '経理部長 山田太郎', processor: '経理課長 佐藤花子', department: '経理部' })) await page.locator(`[name="${name}"]`).fill(words)
    await admin.press('makePaper')
    await admin.see('paperSaved', say('paperSummary'))
  })

  await t.test('two admins end the service, and one takes it back', async (t) => {
    await admin.go('/settings/offboarding')
    await admin.see('endAskTitle')
    await admin.look('end')
    await page.locator('[name="confirm"]').fill('Another org')
    await page.locator('[name="reason"]').fill('別のサービスへ移行するため')
    await page.locator('[data-save]').click()
    await page.waitForSelector('c-chohyo-error-panel')
    await page.locator('[name="confirm"]').fill('Sandbox org')
    await page.locator('[data-save]').click()
    await admin.see('endByOther')
    t.notOk(await page.$('[data-confirm]'), 'who asked for it cannot confirm it')
    await admin.look('end-asked')

    const other = await walk(t, demo, { language: 'en', rough: true })
    await other.go('/settings/offboarding')
    await other.see('endConfirmHint')
    await other.look('end-to-confirm')
    await other.press('endConfirm')
    await other.see('endConfirmed')
    await other.look('end-confirmed')
    await other.press('endCancel')
    await other.see('endCancelSure')
    await press(other.page, 'OK')
    await other.see('endCancelDone')
    await other.see('endCancelled')
    await other.look('end-cancelled')
    for (const [name, path] of Object.entries({ settings: '/settings', histories: '/settings/histories/change', org: '/settings/tenant', keys: '/settings/keys', ledger: '/settings/ledger?withdrawn=with' })) {
      await other.go(path)
      await other.look(name)
    }
    await other.close()
  })

  await t.test('who works with documents sees the own histories only', async (t) => {
    const rep = await walk(t, demo, { language: 'ja', user: 'rep@sandbox.chohyo.example' })
    await rep.go('/settings')
    await rep.see('settingsHint')
    t.same(await rep.page.$$eval('.menu li a', (links) => links.map(({ textContent }) => textContent?.trim())), [say('placeAccount'), say('placeHistories')])
    await rep.look('settings-general')
    await rep.go('/settings/histories/login')
    await rep.see('historyOwn')
    await rep.look('histories-general')
    await rep.go('/settings/ledger')
    await rep.see('settingsRefused')
    await rep.look('settings-refused')
  })
})

/** A request of whoever is signed in on the page; answers its status. */
async function send (page: Page, method: string, path: string, body: unknown): Promise<number> {
  return page.evaluate(async (method, path, body) => (await fetch(path, { method, headers: { 'content-type': 'application/json', prefer: 'wait=60' }, body })).status, method, path, JSON.stringify(body))
}

async function makeAdmin (page: Page, login: string): Promise<void> {
  const id = await page.evaluate(async (login) => {
    const { users } = await (await fetch('/v1/users')).json() as { users: Array<{ id: string, login: string }> }
    return users.find((user) => user.login === login)?.id ?? ''
  }, login)
  const status = await send(page, 'PATCH', `/v1/users/${id}`, { role: 'admin' })
  if (status !== 200) throw new Error(`${login} is no admin: ${status}`)
}

/** Does something to the document in the window, and says why. */
async function giveReason ({ page, press }: Walk, deed: 'hold' | 'release' | 'withdraw', reason: string): Promise<void> {
  await press(deed)
  await page.locator('[name="reason"]').fill(reason)
  await press(deed)
}
