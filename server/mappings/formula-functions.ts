import { readDecimal, readList, sumExact, writeDecimal, columnOf, readRounding, type Rounding } from './decimals.ts'
import { formatMoment, readMoment } from './dates.ts'
import { writeKanji, kanjiDigits } from './japanese-numbers.ts'
import { writeAddress, writeFullName } from './names.ts'
import { roundTax, taxByRate } from './taxes.ts'
import { toHankaku, toHiragana, toKatakana, toZenkaku } from './text-width.ts'

/** What the output rules of a mapping give to its formulas; `now` is the moment the document is made, so that `$now()` is the same everywhere in it. */
export interface Setting { locale: string, timeZone: string, now: string }

/** A function of ours. It throws a sentence; the caller knows field and mapping. */
export type FormulaFunction = (setting: Setting, ...values: unknown[]) => unknown

/** How a function is offered in the formula editor. */
export interface FunctionHelp { call: string, summary: string, example: string }

interface Entry extends FunctionHelp { run: FormulaFunction, takesNull?: true }

const entries: Record<string, Entry> = {
  date: {
    call: '$date(value, pattern?)',
    summary: 'A date or datetime, in the time zone of the mapping',
    example: '$date(CloseDate, "yyyy年M月d日") → 2026年10月6日',
    run: ({ locale, timeZone }, value, pattern = locale.startsWith('ja') ? 'yyyy年M月d日' : 'MMMM d, yyyy') => formatMoment(readMoment(value, timeZone), { pattern: readText(pattern, 'pattern'), locale })
  },
  wareki: {
    call: '$wareki(value, pattern?, "kanji"?)',
    summary: '和暦; G is 令和, GGGGG is R, y the year of the era',
    example: '$wareki("2019-05-01") → 令和元年5月1日',
    run: ({ timeZone }, value, pattern = 'Gy年M月d日', digits) => formatMoment(readMoment(value, timeZone), { pattern: readText(pattern, 'pattern'), locale: 'ja-JP', digits: readChoice(digits, ['kanji']) })
  },
  fixed: {
    call: '$fixed(value, digits?)',
    summary: 'A number with a fixed count of decimals and thousands separators, rounded half up',
    example: '$fixed(1234.5, 2) → 1,234.50',
    run: ({ locale }, value, digits = 0) => formatNumber(value, { locale, options: { minimumFractionDigits: readDigits(digits), maximumFractionDigits: readDigits(digits) } })
  },
  money: {
    call: '$money(value, currency)',
    summary: 'An amount with its currency sign',
    example: '$money(1234, "USD") → $1,234.00',
    run: ({ locale }, value, currency) => formatNumber(value, { locale, options: { style: 'currency', currency: readText(currency, 'currency') } })
  },
  percent: {
    call: '$percent(value, digits?)',
    summary: 'A percentage as Salesforce stores it: 10 is ten percent',
    example: '$percent(10) → 10%',
    run: ({ locale }, value, digits) => formatNumber(readDecimal(value).dividedBy(100).toFixed(), { locale, options: { style: 'percent', ...(digits === undefined ? { maximumFractionDigits: 10 } : { minimumFractionDigits: readDigits(digits), maximumFractionDigits: readDigits(digits) }) } })
  },
  kanji: {
    call: '$kanji(value, "digits"?)',
    summary: 'A whole number in 漢数字',
    example: '$kanji(1500) → 千五百; $kanji(1500, "digits") → 一五〇〇',
    run: (_, value, style) => readChoice(style, ['digits']) === undefined ? writeKanji(readDecimal(value), 'kanji') : kanjiDigits(readDecimal(value).toFixed())
  },
  daiji: {
    call: '$daiji(value, "old"?)',
    summary: 'A whole number in 大字, which cannot be altered by a stroke; "old" writes all of them the old way',
    example: '"金" & $daiji(1230000) & "円也" → 金壱百弐拾参萬円也',
    run: (_, value, style) => writeKanji(readDecimal(value), readChoice(style, ['old']) ?? 'daiji')
  },
  sumExact: {
    call: '$sumExact(numbers) or $sumExact(rows, "column")',
    summary: 'A sum without rounding errors; empty fields count as zero',
    example: '$sumExact(Lines, "Amount")',
    run: (_, list, column) => writeDecimal(sumExact(list, column === undefined ? undefined : readText(column, 'column')))
  },
  times: {
    call: '$times(one, other)',
    summary: 'A product without rounding errors',
    example: '$times(0.1, 3) → 0.3',
    run: (_, one, other) => other === null ? null : writeDecimal(readDecimal(one).times(readDecimal(other)))
  },
  roundTo: {
    call: '$roundTo(value, digits, mode)',
    summary: 'A number rounded by "floor", "round" (half up) or "ceil"',
    example: '$roundTo(2.5, 0, "round") → 3',
    run: (_, value, digits = 0, mode = 'round') => writeDecimal(readDecimal(value).toDecimalPlaces(readDigits(digits), readRounding(mode)))
  },
  roundTax: {
    call: '$roundTax(amount, percent, mode?, digits?)',
    summary: 'The tax on an amount, rounded by "floor", "round" or "ceil"',
    example: '$roundTax(1980, 10, "floor") → 198',
    run: (_, amount, percent, mode = 'floor', digits = 0) => roundTax(amount, { percent, rounding: mode as Rounding, digits: readDigits(digits) })
  },
  taxByRate: {
    call: '$taxByRate(rows, "amount", "rate", mode?, "included"?, digits?)',
    summary: 'Net, tax and gross for each tax rate, rounded once per rate as a 適格請求書 demands',
    example: '$taxByRate(Lines, "TotalPrice", "TaxRate", "floor") → [{ "rate": 10, "net": …, "tax": …, "gross": … }]',
    run: (_, rows, amount, rate, mode = 'floor', included = 'excluded', digits = 0) => taxByRate(rows, {
      amount: readText(amount, 'amount'), rate: readText(rate, 'rate'), rounding: mode as Rounding, digits: readDigits(digits), included: readChoice(included, ['included', 'excluded']) === 'included'
    })
  },
  runningSum: {
    call: '$runningSum(rows, "column", "as", start?)',
    summary: 'The rows, each with the sum so far under a new name',
    example: '$runningSum(Lines, "Amount", "balance")',
    run: (_, rows, column, as, start = 0) => runningSum(rows, { column: readText(column, 'column'), as: readText(as, 'as'), start })
  },
  chunk: {
    call: '$chunk(rows, size)',
    summary: 'The rows in groups of a size, each as { "rows": […] }',
    example: '$chunk(Lines, 20)',
    run: (_, rows, size) => chunk(readList(rows), readDecimal(size).toNumber())
  },
  address: {
    call: '$address({ "postalCode": …, "state": …, "city": …, "street": …, "country": … })',
    summary: 'An address as the locale writes it; empty parts leave no gap',
    example: '$address({ "postalCode": BillingPostalCode, "state": BillingState, "city": BillingCity, "street": BillingStreet })',
    run: ({ locale }, address) => writeAddress(address, locale)
  },
  fullName: {
    call: '$fullName(last, first)',
    summary: 'A name in the order of the locale',
    example: '$fullName("山田", "太郎") → 山田 太郎',
    takesNull: true,
    run: ({ locale }, last, first) => writeFullName(readTextOrNull(last), { first: readTextOrNull(first), locale })
  },
  honorific: {
    call: '$honorific(name, title?)',
    summary: 'A name with 様, 御中 or another title; nothing when the name is empty',
    example: '$honorific("株式会社サンプル", "御中") → 株式会社サンプル 御中',
    run: (_, name, title = '様') => readText(name, 'name').trim() === '' ? '' : `${readText(name, 'name').trim()} ${readText(title, 'title')}`
  },
  zenkaku: { call: '$zenkaku(text)', summary: 'Full-width letters, digits and katakana', example: '$zenkaku("AB1") → ＡＢ１', run: (_, text) => toZenkaku(readText(text)) },
  hankaku: { call: '$hankaku(text)', summary: 'Half-width letters, digits and katakana', example: '$hankaku("ＡＢ１") → AB1', run: (_, text) => toHankaku(readText(text)) },
  kana: { call: '$kana(text)', summary: 'Hiragana as katakana', example: '$kana("やまだ") → ヤマダ', run: (_, text) => toKatakana(readText(text)) },
  hiragana: { call: '$hiragana(text)', summary: 'Katakana as hiragana', example: '$hiragana("ヤマダ") → やまだ', run: (_, text) => toHiragana(readText(text)) },
  lines: { call: '$lines(text)', summary: 'The lines of a text, as a list', example: '$lines(Description)', run: (_, text) => readText(text).split(/\r\n|\r|\n/) },
  now: { call: '$now()', summary: 'The moment the document is made, as a datetime', example: '$date($now())', run: ({ now }) => now },
  today: {
    call: '$today()',
    summary: 'The day the document is made, in the time zone of the mapping',
    example: '$wareki($today())',
    run: ({ now, timeZone }) => formatMoment(readMoment(now, timeZone), { pattern: 'yyyy-MM-dd', locale: 'en' })
  },
  millis: { call: '$millis()', summary: 'The moment the document is made, in milliseconds since 1970', example: '$millis()', run: ({ now }) => Date.parse(now) },
  // JSONata's own would build a text of any length in one step, too fast for any limit.
  pad: { call: '$pad(text, width, char?)', summary: 'A text filled up to a width, on the left if the width is negative', example: '$pad("7", -3, "0") → 007', run: (_, text, width, char = ' ') => pad(readText(text), readDecimal(width).toNumber(), readText(char, 'char')) },
  random: refused('the same record must always give the same document'),
  shuffle: refused('the same record must always give the same document'),
  eval: refused('formulas stand in the mapping, never in data')
}

/** Our functions, each with its name. Undefined in gives undefined out, so that a misspelt column is found; null in gives null out, an honest empty field. */
export const formulaFunctions: ReadonlyMap<string, FormulaFunction> = new Map(Object.entries(entries).map(([name, { run, takesNull }]) => [name, (setting, ...values) => {
  if (values.includes(undefined)) return undefined
  if (values[0] === null && takesNull === undefined) return null
  try {
    return run(setting, ...values)
  } catch (error) {
    throw new Error(`$${name}: ${(error as Error).message}`)
  }
}]))

/** What the formula editor shows. */
export const functionHelp: readonly FunctionHelp[] = Object.values(entries).filter(({ call }) => call !== '').map(({ call, summary, example }) => ({ call, summary, example }))

function refused (why: string): Entry {
  return { call: '', summary: '', example: '', run: () => { throw new Error(`this function is not available, because ${why}`) }, takesNull: true }
}

// Making a format costs more than a hundred uses of it.
const formats = new Map<string, Intl.NumberFormat>()

function formatNumber (value: unknown, { locale, options }: { locale: string, options: Intl.NumberFormatOptions }): string {
  const key = JSON.stringify([locale, options])
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, options)
    formats.set(key, format)
  }
  // A text of digits is formatted exactly, a number by its binary value. https://tc39.es/ecma402/#sec-tointlmathematicalvalue
  return format.format(readDecimal(value).toFixed() as `${number}`)
}

function readText (value: unknown, what = 'value'): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`the ${what} must be text${value === undefined ? ', but there is none' : ''}`)
}

function readTextOrNull (value: unknown): string | null {
  return value === null || value === undefined ? null : readText(value)
}

function readDigits (value: unknown): number {
  const digits = readDecimal(value).toNumber()
  if (!Number.isInteger(digits) || digits < 0 || digits > 20) throw new Error('the count of digits must be a whole number from 0 to 20')
  return digits
}

function readChoice<Choice extends string> (value: unknown, choices: readonly Choice[]): Choice | undefined {
  if (value === undefined || choices.includes(value as Choice)) return value as Choice | undefined
  throw new Error(`${JSON.stringify(value)} is not known here; it can be ${choices.map((choice) => `"${choice}"`).join(' or ')}`)
}

function runningSum (rows: unknown, { column, as, start }: { column: string, as: string, start: unknown }): unknown[] {
  let sum = readDecimal(start ?? 0)
  return readList(rows).map((row, index) => {
    const value = columnOf(row, column, index)
    sum = value === null ? sum : sum.plus(readDecimal(value))
    return { ...(row as object), [as]: writeDecimal(sum) }
  })
}

function chunk (rows: unknown[], size: number): Array<{ rows: unknown[] }> {
  if (!Number.isInteger(size) || size < 1) throw new Error('the size of a group must be a whole number from 1 on')
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => ({ rows: rows.slice(index * size, (index + 1) * size) }))
}

function pad (text: string, width: number, char: string): string {
  if (!Number.isInteger(width) || Math.abs(width) > 10_000) throw new Error('the width must be a whole number of at most 10000')
  return width < 0 ? text.padStart(-width, char) : text.padEnd(width, char)
}
