import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { buildConsole } from '../../server/console/build-console.ts'
import { sayBroken } from '../../server/console/say-broken.ts'
import { consoleDir } from '../data-folder.ts'
import { COMPONENT, LABELS, SMALL, TEMPLATE, TRANSLATION, change, smallConsole } from './small-console.ts'

t.test('what is built is kept until a source changes', async (t) => {
  const places = smallConsole(t)
  const first = await buildConsole({ places, dir: consoleDir })
  const madeAt = (name: string) => statSync(join(consoleDir, name, 'inventory.json')).mtimeMs
  const [library, app] = [madeAt(first.library), madeAt(first.app)]
  t.same(await buildConsole({ places: smallConsole(t), dir: consoleDir }), first, 'the same sources elsewhere are the same console')
  t.same([madeAt(first.library), madeAt(first.app)], [library, app], 'nothing was written')

  change(places, COMPONENT, SMALL[COMPONENT] + '// changed\n')
  const second = await buildConsole({ places, dir: consoleDir })
  t.not(second.app, first.app)
  t.equal(second.library, first.library, 'the base components stay')
  change(places, COMPONENT.replace('.ts', '.js'), 'made of the .ts for deployment, and perhaps old')
  t.same(await buildConsole({ places, dir: consoleDir }), second)
})

t.test('the page asks for all that its first component needs at once', async (t) => {
  const { library, app } = await buildConsole({ places: smallConsole(t), dir: consoleDir })
  const page = readFileSync(join(consoleDir, app, 'page.html'), 'utf8')
  const urls = [...page.matchAll(/(?:href|src)="\/assets\/([^"]+)"/g)].map(([, path = '']) => path)
  for (const path of urls) t.ok(statSync(join(consoleDir, path)).size > 0, path)
  for (const name of ['lightning-card.js', 'lightning-combobox.js', 'lightning-button.js', 'lwc.js', 'lwc-synthetic-shadow.js', 'styles/slds.css']) t.ok(urls.includes(`${library}/${name}`), name)
  t.ok(urls.includes(`${app}/main.js`))
  t.notMatch(page, /<script(?! type="module" src="\/assets\/)/, 'no script in the page itself')
})

t.test('a build that is not whole is made again', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'chohyo-builds-'))
  t.teardown(() => rmSync(dir, { recursive: true, force: true }))
  const places = smallConsole(t, { [COMPONENT]: SMALL[COMPONENT] + '// broken later\n' })
  const { library, app } = await buildConsole({ places, dir: consoleDir })
  cpSync(join(consoleDir, library), join(dir, library), { recursive: true })
  // From another checkout, as on another machine of the same installation: browsers ask either for what the other has named.
  const again = smallConsole(t, { [COMPONENT]: SMALL[COMPONENT] + '// broken later\n' })
  for (const damage of [
    () => mkdirSync(join(dir, app)),
    () => rmSync(join(dir, app, 'main.js')),
    () => writeFileSync(join(dir, app, 'main.js'), 'cut o'),
    () => rmSync(join(dir, app, 'inventory.json'))
  ]) {
    damage()
    t.same(await buildConsole({ places: again, dir }), { library, app })
    t.same(readFileSync(join(dir, app, 'inventory.json')), readFileSync(join(consoleDir, app, 'inventory.json')), damage.toString())
    t.same(readFileSync(join(dir, app, 'main.js')), readFileSync(join(consoleDir, app, 'main.js')))
  }

  t.test('and what a crash has left is cleared away', async (t) => {
    mkdirSync(join(dir, 'building-old'))
    mkdirSync(join(dir, 'building-now'))
    mkdirSync(join(dir, 'app-0000000000000000'))
    const hours = (count: number) => new Date(Date.now() - count * 3_600_000)
    utimesSync(join(dir, 'building-old'), hours(1), hours(1))
    utimesSync(join(dir, 'app-0000000000000000'), hours(24 * 8), hours(24 * 8))
    await buildConsole({ places, dir })
    t.same(readdirSync(dir).sort(), [app, 'building-now', library].sort(), 'another process may still be at work')
    rmSync(join(dir, 'building-now'), { recursive: true })
  })

  t.test('several that build at once come to the same', async (t) => {
    change(places, COMPONENT, SMALL[COMPONENT] + '// at once\n')
    const built = await Promise.all([1, 2, 3].map(() => buildConsole({ places, dir })))
    t.same(built[1], built[0])
    t.same(built[2], built[0])
    t.same(readdirSync(dir).filter((name) => name.startsWith('building-')), [])
    t.same(await buildConsole({ places, dir }), built[0])
  })
})

t.test('a mistake in a source is a sentence that names the file', async (t) => {
  const mistakes: Array<[what: string, changes: Record<string, string>, sentence: RegExp]> = [
    ['a label that does not exist', { [COMPONENT]: SMALL[COMPONENT]!.replace('c.Chohyo_Hello', 'c.Chohyo_Helo') },
      /^the label Chohyo_Helo, which lwc\/shared\/lwc\/greeting\/greeting\.ts shows, is not in force-app\/main\/default\/labels\/CustomLabels\.labels-meta\.xml$/],
    ['a label without Japanese', { [TRANSLATION]: SMALL[TRANSLATION]!.replace('Chohyo_Hello', 'Chohyo_Other') },
      /^the label Chohyo_Hello, which lwc\/shared\/lwc\/greeting\/greeting\.ts shows, has no Japanese in force-app\/main\/default\/translations\/ja\.translation-meta\.xml$/],
    ['labels that are not there', { [LABELS]: '<CustomLabels/>' }, /^the label Chohyo_Hello, .* is not in/],
    ['Apex', { [COMPONENT]: SMALL[COMPONENT]!.replace('@salesforce/label/c.Chohyo_Hello', '@salesforce/apex/ChohyoDocuments.generate') }, /^lwc\/shared\/lwc\/greeting\/greeting\.ts asks for Apex \(@salesforce\/apex\/ChohyoDocuments\.generate\), .*c\/chohyoApi$/],
    ['a module that Salesforce has and the console has not', { [COMPONENT]: `import { subscribe } from 'lightning/empApi';\n${SMALL[COMPONENT]}` }, /greeting\.ts imports lightning\/empApi, which neither/],
    ['a base component that does not exist', { [TEMPLATE]: SMALL[TEMPLATE]!.replaceAll('lightning-card', 'lightning-cart') }, /greeting\.html imports lightning\/cart, which neither/],
    ['an icon that does not exist', { [TEMPLATE]: SMALL[TEMPLATE]!.replace('standard:quotes', 'standard:quoth') }, /^lwc\/shared\/lwc\/greeting\/greeting\.html shows the icon standard:quoth, which does not exist/],
    ['a component of ours that does not exist', { 'server/console/app/modules/console/shell/shell.html': '<template><c-farewell></c-farewell></template>' }, /shell\.html imports c\/farewell, which neither lwc nor server\/console\/app has/],
    ['TypeScript that is none', { [COMPONENT]: SMALL[COMPONENT]!.replace('who: string', 'who:') }, /^lwc\/shared\/lwc\/greeting\/greeting\.ts: /],
    ['a template that is none', { [TEMPLATE]: '<template><p></template>' }, /^lwc\/shared\/lwc\/greeting\/greeting\.html.*<p>/]
  ]
  for (const [what, changes, sentence] of mistakes) {
    const places = smallConsole(t, changes)
    const error = await buildConsole({ places, dir: consoleDir }).then(() => new Error('built'), (reason: Error) => reason)
    t.match(sayBroken(error, places), sentence, what)
  }
})
