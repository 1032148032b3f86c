import t from 'tap'
import { openSubprocesses } from '../../server/io/subprocess.ts'
import { evaluateFields, type Evaluation } from '../../server/mappings/evaluate-fields.ts'
import type { Field } from '../../server/mappings/schema.ts'
import { reachingCases, runawayCases } from '../corpus/C-script.ts'
import { jsonCases } from '../corpus/N-json.ts'

const subprocesses = openSubprocesses(new URL('../../server/mappings/answer-formulas.ts', import.meta.url), { size: 2 })
t.teardown(subprocesses.close)

const evaluate = (fields: Field[], input: Record<string, unknown> = {}, rest: Partial<Evaluation> = {}) =>
  evaluateFields(subprocesses, { mapping: 'quote', fields, input, locale: 'ja-JP', timeZone: 'Asia/Tokyo', now: '2026-11-22T15:30:00.000Z', ...rest })
const one = async (formula: string, input?: Record<string, unknown>, rest?: Partial<Evaluation>) => (await evaluate([{ name: 'f', formula }], input, rest)).f

t.test('columns, lists and objects become the data of a template', async (t) => {
  const row = { Name: '髙橋製作所', Account: { City: null }, Lines: [{ Qty: 2, Price: 100 }, { Qty: 3, Price: 50 }], None: [] }
  t.same(await evaluate([
    { name: 'name', formula: 'Name' },
    { name: 'total', formula: '$sum(Lines.(Qty * Price))' },
    { name: 'lines', each: 'Lines', fields: [{ name: 'no', formula: '$position' }, { name: 'amount', formula: 'Qty * Price' }, { name: 'owner', formula: '$$.Name' }] },
    { name: 'none', each: 'None', fields: [{ name: 'x', formula: 'X' }] },
    { name: 'customer', fields: [{ name: 'name', formula: 'Name' }, { name: 'lines', formula: '$count(Lines)' }] },
    { name: 'account', formula: 'Account', fields: [{ name: 'city', formula: 'City' }, { name: 'owner', formula: '$parent.Name' }] },
    { name: 'words', each: '["a", "b"]' }
  ], row), {
    name: '髙橋製作所',
    total: 350,
    lines: [{ no: 1, amount: 200, owner: '髙橋製作所' }, { no: 2, amount: 150, owner: '髙橋製作所' }],
    none: [],
    customer: { name: '髙橋製作所', lines: 2 },
    account: { city: null, owner: '髙橋製作所' },
    words: ['a', 'b']
  })
})

t.test('a list of one is a list, at every depth', async (t) => {
  const fields: Field[] = [{ name: 'orders', each: 'Orders', fields: [{ name: 'lines', each: 'Lines', fields: [{ name: 'a', formula: 'A' }, { name: 'of', formula: '$parent.No' }] }] }]
  t.same(await evaluate(fields, { Orders: [{ No: 7, Lines: [{ A: 1 }] }] }), { orders: [{ lines: [{ a: 1, of: 7 }] }] })
  t.same(await evaluate(fields, { Orders: { No: 7, Lines: { A: 1 } } }), { orders: [{ lines: [{ a: 1, of: 7 }] }] })
})

t.test('a misspelt column is an error, an empty one is empty, a default stands in', async (t) => {
  await t.rejects(one('Nmae', { Name: 'x' }), { code: 'CHOHYO_FORMULA_GAVE_NOTHING', statusCode: 422, field: 'f', message: /The field f \(mapping quote\).*Nmae/ })
  await t.rejects(one('$date(Nmae)'), { code: 'CHOHYO_FORMULA_GAVE_NOTHING' })
  await t.rejects(one('$fullName("山田", Frist)'), { code: 'CHOHYO_FORMULA_GAVE_NOTHING' })
  t.equal(await one('Name', { Name: null }), null)
  t.equal(await one('$date(Name)', { Name: null }), null)
  t.same(await evaluate([{ name: 'f', formula: 'X', default: '-' }, { name: 'g', formula: 'X', default: null }, { name: 'l', each: 'X', default: null, fields: [] }]), { f: '-', g: null, l: [] })
  await t.rejects(evaluate([{ name: 'l', each: 'Lines', fields: [{ name: 'a', formula: 'Amuont' }] }], { Lines: [{ Amount: 1 }] }), { code: 'CHOHYO_FORMULA_GAVE_NOTHING', field: 'l.a' })
  await t.rejects(evaluate([{ name: 'l', each: 'Lnies', fields: [] }], { Lines: [] }), { code: 'CHOHYO_FORMULA_GAVE_NOTHING', field: 'l' })
})

t.test('what fails names field, function and value', async (t) => {
  await t.rejects(one('$date("2026-02-30")'), { code: 'CHOHYO_FORMULA_FAILED', message: /field f \(mapping quote\) failed: \$date: "2026-02-30" is not a day of the calendar/ })
  await t.rejects(evaluate([{ name: 'lines', each: 'Lines', fields: [{ name: 'ok', formula: 'A' }, { name: 'sum', formula: 'A * 2' }] }], { Lines: [{ A: 1 }, { A: 'x' }] }), { code: 'CHOHYO_FORMULA_FAILED', field: 'lines.sum' })
  await t.rejects(one('a +'), { code: 'CHOHYO_FORMULA_INVALID', message: /at character 3/ })
  await t.rejects(evaluate([{ name: 'o', formula: 'Lines', fields: [] }], { Lines: [1, 2] }), { code: 'CHOHYO_FORMULA_FAILED', message: /one object/ })
})

t.test('the moment, the locale and the zone come from the document', async (t) => {
  t.equal(await one('$today()'), '2026-11-23')
  t.equal(await one('$wareki($today())'), '令和8年11月23日')
  t.equal(await one('$date($now(), "yyyy-MM-dd HH:mm")'), '2026-11-23 00:30')
  t.equal(await one('$date($now(), "yyyy-MM-dd HH:mm")', {}, { timeZone: 'America/New_York' }), '2026-11-22 10:30')
  t.equal(await one('$date("2026-10-06")', {}, { locale: 'en-US', timeZone: 'America/New_York' }), 'October 6, 2026')
})

t.test('formulas reach nothing but their row (C, N)', async (t) => {
  for (const { name, input, expected } of reachingCases) await t.rejects(one(input, { a: 1, text: 'x' }), { code: expected, statusCode: 422 }, name)
  for (const { name, input: { fields, row }, expected } of jsonCases) {
    const data = evaluate(fields, JSON.parse(row) as Record<string, unknown>)
    if (typeof expected === 'string') await t.rejects(data, { code: expected }, name)
    else t.same(await data, expected, name)
  }
  t.equal(({} as Record<string, unknown>).polluted, undefined)
  t.equal(await one('polluted', {}).catch(({ code }) => code as string), 'CHOHYO_FORMULA_GAVE_NOTHING')
})

t.test('formulas that run away are stopped, and the next one answers (C)', async (t) => {
  for (const { name, input, expected } of runawayCases) {
    await t.rejects(one(input, {}, { timeLimit: expected === 'CHOHYO_FORMULA_TOO_SLOW' ? 1000 : 60_000 }), { code: expected, statusCode: 422 }, name)
    t.equal(await one('1 + 1'), 2)
  }
})

t.test('one that runs away holds up no other', async (t) => {
  const slow = t.rejects(one('($f := function($n) { $f($n + 1) }; $f(1))', {}, { timeLimit: 3000 }), { code: 'CHOHYO_FORMULA_TOO_SLOW', message: /field f/ })
  const others = await Promise.all(Array.from({ length: 20 }, (_, index) => one(`${index} + 1`)))
  t.same(others, Array.from({ length: 20 }, (_, index) => index + 1))
  await slow
})

t.test('ten thousand rows, each of them right', async (t) => {
  const Lines = Array.from({ length: 10_000 }, (_, index) => ({ Name: `商品${index}`, Qty: index % 7, Price: index }))
  const data = await evaluate([{ name: 'lines', each: 'Lines', fields: [{ name: 'no', formula: '$position' }, { name: 'name', formula: 'Name' }, { name: 'amount', formula: '$times(Qty, Price)' }] }], { Lines }, { timeLimit: 60_000 })
  t.same(data.lines, Lines.map(({ Name, Qty, Price }, index) => ({ no: index + 1, name: Name, amount: Qty * Price })))
})
