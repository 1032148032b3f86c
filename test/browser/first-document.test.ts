import t from 'tap'
import { openDemo, press, pressText, see } from './demo.ts'

/** What a newcomer sees and presses, from the address of the ready line to the document under Files. */
const WORDS = {
  ja: { signIn: '管理 太郎 としてサインイン', pages: '1 / 1', generate: '帳票を作成', save: 'ファイルに保存', saved: 'ファイルに保存しました', files: 'ファイル (1)' },
  en: { signIn: 'Sign in as Emily Carter', pages: '1 of 1', generate: 'Generate', save: 'Save to Files', saved: 'Saved to Files', files: 'Files (1)' }
}
const QUOTE = '本社事務機器更新 御見積'
const FILE = '御見積書_00000001_株式会社髙橋製作所'

t.setTimeout(300_000)

t.test('a newcomer has the 御見積書 under Files after four clicks', async (t) => {
  for (const language of ['ja', 'en'] as const) {
    await t.test(language, async (t) => {
      const words = WORDS[language]
      const { open, filed, sandbox } = await openDemo(t)
      filed()
      const { page, faults, shoot } = await open({ language })

      await pressText(page, words.signIn)
      await press(page, QUOTE, 'link')
      await shoot(`${language}-record`)
      await press(page, words.generate)
      await see(page, words.pages)
      await shoot(`${language}-generate`)
      await press(page, words.save)

      await see(page, words.saved)
      await see(page, words.files)
      await shoot(`${language}-saved`)
      t.match(filed(), [{ title: FILE, recordId: sandbox.records['quote'] }], 'the org has it, once')
      t.same(faults, [])
    })
  }
})

t.test('the keyboard alone does the same', async (t) => {
  const { open, filed } = await openDemo(t)
  filed()
  const { page, faults } = await open({ language: 'ja' })
  const focused = async () => page.evaluate(() => {
    let element: Element | null = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (element === document.body) return ''
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim()
  })
  const tabTo = async (isThere: (name: string) => boolean) => {
    const passed: string[] = []
    for (let presses = 0; presses < 60; presses += 1) {
      const name = await focused()
      if (isThere(name)) return
      passed.push(name)
      await page.keyboard.press('Tab')
    }
    throw new Error(`the keyboard only comes to ${passed.join(' | ')}`)
  }

  await see(page, '管理 太郎')
  await tabTo((name) => name.includes('管理 太郎 としてサインイン'))
  await page.keyboard.press('Enter')
  await see(page, QUOTE)
  await tabTo((name) => name === QUOTE)
  await page.keyboard.press('Enter')
  await see(page, '帳票を作成')
  await tabTo((name) => name === '帳票を作成')
  await page.keyboard.press('Enter')
  await see(page, '1 / 1')
  await tabTo((name) => name === 'ファイルに保存')
  await page.keyboard.press('Enter')
  await see(page, 'ファイルに保存しました')
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !document.body.innerText.includes('続けて作成する'))
  await see(page, 'ファイル (1)')
  t.match(await focused(), '帳票を作成', 'and comes back to where it was')
  t.equal(filed().length, 1)
  t.same(faults, [])
})
