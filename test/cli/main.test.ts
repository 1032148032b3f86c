import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { chromeDir } from '../chrome.ts'
import { pdfPages, pdfText } from '../pdf.ts'

const dir = mkdtempSync(join(tmpdir(), 'chohyo-cli-'))
t.teardown(() => rmSync(dir, { recursive: true, force: true }))

/** The command as a person starts it, in a folder of their own. */
function chohyo (args: string[], env: Record<string, string> = {}): Promise<{ code: number | null, out: string, err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'server/chohyo.cjs'), ...args], { cwd: dir, env: { PATH: process.env.PATH, HOME: dir, DATA_DIR: dirname(chromeDir), PORT: '1', ...env } })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => { out += text })
    child.stderr.on('data', (text) => { err += text })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

const starter = join(process.cwd(), 'server/templates/starter')

t.test('without a command it says what there is', async (t) => {
  const { code, out } = await chohyo([])
  t.equal(code, 0)
  for (const command of ['start', 'generate', 'render', 'doctor', 'settings']) t.match(out, command)
})

t.test('wrong usage is exit code 2 with the right usage', async (t) => {
  t.match(await chohyo(['generat']), { code: 2, err: /^There is no command generat\.\nUsage: chohyo <command>/ })
  t.match(await chohyo(['start', 'again']), { code: 2, err: /again[\s\S]*Usage: chohyo start/ })
  t.match(await chohyo(['generate', '--mapping', 'quote_ja']), { code: 2, err: /--record is missing[\s\S]*Usage: chohyo generate/ })
  t.match(await chohyo(['render', '--templat', 'x']), { code: 2, err: /--templat/ })
})

t.test('a failure is exit code 1 with one sentence', async (t) => {
  const { code, err } = await chohyo(['generate', '--mapping', 'quote_ja', '--record', '0Q0000000000001AAA'], { DATA_DIR: dir })
  t.equal(code, 1)
  t.match(err, /^No service answers at .*npm start.*\n$/)
  t.match(await chohyo(['doctor'], { PORT: 'eighty' }), { code: 1, err: /PORT/ })
})

t.test('render prints a folder with its sample, or with data of one\'s own', async (t) => {
  t.match(await chohyo(['render', '--template', join(starter, 'quote-ja'), '--out', 'quote.pdf']), { code: 0, out: /Written: .*quote\.pdf, 1 page/ })
  const pdf = readFileSync(join(dir, 'quote.pdf'))
  t.equal(await pdfPages(pdf), 1)
  t.match(await pdfText(pdf), /御見積書/)
  const sample = JSON.parse(readFileSync(join(starter, 'quote-ja/sample.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(join(dir, 'data.json'), JSON.stringify({ ...sample, number: 'Q-777' }))
  t.match(await chohyo(['render', '--template', join(starter, 'quote-ja'), '--data', 'data.json', '--out', 'own.pdf']), { code: 0 })
  t.match(await pdfText(readFileSync(join(dir, 'own.pdf'))), /Q-777/)
})

t.test('a place for the result that cannot be written to is named before the work begins', async (t) => {
  t.match(await chohyo(['render', '--template', join(starter, 'quote-ja'), '--out', 'nowhere/x.pdf']), { code: 1, err: /nowhere\/x\.pdf cannot be written \(ENOENT\)\. Give --out/ })
  t.match(await chohyo(['generate', '--mapping', 'quote_ja', '--record', '0Q0000000000001AAA', '--out', '.'], { DATA_DIR: dir }), { code: 1, err: /cannot be written \(EISDIR\)/ })
})

t.test('render says what is wrong with data or folder', async (t) => {
  writeFileSync(join(dir, 'broken.json'), '{"number":')
  t.match(await chohyo(['render', '--template', join(starter, 'quote-ja'), '--data', 'broken.json', '--out', 'x.pdf']), { code: 1, err: /broken\.json is not a file with one JSON object/ })
  writeFileSync(join(dir, 'lacking.json'), '{}')
  t.match(await chohyo(['render', '--template', join(starter, 'quote-ja'), '--data', 'lacking.json', '--out', 'x.pdf']), { code: 1, err: /./ })
  t.match(await chohyo(['render', '--template', 'nowhere', '--out', 'x.pdf']), { code: 1, err: /template\.json/ })
})

t.test('doctor looks at everything and says what it found', async (t) => {
  const { code, out } = await chohyo(['doctor'])
  t.equal(code, 0)
  for (const part of [/✓ Node +v2/, /Data/, /Database +embedded PostgreSQL/, /Chrome +HeadlessChrome/, /Isolation/]) t.match(out, part)
})

t.test('doctor asks the stores that are set, and says which of them does not answer', async (t) => {
  const { code, out } = await chohyo(['doctor'], { DATABASE_URL: 'postgres://127.0.0.1:1/chohyo', REDIS_URL: 'redis://127.0.0.1:1', PORT: '2', S3_BUCKET: 'b', S3_ENDPOINT: 'http://127.0.0.1:1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' })
  t.equal(code, 1)
  for (const part of [/✗ Database +DATABASE_URL is set, but PostgreSQL does not answer \(ECONNREFUSED\)/, /✗ Queue +The setting REDIS_URL/, /✗ Files +The setting S3_BUCKET is not usable: b does not keep files/, /✓ Service +not running on port 2\./]) t.match(out, part)
})
