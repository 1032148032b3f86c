import t from 'tap'
import { MOST_CSV, type CsvPreview } from '../../server/works/csv-schema.ts'
import { testService } from '../service.ts'

const { call, apiKey, sandbox, signed } = await testService(t, { worker: false, starter: false })
const general = await apiKey(sandbox.users[1]?.username ?? '', 'general')
// 番号,取引先,品名 in Shift_JIS; A-1 stands again after B-2.
const header = Buffer.from([0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8e, 0xe6, 0x88, 0xf8, 0x90, 0xe6, 0x2c, 0x95, 0x69, 0x96, 0xbc, 0x0d, 0x0a])
const file = Buffer.concat([header, Buffer.from('A-1,Acme,Bolt\r\nA-1,Acme,Nut\r\nB-2,Bell,"Rope\r\nlong"\r\n\r\nA-1,Acme,Saw\r\n')])
const preview = (bytes: Buffer, query = '', headers: Record<string, string> = {}) => call({ method: 'POST', url: `/v1/csv/preview${query}`, body: bytes, token: general, headers: { 'content-type': 'text/csv', ...headers } })

t.test('a user sees how a file is read, and into which documents it falls', async (t) => {
  const answer = await preview(file, `?key=${encodeURIComponent('番号')}`)
  t.equal(answer.statusCode, 200, answer.body)
  t.strictSame(answer.json<CsvPreview>(), {
    charset: 'windows-31j',
    guessed: true,
    delimiter: 'comma',
    columns: ['番号', '取引先', '品名'],
    total: 4,
    rows: [{ line: 2, cells: ['A-1', 'Acme', 'Bolt'] }, { line: 3, cells: ['A-1', 'Acme', 'Nut'] }, { line: 4, cells: ['B-2', 'Bell', 'Rope\r\nlong'] }, { line: 7, cells: ['A-1', 'Acme', 'Saw'] }],
    groups: { count: 3, first: [{ key: ['A-1'], line: 2, rows: 2 }, { key: ['B-2'], line: 4, rows: 1 }, { key: ['A-1'], line: 7, rows: 1 }] },
    errors: [],
    errorCount: 0
  })
  const together = (await preview(file, `?key=${encodeURIComponent('番号,"取引先"')}&grouping=together&charset=shift_jis`)).json<CsvPreview>()
  t.match(together, { guessed: false, groups: { count: 2, first: [{ key: ['A-1', 'Acme'], line: 2, rows: 3 }, { key: ['B-2', 'Bell'], line: 4, rows: 1 }] } })
  t.match((await preview(file, '?header=no&columns=no,customer,item', { 'content-type': 'application/octet-stream' })).json<CsvPreview>(), { columns: ['no', 'customer', 'item'], total: 5, groups: null })
})

t.test('no more than the first rows, groups and errors are shown, and all are counted', async (t) => {
  const long = Buffer.from(`no,item\n${Array.from({ length: 150 }, (_, at) => `${at},x\n`).join('')}${'1\n'.repeat(120)}`)
  const { total, rows, groups, errors, errorCount } = (await preview(long, '?key=no')).json<CsvPreview>()
  t.strictSame([total, rows.length, groups?.count, groups?.first.length, errors.length, errorCount], [150, 20, 150, 20, 100, 120])
})

t.test('what is wrong with the file is said by line and column, in the caller\'s language', async (t) => {
  const wrong = Buffer.from('no,customer\n1,Acme,2\n')
  t.match((await preview(wrong, '?key=custmer')).json<CsvPreview>(), {
    total: 0,
    groups: null,
    errorCount: 2,
    errors: [
      { code: 'CSV_KEY_UNKNOWN', message: 'There is no column custmer to split by. Did you mean customer?', line: 1, column: null },
      { code: 'CSV_CELL_COUNT', message: /^The row has 3 cells, but there are 2 columns/, line: 2, column: 3 }
    ]
  })
  t.match((await preview(wrong, '?key=custmer', { 'accept-language': 'ja' })).json<CsvPreview>(), {
    errors: [
      { message: '分割に使う列 custmer がありません。もしかして: customer' },
      { message: /^この行のセルは 3 個ですが、列は 2 列あります/ }
    ]
  })
  t.match((await preview(Buffer.alloc(0))).json<CsvPreview>(), { columns: [], total: 0, errors: [{ code: 'CSV_EMPTY' }] })
})

t.test('the request itself is checked', async (t) => {
  t.match((await preview(file, '?charset=latin1')).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID', detail: /charset/ })
  for (const key of ['a,a', 'a,', '%22a', 'a,b,c,d,e,f']) t.match((await preview(file, `?key=${key}`)).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID', detail: /key must be a line of CSV with at most 5 names/ })
  t.match((await preview(Buffer.alloc(MOST_CSV.bytes + 1, 'x'))).json(), { status: 413, code: 'CHOHYO_REQUEST_TOO_LARGE', detail: /32 MB/ })
  t.match((await preview(file, '', { 'content-type': 'text/csv; charset=shift_jis' })).json(), { status: 415 })
  t.match((await call({ method: 'POST', url: '/v1/runs', body: file, token: general, headers: { 'content-type': 'text/csv' } })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
})

t.test('Salesforce may ask for it too, its signature bound to the bytes', async (t) => {
  const body = 'no,item\n1,x\n'
  const token = signed({ method: 'POST', url: '/v1/csv/preview', body })
  t.match((await call({ method: 'POST', url: '/v1/csv/preview', body, token, headers: { 'content-type': 'text/csv' } })).json(), { total: 1 })
  const other = signed({ method: 'POST', url: '/v1/csv/preview', body })
  t.equal((await call({ method: 'POST', url: '/v1/csv/preview', body: `${body}2,y\n`, token: other, headers: { 'content-type': 'text/csv' } })).statusCode, 401)
})
