import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import t from 'tap'
import { writeCsvRow } from '../../server/histories/write-csv.ts'

const back = (fields: Array<string | number | null>) => parse(writeCsvRow(fields), { relax_column_count: true })[0]

t.test('what a spreadsheet would calculate is written as text', async (t) => {
  for (const bad of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', ' =1+1', '\n=1', '＝1+1', '＋1', '－cmd', '＠A1', '=HYPERLINK("http://x")', '\u3000=1', '\uFEFF=1', '-', '+', '1;=2'.slice(2)]) {
    t.same(back([bad]), [`'${bad}`], JSON.stringify(bad))
  }
})

t.test('numbers and ordinary text stay what they are', async (t) => {
  for (const good of ['-5', '+81', '-0.25', '3.5', 'a=b', "it's", '山田 太郎', 'a,"b"', 'two\r\nlines', '']) t.same(back([good]), [good], JSON.stringify(good))
  t.equal(writeCsvRow([null, 7, 'x']), '"","7","x"\r\n')
})

t.test('whatever the fields are, as many come back, none begins a formula, and each is what it was but for one apostrophe', async () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (fields) => {
    const read = back([...fields, 'end'])?.slice(0, -1) ?? []
    return read.length === fields.length && read.every((field, index) => {
      const given = fields[index] ?? ''
      return (field === given || field === `'${given}`) && (!/^\s*[=+\-@＝＋－＠]/.test(field) || /^[+-]?\d+(\.\d+)?$/.test(field))
    })
  }))
})
