import fc from 'fast-check'
import t from 'tap'
import { formatMoment, readMoment } from '../../server/mappings/dates.ts'

const write = (value: unknown, pattern: string, { locale = 'ja-JP', timeZone = 'Asia/Tokyo', digits }: { locale?: string, timeZone?: string, digits?: 'kanji' } = {}) =>
  formatMoment(readMoment(value, timeZone), { pattern, locale, digits })

t.test('a date is the day it is, in every zone', async (t) => {
  for (const timeZone of ['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC']) t.equal(write('2026-10-06', 'yyyy-MM-dd', { timeZone }), '2026-10-06')
})

t.test('a datetime is moved to the zone of the document', async (t) => {
  t.equal(write('2026-10-06T17:00:00.000+0000', 'yyyy/MM/dd HH:mm'), '2026/10/07 02:00')
  t.equal(write('2026-10-06T17:00:00.000+0000', 'M/d h:mm a', { locale: 'en-US', timeZone: 'America/New_York' }), '10/6 1:00 PM')
  t.equal(write('2026-10-06T23:59:59Z', 'HH:mm:ss', { timeZone: 'UTC' }), '23:59:59')
  t.equal(write('2026-10-06T17:00:00.000+09:00', 'd H', { timeZone: 'UTC' }), '6 8')
})

t.test('names of months and days follow the locale', async (t) => {
  t.equal(write('2026-11-23', 'M月d日(E) EEEE'), '11月23日(月) 月曜日')
  t.equal(write('2026-11-23', "EEEE, MMMM d, yyyy 'at' MMM yy", { locale: 'en-US' }), 'Monday, November 23, 2026 at Nov 26')
})

t.test('eras begin on their day', async (t) => {
  const eras: Array<[date: string, text: string, letters: string]> = [
    ['1873-01-01', '明治6年1月1日', 'M6.1.1'], ['1912-07-29', '明治45年7月29日', 'M45.7.29'], ['1912-07-30', '大正元年7月30日', 'T1.7.30'],
    ['1926-12-24', '大正15年12月24日', 'T15.12.24'], ['1926-12-25', '昭和元年12月25日', 'S1.12.25'], ['1989-01-07', '昭和64年1月7日', 'S64.1.7'],
    ['1989-01-08', '平成元年1月8日', 'H1.1.8'], ['2019-04-30', '平成31年4月30日', 'H31.4.30'], ['2019-05-01', '令和元年5月1日', 'R1.5.1'], ['2026-11-23', '令和8年11月23日', 'R8.11.23']
  ]
  for (const [date, text, letters] of eras) t.same([write(date, 'Gy年M月d日'), write(date, 'GGGGGy.M.d')], [text, letters], date)
  t.equal(write('2026-11-03', 'GGGGGyy.MM.dd'), 'R08.11.03')
  t.equal(write('2019-04-30T15:00:00.000+0000', 'Gy年'), '令和元年', 'the era of the day in Japan')
  t.throws(() => write('1872-12-31', 'Gy年'), /1873/)
})

t.test('和暦 agrees with the calendar of ICU for every day since 1926', async (t) => {
  const icu = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' })
  fc.assert(fc.property(fc.date({ min: new Date('1926-12-25T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
    const parts = new Map(icu.formatToParts(date).map(({ type, value }) => [type, value]))
    return write(date.toISOString().slice(0, 10), 'G/y/M/d') === `${parts.get('era')}/${parts.get('year')?.replace('元', '1')}/${parts.get('month')}/${parts.get('day')}`
  }), { numRuns: 500 })
})

t.test('漢数字 for certificates', async (t) => {
  t.equal(write('2026-11-23', 'Gy年M月d日', { digits: 'kanji' }), '令和八年十一月二十三日')
  t.equal(write('2010-10-20', 'Gy年M月d日', { digits: 'kanji' }), '平成二十二年十月二十日')
  t.equal(write('2026-11-01', 'yyyy年M月d日', { digits: 'kanji' }), '二〇二六年十一月一日')
})

t.test('what is no date says so', async (t) => {
  for (const value of ['2026-02-29', '2026-13-01', '2026-00-10', 'tomorrow', '', 20261006, '2026-10-06T17:00:00', '2026-10-06T25:00:00Z', true, {}]) t.throws(() => readMoment(value, 'UTC'), Error, JSON.stringify(value))
  t.throws(() => write('2026-10-06', 'Q'), /letter Q/)
})
