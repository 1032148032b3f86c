import { setTimeout as sleep } from 'node:timers/promises'
import type { HTTPRequest, Page } from 'puppeteer'
import t from 'tap'
import { openDemo, press, pressText, read, see, type DemoService } from './demo.ts'

t.setTimeout(300_000)

const WORDS = {
  ja: { user: 'admin@sandbox.chohyo.example', rep: 'rep@sandbox.chohyo.example', signIn: '管理 太郎 としてサインイン', again: 'に再試行します', refused: 'ログイン', nothing: 'このレコードで作成できる帳票はまだありません', ended: 'サインアウトされました', pages: '1 / 1', generate: '帳票を作成', save: 'ファイルに保存', retry: 'もう一度試す', saved: 'ファイルに保存しました', away: '帳票サービスに接続できません。', late: 'サービスの応答に時間がかかっています。' },
  en: { user: 'emily@sandbox.chohyo.example', rep: 'emily@sandbox.chohyo.example', signIn: 'Sign in as Emily Carter', again: 'The next attempt starts at', refused: 'did not let', nothing: 'There is no document for this record yet', ended: 'You have been signed out', pages: '1 of 1', generate: 'Generate', save: 'Save to Files', retry: 'Try again', saved: 'Saved to Files', away: 'The document service cannot be reached at the moment.', late: 'The service has not answered in time.' }
}

/** Lets `meet` decide on each request that makes a document; all others pass. */
async function meetRequests (page: Page, meet: (request: HTTPRequest) => Promise<void>): Promise<() => void> {
  let isOn = true
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    const isAsked = isOn && request.method() === 'POST' && new URL(request.url()).pathname === '/v1/documents'
    const met = isAsked ? meet(request) : request.continue()
    met.catch((error: unknown) => { throw error })
  })
  return () => { isOn = false }
}

/** The language of the page, chosen on this computer: not every user of the demo has one of each. */
const speak = (page: Page, language: string): Promise<void> => page.evaluate((chosen) => { localStorage.setItem('chohyo.language', chosen) }, language)

async function openDialog (demo: DemoService, language: 'ja' | 'en'): Promise<Awaited<ReturnType<DemoService['enter']>>> {
  const opened = await demo.enter({ language, path: `/r/${demo.sandbox.records['quote']}`, user: WORDS[language].user })
  await press(opened.page, WORDS[language].generate)
  await see(opened.page, WORDS[language].pages)
  demo.filed()
  return opened
}

const demo = await openDemo(t)

t.test('a service that is down', async (t) => {
  for (const language of ['ja', 'en'] as const) {
    await t.test(`says so in a sentence, and makes one document when it is back (${language})`, async (t) => {
      const words = WORDS[language]
      const { page, shoot, close } = await openDialog(demo, language)
      const pass = await meetRequests(page, (request) => request.abort('connectionrefused'))
      await press(page, words.save)
      await see(page, words.away)
      await shoot(`${language}-away`)
      t.same(demo.filed(), [])
      pass()
      await press(page, words.retry)
      await see(page, words.saved)
      t.equal(demo.filed().length, 1)
      await close()
    })
  }

  await t.test('whose answer is lost has made the document already: trying again does not make a second one', async (t) => {
    const { page, close } = await openDialog(demo, 'ja')
    const keys: string[] = []
    const pass = await meetRequests(page, async (request) => {
      const key = request.headers()['idempotency-key'] ?? ''
      keys.push(key)
      const cookies = await page.browserContext().cookies()
      const answer = await fetch(request.url(), {
        method: 'POST',
        body: request.postData() ?? '',
        headers: { 'content-type': 'application/json', 'idempotency-key': key, origin: demo.url, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
      })
      t.equal(answer.status, 202, await answer.text())
      await request.abort('connectionreset')
    })
    await press(page, 'ファイルに保存')
    await see(page, WORDS.ja.away)
    pass()
    await press(page, 'もう一度試す')
    await see(page, 'ファイルに保存しました')
    t.equal(keys.length, 1)
    t.equal(demo.filed().length, 1)
    await close()
  })
})

// Of its own: whom Salesforce does not let in must not have been let in before.
const refusing = await openDemo(t)

for (const language of ['ja', 'en'] as const) {
  const words = WORDS[language]

  t.test(`a service that is slow (${language})`, async (t) => {
    await t.test('shows the steps it takes meanwhile, and that it tries again and why', async (t) => {
      const { page, shoot } = await openDialog(demo, language)
      demo.sandbox.faults.add({ kind: 'slow', ms: 3000, match: { path: '/query' } })
      demo.sandbox.faults.add({ kind: 'html503', match: { method: 'POST', path: 'ContentVersion' }, times: 3 })
      await press(page, words.save)
      await see(page, words.again)
      await shoot(`${language}-trying-again`)
      await see(page, words.saved)
      t.equal(demo.filed().length, 1)
    })

    await t.test('closed and opened again, what was under way is followed on', async (t) => {
      const { page } = await openDialog(demo, language)
      demo.sandbox.faults.add({ kind: 'slow', ms: 4000, match: { path: '/query' } })
      await press(page, words.save)
      await sleep(300)
      await page.keyboard.press('Escape')
      await press(page, words.generate)
      await see(page, words.saved)
      t.equal(demo.filed().length, 1)
    })
  })

  t.test(`a service that refuses (${language})`, async (t) => {
    await t.test('a user whom Salesforce does not let in is told what to do', async (t) => {
      const { page, shoot } = await refusing.enter({ language, path: '/health/live', user: words.rep })
      await speak(page, language)
      refusing.sandbox.faults.add({ kind: 'tokenRefused', times: 50 })
      await page.goto(`${refusing.url}/r/${refusing.sandbox.records['quote']}`)
      await see(page, words.refused)
      await shoot(`${language}-refused`)
      t.notMatch(await read(page), /undefined|\[object|Error:/)
      refusing.sandbox.faults.clear()
    })

    await t.test('a user who may not read what the document needs sees that there is none, and why', async (t) => {
      const { page, shoot, faults } = await refusing.enter({ language, path: '/health/live', user: 'limited@sandbox.chohyo.example' })
      await speak(page, language)
      await page.goto(`${refusing.url}/r/${refusing.sandbox.records['invoice']}`)
      await press(page, words.generate)
      await see(page, words.nothing)
      await shoot(`${language}-nothing`)
      t.same(faults, [])
    })

    await t.test('somebody whose session has ended signs in again and is where he was', async (t) => {
      const { page } = await openDialog(refusing, language)
      await page.browserContext().deleteCookie(...await page.browserContext().cookies())
      await press(page, words.save)
      await see(page, words.ended)
      await pressText(page, words.signIn)
      await see(page, '本社事務機器更新 御見積')
      t.match(page.url(), refusing.sandbox.records['quote'])
      t.same(refusing.filed(), [])
    })
  })
}
