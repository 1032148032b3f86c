import type { AddressInfo } from 'node:net'
import t from 'tap'
import { buildApp } from '../../server/app.ts'
import { openConsole } from '../../server/console/open-console.ts'
import { COMPONENT, SMALL, TEMPLATE, smallConsole } from '../console/small-console.ts'
import { consoleDir } from '../data-folder.ts'
import { testService } from '../service.ts'
import { openBrowser } from './open-browser.ts'

/** Says what the platform modules say, and shows base components that draw, format and speak. */
const SPEAKING = {
  [COMPONENT]: SMALL[COMPONENT]!.replace('export default', `import userId from '@salesforce/user/Id';
import mayConfigure from '@salesforce/customPermission/Chohyo_Configure';
import mayNot from '@salesforce/customPermission/Chohyo_Other';
import NAME from '@salesforce/schema/Quote.Name';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
export default`).replace('options: object[]', `told: string = JSON.stringify({ userId, mayConfigure, mayNot: String(mayNot), NAME });
    toast(): void { this.dispatchEvent(new ShowToastEvent({ title: 'made', variant: 'success' })); }
    options: object[]`),
  [TEMPLATE]: SMALL[TEMPLATE]!.replace('<lightning-button label="y"', `<p class="told">{told}</p>
            <lightning-formatted-date-time value="2026-11-24T03:00:00Z" year="numeric" month="long" day="numeric"></lightning-formatted-date-time>
            <lightning-button label="y" onclick={toast}`),
  'server/console/app/main.ts': `const { documentElement: root } = document;
root.lang = navigator.language.slice(0, 2);
root.dataset.userId = '005000000000001AAA';
root.dataset.permissions = 'Chohyo_Use Chohyo_Configure';
await import('./start.ts');
`,
  'server/console/app/start.ts': `import { createElement } from 'lwc';
import Shell from 'console/shell';
document.addEventListener('lightning__showtoast', (event) => { document.title = event.detail.title; });
document.body.append(createElement('console-shell', { is: Shell }));
`
}

t.test('our components and Salesforce\'s own in a browser', async (t) => {
  const { deps } = await testService(t, { worker: false, starter: false })
  const console = openConsole({ places: smallConsole(t, SPEAKING), dir: consoleDir, watch: false })
  t.teardown(() => console.close())
  const app = await buildApp(deps, console)
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://localhost:${(app.server.address() as AddressInfo).port}/r/0Q0000000000001AAA`
  const browser = await openBrowser()
  t.teardown(() => browser.close())

  const said = {
    en: { title: 'Hello & "welcome"', placeholder: 'Select an Option', date: 'November 24, 2026' },
    ja: { title: 'ようこそ', placeholder: '選択してください', date: '2026年11月24日' }
  }
  for (const language of ['en', 'ja'] as const) {
    t.test(`speak ${language}, look like Lightning, and leave the console of the browser empty`, async (t) => {
      const { page, faults, shoot, close } = await browser.open(url, { language })
      // Synthetic shadow keeps the inside of a component from queries: an element is asked for its own parts, one after the other.
      const text = async (...path: string[]) => page.waitForFunction((names: string[]) => {
        const found = names.reduce<Element | null | undefined>((element, name) => element?.shadowRoot?.querySelector(name), { shadowRoot: document } as unknown as Element)
        return (found?.shadowRoot ?? found)?.textContent?.trim()
      }, { timeout: 10_000 }, path).then((handle) => handle.jsonValue())
      const greeting = ['console-shell', 'c-greeting']
      t.equal(await text(...greeting, 'lightning-card', 'h2 span, h2'), said[language].title)
      t.equal(await text(...greeting, '.who'), '山田 太郎')
      t.equal(await text(...greeting, 'lightning-combobox', 'lightning-base-combobox', 'button'), said[language].placeholder)
      t.equal(await text(...greeting, 'lightning-formatted-date-time'), said[language].date)
      t.same(JSON.parse(String(await text(...greeting, '.told'))), { userId: '005000000000001AAA', mayConfigure: true, mayNot: 'undefined', NAME: { objectApiName: 'Quote', fieldApiName: 'Name' } })
      const drawn = await page.evaluate(() => {
        const inside = (element: Element | null | undefined, ...names: string[]): Element | null | undefined => names.reduce((found, name) => found?.shadowRoot?.querySelector(name), element)
        const greeting = inside(document.querySelector('console-shell'), 'c-greeting')
        const button = inside(greeting, 'lightning-button')
        ;(inside(button, 'button') as HTMLElement).click()
        const style = getComputedStyle(inside(greeting, 'lightning-card', 'article')!)
        return {
          icons: [inside(greeting, 'lightning-card', 'lightning-icon', 'lightning-primitive-icon', 'path'), inside(button, 'lightning-primitive-icon', 'path')].map((path) => (path as SVGGraphicsElement).getBBox().width > 0),
          card: [style.backgroundColor, style.borderTopWidth],
          title: document.title
        }
      })
      t.same(drawn, { icons: [true, true], card: ['rgb(255, 255, 255)', '1px'], title: 'made' })
      t.equal((await shoot(`console-build-${language}`)).length, 2)
      t.same(faults, [])
      await close()
    })
  }
})
