import holidayJp from '@holiday-jp/holiday_jp'
import t from 'tap'
import { weekdayOf } from '../../server/works/calendar-days.ts'
import { japaneseHolidays } from '../../server/works/japanese-holidays.ts'

const listed = (year: number): string[] => japaneseHolidays(year).map(({ date, name }) => `${date.slice(5)} ${name.ja}`)
const years = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)

// https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html
t.test('the years of the new emperor and of the Olympic Games, as the Cabinet Office lists them', async (t) => {
  t.strictSame(listed(2019), ['01-01 元日', '01-14 成人の日', '02-11 建国記念の日', '03-21 春分の日', '04-29 昭和の日', '04-30 国民の休日', '05-01 天皇の即位の日', '05-02 国民の休日', '05-03 憲法記念日', '05-04 みどりの日', '05-05 こどもの日', '05-06 振替休日', '07-15 海の日', '08-11 山の日', '08-12 振替休日', '09-16 敬老の日', '09-23 秋分の日', '10-14 体育の日', '10-22 即位礼正殿の儀', '11-03 文化の日', '11-04 振替休日', '11-23 勤労感謝の日'])
  t.strictSame(listed(2020), ['01-01 元日', '01-13 成人の日', '02-11 建国記念の日', '02-23 天皇誕生日', '02-24 振替休日', '03-20 春分の日', '04-29 昭和の日', '05-03 憲法記念日', '05-04 みどりの日', '05-05 こどもの日', '05-06 振替休日', '07-23 海の日', '07-24 スポーツの日', '08-10 山の日', '09-21 敬老の日', '09-22 秋分の日', '11-03 文化の日', '11-23 勤労感謝の日'])
  t.strictSame(listed(2021), ['01-01 元日', '01-11 成人の日', '02-11 建国記念の日', '02-23 天皇誕生日', '03-20 春分の日', '04-29 昭和の日', '05-03 憲法記念日', '05-04 みどりの日', '05-05 こどもの日', '07-22 海の日', '07-23 スポーツの日', '08-08 山の日', '08-09 振替休日', '09-20 敬老の日', '09-23 秋分の日', '11-03 文化の日', '11-23 勤労感謝の日'])
})

t.test('the years at hand, with a holiday that lies between two', async (t) => {
  t.strictSame(listed(2026), ['01-01 元日', '01-12 成人の日', '02-11 建国記念の日', '02-23 天皇誕生日', '03-20 春分の日', '04-29 昭和の日', '05-03 憲法記念日', '05-04 みどりの日', '05-05 こどもの日', '05-06 振替休日', '07-20 海の日', '08-11 山の日', '09-21 敬老の日', '09-22 国民の休日', '09-23 秋分の日', '10-12 スポーツの日', '11-03 文化の日', '11-23 勤労感謝の日'])
  t.strictSame(listed(2027), ['01-01 元日', '01-11 成人の日', '02-11 建国記念の日', '02-23 天皇誕生日', '03-21 春分の日', '03-22 振替休日', '04-29 昭和の日', '05-03 憲法記念日', '05-04 みどりの日', '05-05 こどもの日', '07-19 海の日', '08-11 山の日', '09-20 敬老の日', '09-23 秋分の日', '10-11 スポーツの日', '11-03 文化の日', '11-23 勤労感謝の日'])
})

t.test('the days of all years from 1970 to 2050 are those of a list kept by others', async (t) => {
  const theirs = Object.keys(holidayJp.holidays).filter((date) => date >= '1970').sort()
  t.equal(theirs.length > 1300, true)
  t.strictSame(years(1970, 2050).flatMap((year) => japaneseHolidays(year).map(({ date }) => date)), theirs)
})

/** The periodic terms of the equinoxes and solstices: Jean Meeus, Astronomical Algorithms, 2nd edition, table 27.C. */
const TERMS: ReadonlyArray<[number, number, number]> = [[485, 324.96, 1934.136], [203, 337.23, 32964.467], [199, 342.08, 20.186], [182, 27.85, 445267.112], [156, 73.14, 45036.886], [136, 171.52, 22518.443], [77, 222.54, 65928.934], [74, 296.72, 3034.906], [70, 243.58, 9037.513], [58, 119.81, 33718.147], [52, 297.17, 150.678], [50, 21.02, 2281.226], [45, 247.54, 29929.562], [44, 325.15, 31555.956], [29, 60.93, 4443.417], [18, 155.12, 67555.328], [17, 288.79, 4562.452], [16, 198.04, 62894.029], [14, 199.76, 31436.921], [12, 95.39, 14577.848], [12, 287.11, 31931.756], [12, 320.81, 34777.259], [9, 227.73, 1222.114], [8, 15.45, 16859.074]]
const RADIANS = Math.PI / 180

/** When the sun passes the equinox, on the clocks of Japan, within about two minutes. */
function equinox (year: number, name: '春分の日' | '秋分の日'): string {
  const y = (year - 2000) / 1000
  const mean = name === '春分の日'
    ? 2451623.80984 + 365242.37404 * y + 0.05169 * y ** 2 - 0.00411 * y ** 3 - 0.00057 * y ** 4
    : 2451810.21715 + 365242.01767 * y - 0.11575 * y ** 2 + 0.00337 * y ** 3 + 0.00078 * y ** 4
  const centuries = (mean - 2451545) / 36525
  const angle = (35999.373 * centuries - 2.47) * RADIANS
  const sum = TERMS.reduce((total, [a, b, c]) => total + a * Math.cos((b + c * centuries) * RADIANS), 0)
  const julian = mean + 0.00001 * sum / (1 + 0.0334 * Math.cos(angle) + 0.0007 * Math.cos(2 * angle))
  return new Date((julian - 2440587.5) * 86_400_000 + 9 * 3_600_000).toISOString().slice(0, 10)
}

t.test('equinoxes until 2150 are where astronomy has them', async (t) => {
  for (const name of ['春分の日', '秋分の日'] as const) {
    t.strictSame(years(1949, 2150).map((year) => japaneseHolidays(year).find((one) => one.name.ja === name)?.date), years(1949, 2150).map((year) => equinox(year, name)))
  }
})

t.test('no holiday of the years since 1973 is lost to a Sunday', async (t) => {
  for (const year of years(1974, 2150)) {
    const holidays = japaneseHolidays(year)
    const sundays = holidays.filter(({ date }) => weekdayOf(date) === 'sun').length
    t.equal(holidays.filter(({ name }) => name.ja === '振替休日').length, sundays, String(year))
    t.equal(new Set(holidays.map(({ date }) => date)).size, holidays.length)
  }
})

t.test('years without a known law have none', async (t) => {
  t.strictSame([japaneseHolidays(1948), japaneseHolidays(2151)], [[], []])
})
