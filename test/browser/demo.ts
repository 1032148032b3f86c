import type { Page } from 'puppeteer'
import type { Test } from 'tap'
import { readConfig } from '../../server/config.ts'
import type { Deps } from '../../server/deps.ts'
import { serve } from '../../server/main/serve.ts'
import type { Sandbox } from '../../server/sandbox/start-sandbox.ts'
import { dataFolder } from '../data-folder.ts'
import '../plain-children.ts'
import { app, logIn } from '../sandbox/enter-org.ts'
import { testDatabaseUrl } from '../stores.ts'
import { openBrowser, type OpenPage, type PageOptions, type TestBrowser } from './open-browser.ts'

/** The service as `npm start` starts it, with its demo, and a browser before it. */
export interface DemoService {
  url: string
  deps: Deps
  sandbox: Sandbox
  /** Of all users, as the service prints it. */
  password: string
  browser: TestBrowser
  /** A page of a person who has not signed in yet. */
  open: (options?: PageOptions & { path?: string }) => Promise<OpenPage>
  /** A page of somebody who has signed in, the administrator when nobody is named, at `path`. */
  enter: (options?: PageOptions & { path?: string, user?: string }) => Promise<OpenPage>
  /** Changes a record in the org, as an administrator would there. */
  change: (object: string, id: string, fields: Record<string, unknown>) => Promise<void>
  /** Files that the org has taken since it was asked the last time. */
  filed: () => Array<{ title: string, recordId: string | null, sha256: string }>
}

/** Milliseconds: the machine may be busy with other tests. */
const PATIENCE = 30_000

/** Opens the service and the browser, closed when the test ends. `size`: accounts of the sandbox org; `settings`: of the environment. */
export async function openDemo (t: Test, { size = 5, settings = {} }: { size?: number, settings?: Record<string, string> } = {}): Promise<DemoService> {
  const dir = await dataFolder(t)
  const config = readConfig({ DATABASE_URL: await testDatabaseUrl(t), DATA_DIR: dir, PORT: '0', HOST: '127.0.0.1', SANDBOX: 'on', SANDBOX_SIZE: String(size), NODE_ENV: 'test', LOG_LEVEL: 'silent', ...settings })
  const { deps, demo, url, close } = await serve(config)
  t.teardown(close)
  if (!demo) throw new Error('the service has no demo')
  const { sandbox, card: { password } } = demo
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const open: DemoService['open'] = ({ path = '/', ...options } = {}) => browser.open(url + path, options)
  return {
    url,
    deps,
    sandbox,
    password,
    browser,
    open,
    enter: async ({ path = '/', user = 'admin@sandbox.chohyo.example', ...options } = {}) => {
      const opened = await open({ ...options, path: '/sign-in' })
      const session = await opened.page.evaluate(async (body) => {
        const signIn = async () => (await fetch('/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
        let status = await signIn()
        // A busy machine says 503 and asks to be asked again.
        for (let tries = 0; status === 503 && tries < 10; tries += 1) {
          await new Promise((resolve) => setTimeout(resolve, 1000))
          status = await signIn()
        }
        return status
      }, JSON.stringify({ demo: user }))
      if (session !== 201) throw new Error(`${user} was not let in: ${session}`)
      await opened.page.goto(url + path, { waitUntil: 'load' })
      return opened
    },
    change: (object, id, fields) => changeRecord(sandbox, { object, id, fields }),
    filed: () => {
      const files = sandbox.journal.files()
      sandbox.journal.clear()
      return files.map(({ title, recordId, sha256 }) => ({ title, recordId, sha256 }))
    }
  }
}

async function changeRecord (sandbox: Sandbox, { object, id, fields }: { object: string, id: string, fields: Record<string, unknown> }): Promise<void> {
  sandbox.addApp(app)
  const { status, body } = await (await logIn(sandbox)).send('PATCH', `/sobjects/${object}/${id}`, fields) as { status: number, body: unknown }
  if (status !== 204) throw new Error(`${object} ${id} was not changed: ${JSON.stringify(body)}`)
}

/** Presses what a person sees under this name: by its role and name, as a screen reader tells it. */
export async function press (page: Page, name: string, role = 'button'): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="${role}"])`).setTimeout(PATIENCE).click().catch((error: Error) => missing(page, name, error))
}

/** Presses where these words stand, as a part of a name. */
export async function pressText (page: Page, text: string): Promise<void> {
  await page.locator(`::-p-text(${text})`).setTimeout(PATIENCE).click().catch((error: Error) => missing(page, text, error))
}

/** Waits until this text stands on the page. */
export async function see (page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), { timeout: PATIENCE }, text).catch((error: Error) => missing(page, text, error))
}

/** All that can be read on the page. */
export async function read (page: Page): Promise<string> {
  return page.evaluate(() => document.body.innerText)
}

async function missing (page: Page, wanted: string, cause: Error): Promise<never> {
  throw new Error(`${wanted} does not come. The page at ${page.url()} says: ${(await read(page)).slice(0, 1500)}`, { cause })
}
