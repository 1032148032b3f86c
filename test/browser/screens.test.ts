import t from 'tap'
import { openDemo, press, pressText, see } from './demo.ts'
import { walk } from './walk.ts'

/**
 * Every screen of the console at rest, in both languages and at both widths: nothing runs out of its place, covers another or is hard to use.
 * With CHOHYO_SCREENSHOTS a picture of each lies in that folder, to be looked at.
 */
t.setTimeout(900_000)

const QUOTE = '本社事務機器更新 御見積'

for (const language of ['ja', 'en'] as const) {
  t.test(`the screens in ${language}`, async (t) => {
    const demo = await openDemo(t, { size: 12 })
    const { records } = demo.sandbox
    const quote = records['quote'] ?? ''

    await t.test('signing in', async (t) => {
      const outside = await walk(t, demo, { language, outside: true, rough: true })
      const { page } = outside
      await outside.look('sign-in')
      await outside.press('withPassword')
      await outside.look('sign-in-form')
      await outside.press('signIn')
      await outside.see('fillIn')
      await outside.look('sign-in-not-filled-in')
      await page.locator('[name="user"]').fill('rep@sandbox.chohyo.example')
      await page.locator('[name="password"]').fill('wrong')
      await page.keyboard.press('Enter')
      await see(page, language === 'ja' ? 'パスワードが正しくありません' : 'password is not right')
      await outside.look('sign-in-wrong')
      await outside.go(`/r/${quote}`)
      await outside.look('sign-in-before-a-record')
      await outside.close()
    })

    await t.test('lists and search', async (t) => {
      const inside = await walk(t, demo, { language })
      for (const [name, path] of Object.entries({
        'list-quotes': '/o/Quote',
        'list-opportunities': '/o/Opportunity',
        'list-accounts': '/o/Account?sort=Name',
        'list-nothing-found': '/o/Quote?q=zzz',
        search: `/search?q=${encodeURIComponent('製作所')}`,
        'search-nothing-found': '/search?q=zzz',
        'search-empty': '/search',
        'unknown-page': '/nowhere',
        'generate-tab-first': '/generate'
      })) {
        await inside.go(path)
        await inside.look(name)
      }
      await inside.go('/o/Quote')
      await see(inside.page, QUOTE)
      await inside.page.locator('thead .slds-checkbox_faux').click()
      await inside.look('list-chosen')
      const goOn = await inside.hold(/^\/v1\/objects/)
      await inside.go('/o/Account')
      await inside.page.waitForSelector('console-bones')
      await inside.look('list-loading', 'moves')
      goOn()
      await inside.page.waitForSelector('tbody')
      await inside.page.locator('button.person').click()
      await inside.look('account-menu')
      await inside.close()
    })

    await t.test('a record', async (t) => {
      const inside = await walk(t, demo, { language })
      const goOn = await inside.hold(/^\/v1\/records/)
      await inside.go(`/r/${records['opportunity']}`)
      await inside.page.waitForSelector('console-bones')
      await inside.look('record-loading', 'moves')
      goOn()
      await inside.see('filesEmpty')
      await inside.look('record-opportunity')
      await press(inside.page, inside.say('related'), 'tab')
      await inside.look('record-related')
      await inside.go(`/r/${records['account']}`)
      await inside.see('details')
      await inside.look('record-account')
      await press(inside.page, inside.say('related'), 'tab')
      await inside.look('record-account-related')
      await inside.go(`/r/${records['invoice']}`)
      await inside.see('details')
      await inside.look('record-invoice')
      await inside.close()
    })

    await t.test('one document', async (t) => {
      const inside = await walk(t, demo, { language })
      const { page, say } = inside
      await inside.go(`/r/${quote}`)
      const showPages = await inside.hold(/preview/)
      await inside.press('generate')
      await inside.see('Chohyo_Output')
      await inside.look('generate-preview-loading', 'moves')
      showPages()
      await see(page, say('Chohyo_Preview_Page_Of', 1, 1))
      await inside.look('generate')
      const goOn = await inside.hold(/^\/v1\/documents\/[^/]+$/)
      await inside.press('Chohyo_Save_To_Files')
      await inside.see('Chohyo_Step_Saving')
      await inside.look('generate-working', 'moves')
      goOn()
      await inside.see('Chohyo_Generate_Another')
      await inside.look('generate-done')
      await page.keyboard.press('Escape')
      await see(page, say('filesCount', 1))
      await inside.look('record-with-file')
      await page.locator('[data-open]').click()
      await see(page, say('Chohyo_Preview_Page_Of', 1, 1))
      await inside.look('file-preview')
      await inside.go(`/r/${records['invoice']}`)
      await inside.press('generate')
      await see(page, say('Chohyo_Preview_Page_Of', 1, 1).slice(0, 4).trim())
      await inside.look('generate-several')
      await pressText(page, say('Chohyo_Save_Not'))
      await inside.look('generate-download-only')
      await inside.go(`/r/${records['opportunity']}`)
      await inside.press('generate')
      await inside.see('Chohyo_Generate_Nothing')
      await inside.look('generate-nothing')
      await inside.close()
    })
  })
}
