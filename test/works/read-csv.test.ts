import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import t from 'tap'
import { CHARSETS, DELIMITERS, MOST_CSV, type Charset, type CsvFormat, type Delimiter } from '../../server/works/csv-schema.ts'
import type { CsvRecord } from '../../server/works/parse-records.ts'
import { readCsv, type CsvReading } from '../../server/works/read-csv.ts'

type Read = Pick<CsvReading, 'charset' | 'guessed' | 'delimiter' | 'columns'> & { rows: string[][], lines: number[], problems: string[], count: number }

async function read (bytes: Uint8Array | Uint8Array[], format: CsvFormat = {}): Promise<Read> {
  const { charset, guessed, delimiter, columns, rows, problems } = await readCsv(Array.isArray(bytes) ? bytes : [bytes], format)
  const all: CsvRecord[] = []
  for await (const row of rows) all.push(row)
  return { charset, guessed, delimiter, columns, rows: all.map(({ cells }) => cells), lines: all.map(({ line }) => line), problems: problems.first.map(({ code, line, column }) => `${code} ${line}:${column ?? ''}`), count: problems.count }
}
const utf8 = (text: string): Buffer => Buffer.from(text)

/** The characters of a charset and their bytes: the first spelling of each, as encoders give it. */
function tableOf (charset: Charset): Map<string, number[]> {
  const decoder = new TextDecoder(charset, { fatal: true })
  const table = new Map<string, number[]>()
  const add = (bytes: number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes))
      if ([...text].length === 1 && !table.has(text)) table.set(text, bytes)
    } catch {
      // Not a character of this charset.
    }
  }
  for (let byte = 0x20; byte < 0x100; byte++) if (byte !== 0x7f) add([byte])
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail])
  if (charset === 'euc-jp') for (let lead = 0xa1; lead < 0xff; lead++) for (let trail = 0xa1; trail < 0xff; trail++) add([0x8f, lead, trail])
  for (const sign of '\r\n\t') table.set(sign, [sign.charCodeAt(0)])
  return table
}
const tables = { 'windows-31j': tableOf('windows-31j'), 'euc-jp': tableOf('euc-jp') }

function encode (charset: Charset, text: string): Buffer {
  if (charset === 'utf-8') return utf8(text)
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
  if (charset === 'utf-16le') return wide
  if (charset === 'utf-16be') return wide.swap16()
  return Buffer.from([...text].flatMap((sign) => tables[charset].get(sign) ?? []))
}

const write = (rows: string[][], delimiter: Delimiter, end: string): string => rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(DELIMITERS[delimiter]) + end).join('')

/** Cuts bytes anywhere, also inside of characters. */
function cut (bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = []
  let at = 0
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

t.test('what is written is what is read: every charset, delimiter, line end, and wherever the bytes are cut', async (t) => {
  for (const charset of CHARSETS) {
    const signs = charset === 'windows-31j' || charset === 'euc-jp' ? fc.constantFrom(...tables[charset].keys()) : fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((sign) => !/[\0\ufffd]/.test(sign))
    const cell = fc.array(fc.oneof({ weight: 3, arbitrary: signs }, fc.constantFrom('"', ',', '\t', ';', '\n', '\r\n', '')), { maxLength: 8 }).map((parts) => parts.join(''))
    const rows = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))
    await fc.assert(fc.asyncProperty(rows, fc.constantFrom('comma', 'tab', 'semicolon'), fc.constantFrom('\r\n', '\n', '\r'), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), async (rows, delimiter, end, sizes) => {
      const full = rows.filter((row) => row.some((one) => one !== ''))
      const header = (rows[0] ?? []).map((_, at) => `c${at}`)
      const answer = await read(cut(encode(charset, write([header, ...rows], delimiter, end)), sizes), { charset, delimiter })
      t.strictSame([answer.charset, answer.columns, answer.rows], [charset, header, full])
      t.strictSame(answer.problems, full.length === 0 ? ['CSV_EMPTY 1:'] : [])
    }), { numRuns: 60 })
  }
})

t.test('a character may lie across two pieces of a long file', async (t) => {
  const rows = Array.from({ length: 8000 }, (_, at) => [String(at), '株式会社サンプル商事'])
  for (const charset of CHARSETS) {
    const bytes = encode(charset, write([['番号', '名'], ...rows], 'comma', '\n'))
    for (const pieces of [[bytes], cut(bytes, [997])]) t.strictSame((await read(pieces)).rows, rows, charset)
  }
})

t.test('Shift_JIS is as Windows writes it: circled numbers, old names, wave and minus', async (t) => {
  const bytes = Buffer.from([0x87, 0x40, 0xfb, 0xfc, 0xfa, 0xb1, 0x81, 0x60, 0x81, 0x7c, 0x5c, 0x7e, 0xb1, 0x0a, 0x31, 0x0a, 0x1a])
  for (const charset of ['windows-31j', 'shift_jis', 'auto'] as const) {
    t.match(await read(bytes, { charset }), { charset: 'windows-31j', columns: ['①髙﨑～－\\~ｱ'], rows: [['1']], problems: [] })
  }
})

const samples = ['請求書番号,取引先名,金額\nA-1,株式会社サンプル,1000\nA-2,有限会社山田商店,2000\n', '商品,数量\nボルト,10\nナット,20\n', '氏名\n髙橋はなこ\n', '住所,電話\n東京都千代田区丸の内１－１,03-0000-0000\n']

t.test('the charset is guessed from the bytes, and that it was guessed is said', async (t) => {
  for (const text of samples) {
    for (const charset of CHARSETS) {
      const answer = await read(encode(charset, text.replaceAll('髙', charset === 'euc-jp' ? '高' : '髙')))
      t.equal(answer.charset, charset, `${charset} ${text}`)
      t.equal(answer.guessed, !charset.startsWith('utf-16'))
    }
  }
  t.match(await read(encode('windows-31j', '名前,口座名義\nA,ﾔﾏﾀﾞ ﾀﾛｳ\nB,ｽｽﾞｷ ﾊﾅｺ\n')), { charset: 'windows-31j', rows: [['A', 'ﾔﾏﾀﾞ ﾀﾛｳ'], ['B', 'ｽｽﾞｷ ﾊﾅｺ']] })
  t.match(await read(utf8('name\nMüller\n')), { charset: 'utf-8', rows: [['Müller']] })
  const late = `id,name\n${'1,x\n'.repeat(60_000)}2,`
  t.match(await read(Buffer.concat([utf8(late), encode('windows-31j', '山田太郎商店です\n')])), { charset: 'windows-31j', count: 0 }, 'far behind ASCII')
})

t.test('a single word is enough to tell Shift_JIS from EUC-JP', async (t) => {
  const words = '北海道 青森県 秋田県 栃木県 東京都 神奈川県 新潟県 富山県 大阪府 和歌山県 鹿児島県 佐藤 高橋 渡辺 山田 林 斎藤 請求書番号 取引先名 品名 単価 備考 株式会社 ネジ ボルト ナット 様 御中 支払期限'.split(' ')
  for (const charset of ['windows-31j', 'euc-jp'] as const) {
    for (const word of words) t.equal((await read(encode(charset, `a\n${word}\n`))).charset, charset, word)
  }
  for (const word of 'ｱｲｳｴｵ ﾔﾏﾀﾞ ﾀﾛｳ ｽｽﾞｷ ﾄｳｷﾖｳ ﾐﾂﾋﾞｼ ﾅｶﾑﾗ ｶﾌﾞｼｷｶﾞｲｼﾔ'.split(' ')) t.equal((await read(encode('windows-31j', `a\n${word}\n`))).charset, 'windows-31j', word)
})

t.test('a byte order mark counts, whatever was said', async (t) => {
  t.match(await read(utf8('\ufeff番号,名\n1,a\n'), { charset: 'windows-31j' }), { charset: 'utf-8', guessed: false, columns: ['番号', '名'] })
})

t.test('the delimiter is the one that every line has equally often', async (t) => {
  const delimiterOf = async (text: string): Promise<Delimiter> => (await read(utf8(text))).delimiter
  t.equal(await delimiterOf('a,b\n1,2\n'), 'comma')
  t.equal(await delimiterOf('a\tb,c\n1\t"2,3,4"\n'), 'tab')
  t.equal(await delimiterOf('a;b\n"1,5";2,5\n3;4,1\n'), 'semicolon')
  t.equal(await delimiterOf('only\none\n'), 'comma')
})

t.test('columns have the names of the header row, given names, or letters', async (t) => {
  const file = utf8(' 番号 ,名,,\n1,a,,\n2,b,,\n')
  t.match(await read(file), { columns: ['番号', '名'], rows: [['1', 'a'], ['2', 'b']], problems: [] })
  t.match(await read(file, { columns: ['no', 'name'] }), { columns: ['no', 'name'], rows: [['1', 'a'], ['2', 'b']] })
  t.match(await read(utf8('1,a\n2,b\n'), { header: 'no' }), { columns: ['A', 'B'], rows: [['1', 'a'], ['2', 'b']] })
  t.match(await read(utf8('1,a\n'), { header: 'no', columns: ['no', 'name'] }), { columns: ['no', 'name'], rows: [['1', 'a']] })
  t.strictSame((await read(utf8(`${Array(30).fill('x').join()}\n`), { header: 'no' })).columns.slice(25), ['Z', 'AA', 'AB', 'AC', 'AD'])
})

t.test('lines are counted as an editor does, with breaks in cells and empty lines', async (t) => {
  t.strictSame((await read(utf8('a,b\r\n\r\n"x\r\ny",1\r\n,\r\n2,"\n\n"\r\n\r\n3,4'))).lines, [3, 6, 10])
  t.match(await read(utf8('a,b\n"x\ny",1\n2\n')), { problems: ['CSV_CELL_COUNT 4:2'] })
})

t.test('what is wrong is told with its place, and no row is lost without a word', async (t) => {
  t.match(await read(utf8('a,b\n1\n1,2,3\n4,5\n6,7,\n')), { rows: [['4', '5'], ['6', '7']], problems: ['CSV_CELL_COUNT 2:2', 'CSV_CELL_COUNT 3:3'] })
  t.match(await read(utf8('a,,a,b\n1,2,3,4\n')), { problems: ['CSV_COLUMN_UNNAMED 1:2', 'CSV_COLUMN_TWICE 1:3'] })
  t.match(await read(Buffer.concat([encode('windows-31j', '名\n東'), Buffer.from([0xff, 0x0a])]), { charset: 'windows-31j' }), { problems: ['CSV_CHARACTER_UNREADABLE 2:1'] })
  t.match(await read(utf8('a\nx\0y\n')), { problems: ['CSV_CHARACTER_REFUSED 2:1'] })
  t.match(await read(utf8(`a,b\n1,${'x'.repeat(MOST_CSV.cell + 1)}\n`)), { rows: [], problems: ['CSV_CELL_TOO_LONG 2:2'] })
  t.match(await read(utf8('')), { columns: [], problems: ['CSV_EMPTY 1:'] })
  t.match(await read(utf8('a,b\n')), { columns: ['a', 'b'], problems: ['CSV_EMPTY 1:'] })
  t.match(await read(utf8(`${Array.from({ length: 501 }, (_, at) => `c${at}`).join()}\n`)), { problems: ['CSV_TOO_MANY_COLUMNS 1:501'] })
})

t.test('after a quote out of place nothing is read, and what came before is kept', async (t) => {
  const before = `a,b\n${'"1\n1",2\n'.repeat(50)}`
  t.match(await read(utf8(`${before}x,y"z"\n3,4\n`)), { rows: { length: 50 }, problems: ['CSV_QUOTE_MISPLACED 102:2'] })
  t.match(await read(utf8(`${before}"x"y,z\n3,4\n`)), { rows: { length: 50 }, problems: ['CSV_QUOTE_MISPLACED 102:1'] })
  t.match(await read(utf8(`${before}x,"y\n3,4\n`)), { rows: { length: 50 }, problems: ['CSV_QUOTE_OPEN 102:2'] })
  t.match(await read(utf8(`${before}x,"${'y\n'.repeat(600_000)}`)), { rows: { length: 50 }, problems: ['CSV_ROW_TOO_LONG 102:2'] })
})

t.test('a hundred problems are told, and all are counted', async (t) => {
  const answer = await read(utf8(`a,b\n${'1\n'.repeat(250)}`))
  t.strictSame([answer.problems.length, answer.count, answer.problems[99]], [100, 250, 'CSV_CELL_COUNT 101:2'])
})

t.test('a file that is too large is read as far as it may be', async (t) => {
  const rows = await read(utf8(`a\n${'1\n'.repeat(MOST_CSV.rows + 1)}`))
  t.strictSame([rows.rows.length, rows.problems], [MOST_CSV.rows, [`CSV_TOO_MANY_ROWS ${MOST_CSV.rows + 2}:`]])
  const megabyte = utf8(`${'x'.repeat(999)}\n`.repeat(1000))
  const large = await read([utf8('a\n'), ...Array<Uint8Array>(40).fill(megabyte)])
  t.match(large.problems, [/^CSV_TOO_LARGE/])
  t.ok(large.rows.length > 20_000 && large.rows.length < 32_000, String(large.rows.length))
})

t.test('100,000 rows are read one after the other, never far ahead of who asks for them', async (t) => {
  const row = 'A-1,株式会社サンプル,商品,10,1000\n'
  let given = 0
  const source = function * (): Generator<Uint8Array> {
    yield utf8('no,customer,item,count,price\n')
    for (let chunk = 0; chunk < 1000; chunk++) {
      given += 100
      yield utf8(row.repeat(100))
    }
  }
  const { rows, problems } = await readCsv(source(), { charset: 'utf-8' })
  let read = 0
  let ahead = 0
  for await (const { cells } of rows) {
    if (cells.length === 5) read++
    ahead = Math.max(ahead, given - read)
  }
  t.strictSame([read, problems.count], [100_000, 0])
  t.ok(ahead < 10_000, `${ahead} rows ahead at most`)
})

t.test('who stops reading closes the source', async (t) => {
  let close = (): void => {}
  const closed = new Promise<true>((resolve) => { close = () => { resolve(true) } })
  const source = async function * (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield utf8('1,2\n'.repeat(1000))
    } finally {
      close()
    }
  }
  const { rows } = await readCsv(source())
  for await (const { line } of rows) if (line > 5000) break
  t.ok(await Promise.race([closed, pause(5000, false)]))
})

t.test('a source that breaks off is not taken for the end of the file', async (t) => {
  const source = function * (): Generator<Uint8Array> {
    yield utf8('a,b\n1,é\n'.repeat(20_000))
    throw new Error('the store is gone')
  }
  await t.rejects(readCsv(source()).then(async ({ rows }) => { for await (const { line } of rows) if (line < 0) break }), { message: 'the store is gone' })
})

t.test('no bytes whatsoever make it fail', async (t) => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constantFrom('"', ',', '\r\n', '\n', 'a', '""', '日本', '\ufeff').map(utf8))
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.constantFrom('auto' as const, ...CHARSETS), fc.constantFrom('yes' as const, 'no' as const), async (pieces, charset, header) => {
    const { columns, rows, lines, problems, count } = await read(pieces, { charset, header })
    if (!rows.every((row) => row.length === columns.length)) t.fail('a row of another width')
    if (lines.some((line, at) => line <= (lines[at - 1] ?? 0))) t.fail(`lines ${lines.join()}`)
    if (rows.length === 0 && count === 0) t.fail('nothing read and nothing said')
    if (problems.some((problem) => !/^CSV_[A-Z_]+ [1-9]\d*:([1-9]\d*)?$/.test(problem))) t.fail(problems.join())
  }), { numRuns: 1000 })
  t.pass()
})
