import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { testService } from '../service.ts'

const dir = mkdtempSync(join(tmpdir(), 'chohyo-push-'))
t.teardown(() => rmSync(dir, { recursive: true, force: true }))
const form = join(dir, 'my-quote')
cpSync(join(process.cwd(), 'server/templates/starter/quote-ja'), form, { recursive: true })

t.test('a form of one\'s own, copied from a starter, goes to a running service and prints', async (t) => {
  const { app, apiKey, call, sandbox } = await testService(t, { starter: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const env = { PATH: process.env.PATH, HOME: dir, CHOHYO_URL: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, CHOHYO_API_KEY: await apiKey(sandbox.users[0]?.username ?? '', 'admin') }
  const push = (...args: string[]): Promise<{ code: number | null, out: string, err: string }> => new Promise((resolve) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'server/chohyo.cjs'), 'push', ...args], { cwd: dir, env })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => { out += text })
    child.stderr.on('data', (text) => { err += text })
    child.on('close', (code) => resolve({ code, out, err }))
  })

  t.match(await push(), { code: 2, err: /push needs one folder\.\nUsage: chohyo push DIR/ })
  t.match(await push('my-quote'), { code: 1, err: /mapping\.json: its template must be my_quote/ }, 'a copy that still names its origin')
  const mapping = join(form, 'mapping.json')
  writeFileSync(mapping, readFileSync(mapping, 'utf8').replaceAll('quote_ja', 'my_quote'))
  t.match(await push('my-quote'), { code: 0, out: 'Published: templates/my_quote, version 1\nPublished: views/my_quote, version 1\nPublished: mappings/my_quote, version 1\n' })
  const made = await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=60' }, body: { mapping: 'my_quote', recordId: sandbox.records['quote'] ?? '' } })
  t.match(made.json(), { state: 'done', pages: 1, error: null })

  writeFileSync(join(form, 'view.json'), readFileSync(join(form, 'view.json'), 'utf8').replace('QuoteNumber', 'QuoteNumbr'))
  t.match(await push('my-quote'), { code: 1, err: /Quote has no field QuoteNumbr that you may read \(did you mean QuoteNumber\?\)/ })
})
