import t from 'tap'
import { openDemo, press, see, type DemoService } from './demo.ts'
import { barriers, overflow, quiet } from './judge.ts'

// Many pages, looked at in two widths.
t.setTimeout(300_000)

t.test('the console', async (t) => {
  const demo = await openDemo(t)
  const { open, enter, sandbox } = demo
  const quote = sandbox.records['quote'] ?? ''

  t.test('every page can be used by everybody, at both widths', async (t) => {
    for (const width of [1280, 390] as const) {
      const inside = await enter({ width, language: 'ja' })
      const look = async (name: string, page = inside.page) => {
        await quiet(page)
        t.same(await barriers(page), [], `${name} at ${width}`)
        t.ok(await overflow(page) <= 0, `${name} fits into ${width}`)
      }
      const outside = await open({ width })
      await look('sign-in', outside.page)
      await outside.close()
      for (const path of ['/', '/o/Opportunity', `/r/${quote}`, '/generate', `/search?q=${encodeURIComponent('製作所')}`, '/search?q=zzz', '/search', '/o/Quote?q=zzz', '/nowhere', '/o/Nothing__c']) {
        await inside.page.goto(demo.url + path)
        await look(path)
      }
      await inside.page.goto(`${demo.url}/r/${quote}`)
      await press(inside.page, '帳票を作成')
      await see(inside.page, '1 / 1')
      await look('the window to generate')
      await inside.page.keyboard.press('Escape')
      await press(inside.page, '関連', 'tab')
      await look('related lists')
      await inside.close()
    }
  })

  t.test('every page has an address, and the back button goes back', async (t) => {
    const { page, faults } = await enter({ language: 'ja' })
    const path = () => page.evaluate(() => location.pathname + location.search)
    await see(page, '本社事務機器更新 御見積')
    await press(page, '取引先', 'link')
    await see(page, 'すべての取引先')
    t.equal(await path(), '/o/Account')
    await press(page, '取引先名')
    await page.waitForFunction(() => location.search === '?sort=Name')
    await page.locator('tbody th a').click()
    await page.waitForFunction(() => / \| 取引先 \| /.test(document.title))
    await page.goBack()
    await see(page, 'すべての取引先')
    t.equal(await path(), '/o/Account?sort=Name', 'the list as it was left')
    await page.goBack()
    await see(page, 'すべての見積')
    await page.goForward()
    await see(page, 'すべての取引先')
    await page.reload()
    await see(page, 'すべての取引先')
    t.same(faults, [])
  })

  t.test('who is signed out meanwhile signs in again and is back where he was', async (t) => {
    const { page } = await enter({ language: 'ja', path: `/r/${quote}` })
    await see(page, '本社事務機器更新 御見積')
    await page.evaluate(() => fetch('/v1/session', { method: 'DELETE' }))
    await press(page, '取引先', 'link')
    await see(page, 'サインアウトされました')
    t.equal(await page.evaluate(() => location.search), '?to=%2Fo%2FAccount')
    await press(page, '管理 太郎 としてサインイン システム管理者')
    await see(page, 'すべての取引先')
  })

  t.test('a wrong password is said, and the right one opens', async (t) => {
    const { page } = await open({ language: 'ja', path: `/r/${quote}` })
    await press(page, 'ユーザーとパスワードでサインイン')
    await press(page, 'サインイン')
    await see(page, 'ユーザーとパスワードを入力してください')
    await page.locator('[name="user"]').fill('rep@sandbox.chohyo.example')
    await page.locator('[name="password"]').fill('wrong')
    await page.keyboard.press('Enter')
    await see(page, 'パスワードが正しくありません')
    await page.locator('[name="password"]').fill(demo.password)
    await page.keyboard.press('Enter')
    await see(page, '本社事務機器更新 御見積')
    await press(page, 'アカウント: 渡邉 健一')
    await press(page, 'サインアウト', 'menuitem')
    await see(page, '管理 太郎 としてサインイン')
    t.equal(await page.evaluate(async () => (await fetch('/v1/objects')).status), 401)
  })

  t.test('the page speaks the language of its user, or the one that is chosen', async (t) => {
    const { page } = await enter({ language: 'ja', user: 'emily@sandbox.chohyo.example' })
    await see(page, 'All Quotes')
    await see(page, 'Grand Total')
    await press(page, 'Your account: Emily Carter')
    await press(page, '日本語', 'menuitemradio')
    await see(page, 'すべてのQuotes')
    await page.reload()
    await see(page, 'すべてのQuotes')
    t.equal(await page.evaluate(() => document.documentElement.lang), 'ja')
  })

  t.test('who may see less in Salesforce sees less here', async (t) => {
    const limited = await enter({ language: 'ja', user: 'limited@sandbox.chohyo.example', path: '/o/Opportunity' })
    await see(limited.page, 'すべての商談')
    t.notMatch(await limited.page.evaluate(() => document.body.innerText), /金額/)
    const other = await enter({ language: 'ja', user: 'private@sandbox.chohyo.example', path: `/r/${quote}` })
    await see(other.page, 'このレコードは表示できません')
  })

  t.test('while the service does not answer it says so, loses nothing, and goes on when told to', async (t) => {
    const { page } = await enter({ language: 'ja', path: `/r/${quote}` })
    await see(page, '帳票を作成')
    await page.setOfflineMode(true)
    await press(page, '商談', 'link')
    await page.waitForSelector('c-chohyo-error-panel')
    t.equal(await page.evaluate(() => location.pathname), '/o/Opportunity')
    await page.setOfflineMode(false)
    await press(page, 'もう一度試す')
    await see(page, 'すべての商談')
  })
})

t.test('the first look', async (t) => {
  const demo: DemoService = await openDemo(t)
  const { page, faults } = await demo.open({ language: 'ja' })
  t.same(faults, [])
  await press(page, '管理 太郎 としてサインイン システム管理者')
  await see(page, '本社事務機器更新 御見積')
  t.equal(await page.$eval('tbody a', (link) => link.textContent), '本社事務機器更新 御見積', 'the showcase is the first of the list')
})
