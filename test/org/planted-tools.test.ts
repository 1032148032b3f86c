import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import t from 'tap'
import { runJest } from '../run-jest.ts'
import { testFolder } from '../stores.ts'

// The lint of the components and their jest run are steps of the test command itself: these hold that they can fail.

t.setTimeout(120_000)
const project = join(import.meta.dirname, '../..')

t.test('lint knows Salesforce’s rules for components', async (t) => {
  const source = `import { LightningElement } from 'lwc';

export default class ChohyoGenerateTab extends LightningElement {
    connectedCallback(): void {
        document.querySelector('x');
        setInterval(() => {}, 100);
    }

    show(text: string): void {
        this.template.querySelector('p')!.innerHTML = text;
    }
}
`
  const [result] = await new ESLint({ cwd: project }).lintText(source, { filePath: join(project, 'lwc/generate/lwc/chohyoGenerateTab/chohyoGenerateTab.ts') })
  const found = result?.messages.map(({ ruleId, line }) => `${line} ${ruleId}`) ?? []
  for (const each of ['5 @lwc/lwc/no-document-query', '6 @lwc/lwc/no-async-operation', '10 @lwc/lwc/no-inner-html']) t.ok(found.includes(each), each, { found })
})

t.test('jest counts what passes, fails and is skipped, which is a failure, too', async (t) => {
  const dir = await testFolder(t)
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ jest: { transform: {}, testMatch: ['**/*.test.js'] } }))
  mkdirSync(join(dir, 'lwc'))
  writeFileSync(join(dir, 'lwc/a.test.js'), 'it(\'holds\', () => {})\nit(\'does not hold\', () => { throw new Error(\'planted\') })\nit.skip(\'is left out\', () => {})\n')
  writeFileSync(join(dir, 'lwc/b.test.js'), 'this is no JavaScript')
  const said: string[] = []
  t.capture(console, 'log', (line: string) => { said.push(line) })
  t.match(await runJest(dir, []), { passed: 1, failed: 3 })
  t.match(said.join('\n'), /not ok - lwc\/a\.test\.js[^]*planted[^]*not ok - lwc\/b\.test\.js[^]*jest skipped 1/)
  t.match(await runJest(dir, ['lwc/a']), { passed: 1, failed: 2, files: [{ file: 'lwc/a.test.js', passed: false }] })
})
