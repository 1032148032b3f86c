import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import t from 'tap'
import { openSubprocesses } from '../../server/io/subprocess.ts'
import { checkMapping } from '../../server/mappings/check-mapping.ts'
import { evaluateFields } from '../../server/mappings/evaluate-fields.ts'
import { LEDGER, ledgerField, readLedger, type Ledger } from '../../server/mappings/read-ledger.ts'
import { Mapping } from '../../server/mappings/schema.ts'
import { checkTemplate } from '../../server/templates/check-template.ts'
import { listFields } from '../../server/templates/list-fields.ts'
import { readFolder, type ReadFolder } from '../../server/templates/read-folder.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import type { Data, TemplateField } from '../../server/templates/schema.ts'
import { readView } from '../../server/views/read-view.ts'
import { openTestChrome } from '../chrome.ts'
import { pdfFonts, pdfText } from '../pdf.ts'
import '../plain-children.ts'
import { openSalesOrg } from '../sales-org.ts'

/** What a reader looks for on the printed sample, and the showcase record of the sandbox org. */
const expected: Record<string, { pages: number, texts: string[], record: string }> = {
  'quote-ja': { pages: 1, texts: ['御見積書', '株式会社髙橋製作所', '御中', '¥3,762,436', '※印は軽減税率（8％）の対象品目です。', '△98,000', 'T5010001234567'], record: 'quote' },
  'invoice-ja': { pages: 1, texts: ['請求書', '登録番号', 'T5010001234567', '10％対象', '8％対象', '53,768', '14,431', 'お振込先', '2026年11月30日'], record: 'invoice' },
  'delivery-ja': { pages: 1, texts: ['納品書', '受領印', '石﨑 直人 様', '¥901,866'], record: 'order' },
  'invoice-en': { pages: 1, texts: ['Invoice', 'Hudson & Marlowe Architects LLP', '$11,516.61', 'Net 30', 'Page 1 of 1'], record: 'englishInvoice' },
  'statement-ja': { pages: 9, texts: ['取引明細書', '消費税（10％対象 638,820）', 'ご入金', '2026年10月　計', '¥3,308,701', '9 / 9'], record: 'statementAccount' },
  'certificate-ja': { pages: 1, texts: ['修了証', '令和八年十一月二十三日', '代表取締役'], record: 'certificate' }
}

interface Form extends ReadFolder { data: Data, read: Mapping }

const starter = join(import.meta.dirname, '../../server/templates/starter')
const entries = await readdir(starter, { withFileTypes: true })
const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
const forms = new Map<string, Form>()
for (const name of folders) {
  const folder = await readFolder(join(starter, name))
  forms.set(name, { ...folder, data: folder.template.sample ?? {}, read: Value.Parse(Mapping, folder.mapping) })
}

function form (name: string): Form {
  const found = forms.get(name)
  if (found === undefined) throw new Error(`there is no starter form ${name}`)
  return found
}

const chrome = await openTestChrome(t)
const subprocesses = openSubprocesses(new URL('../../server/mappings/answer-formulas.ts', import.meta.url), { size: 1 })
const org = await openSalesOrg({ size: 3 })
t.teardown(async () => {
  await subprocesses.close()
  await org.sandbox.close()
})

async function printForm (name: string, data: Data): Promise<{ text: string, pages: number, bytes: Uint8Array }> {
  const { template, assets } = form(name)
  const { pages, bytes } = await chrome.printPdf({ release: name, lang: template.lang, title: name, assets, ...renderHtml(template, data) })
  return { pages, bytes, text: plain(await pdfText(bytes)) }
}

/** As a reader's search sees it: without line ends, and with compatibility characters as their plain forms. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')
const occurrences = (text: string, part: string): number => text.split(plain(part)).length - 1

/** A sample with as many lines as wanted, the last one marked. */
function withLines (name: string, count: number): Data {
  const { data } = form(name)
  const lines = data.lines as Data[]
  return { ...data, lines: Array.from({ length: count }, (_, index) => ({ ...lines[index % lines.length], last: index === count - 1 })) }
}

/** Names and kinds of everything in the Data; text and an empty field are the same kind. */
function shapeOf (value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${name}[]`)))].sort()
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${name}.${key}`)).sort()
  return [`${name}: ${value === null ? 'string' : typeof value}`]
}

function namesOf (fields: Array<Pick<TemplateField, 'name'> & { fields?: unknown[] }>, above = ''): string[] {
  return fields.flatMap(({ name, fields }) => fields === undefined ? [above + name] : namesOf(fields as TemplateField[], `${above}${name}.`)).sort()
}

/** The Data of a showcase record, read and mapped as the service does it. */
async function gather (name: string): Promise<{ data: Data, ledger: Ledger | null, calls: number }> {
  const { view, read } = form(name)
  const { rows: [row], calls } = await readView({ salesforce: org.open('rep') }, { view: view!, recordIds: [org.sandbox.records[expected[name]!.record]!] })
  const { [LEDGER]: found, ...data } = await evaluateFields(subprocesses, { mapping: name, fields: [...read.fields, ...ledgerField(read.output)], input: row!, locale: read.output.locale, timeZone: read.output.timeZone })
  return { calls, data, ledger: readLedger({ mapping: name, timeZone: read.output.timeZone }, found) }
}

t.test('there are six forms', async (t) => {
  t.same(folders.sort(), Object.keys(expected).sort())
})

for (const [name, { pages, texts }] of Object.entries(expected)) {
  t.test(`${name} is sound: template, View and mapping fit each other`, async (t) => {
    const { template, assets, view, read } = form(name)
    t.same(checkTemplate(template, assets), [])
    t.same(checkMapping({ mapping: read, template, views: new Map([[read.view, view!]]) }), [])
    t.equal(read.template, name.replaceAll('-', '_'))
    t.same(namesOf(read.fields), namesOf(listFields(template)))
  })

  t.test(`${name} prints its sample`, async (t) => {
    const printed = await printForm(name, form(name).data)
    t.equal(printed.pages, pages)
    for (const text of texts) t.ok(printed.text.includes(plain(text)), text)
    const fonts = pdfFonts(printed.bytes)
    t.ok(fonts.length > 0)
    t.same(fonts.filter(({ type, name }) => type === 'Type3' || !/^(Noto(Sans|Serif)JP-(Regular|Bold))?$/.test(name)), [], 'letters are letters, of our own fonts')
  })

  t.test(`${name} is filled from the showcase record by one API call`, async (t) => {
    const { data, calls } = await gather(name)
    t.equal(calls, 1)
    t.same(shapeOf(data), shapeOf(form(name).data), 'and has the shape of the sample')
    const { text } = await printForm(name, data)
    t.notMatch(text, /undefined|null|NaN|\[object/)
  })
}

for (const name of ['quote-ja', 'invoice-ja', 'delivery-ja', 'invoice-en']) {
  t.test(`${name} carries one line as well as sixty`, async (t) => {
    t.equal((await printForm(name, withLines(name, 1))).pages, 1)
    const sixty = await printForm(name, withLines(name, 60))
    t.ok(sixty.pages > 1)
    t.equal(occurrences(sixty.text, name === 'invoice-en' ? 'Unit price' : '単価'), sixty.pages, 'the head of the table is on every page: none has sums alone')
  })
}

t.test('every form about money is found by what is printed on it; a certificate is not in the ledger', async (t) => {
  for (const name of folders) {
    const { data, ledger } = await gather(name)
    if (name === 'certificate-ja') {
      t.equal(ledger, null)
      continue
    }
    const digits = (text: unknown): string => String(text).replace(/[^0-9.]/g, '')
    t.equal(Number(ledger?.amount), Number(digits(data.total ?? data.balance)), `${name}: the amount`)
    t.equal(ledger?.counterparty, (data.customer as Data).name, `${name}: the counterparty`)
    t.match(ledger?.date, /^20\d\d-\d\d-\d\d$/, `${name}: the day`)
    if (name !== 'statement-ja') t.equal(ledger?.number, data.number, `${name}: the number`)
  }
})

t.test('the statement of 300 lines adds up', async (t) => {
  const { data } = await gather('statement-ja')
  const rows = (data.months as Array<{ rows: Data[] }>).flatMap(({ rows }) => rows)
  t.equal(rows.filter(({ kind }) => kind === 'line').length, 300)
  const yen = (text: unknown): number => typeof text === 'string' ? Number(text.replace('△', '-').replaceAll(',', '')) : 0
  let balance = 0
  for (const row of rows) {
    balance += yen(row.sales) - yen(row.payment)
    if (balance !== yen(row.balance)) t.equal(yen(row.balance), balance, `${String(row.date)} ${String(row.text)}`)
  }
  t.equal(yen(data.balance), balance)
  t.equal(yen(data.sales) - yen(data.payments), balance)
})

t.test('a field without a value takes its label along', async (t) => {
  const { text } = await printForm('quote-ja', { ...form('quote-ja').data, deliveryPlace: null, paymentTerms: null, notes: null })
  for (const label of ['納入場所', '支払条件', '備考']) t.notOk(text.includes(label), label)
})

t.test('the same sample is the same file', async (t) => {
  const sha256 = async (): Promise<string> => createHash('sha256').update((await printForm('quote-ja', form('quote-ja').data)).bytes).digest('hex')
  t.equal(await sha256(), await sha256())
})
