import { both, type Both } from '../errors-ja.ts'
import { addDays, weekdayOf, type Day } from './calendar-days.ts'

export interface Holiday { date: Day, name: Both }

const day = (year: number, month: number, date: number): Day => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
const fixed = (month: number, date: number) => (year: number): Day => day(year, month, date)

/** The nth Monday of a month. */
const monday = (month: number, nth: number) => (year: number): Day => {
  const first = day(year, month, 1)
  return addDays(first, (8 - new Date(`${first}T00:00:00Z`).getUTCDay()) % 7 + (nth - 1) * 7)
}

/**
 * The day in Japan on which the sun passes the equinox, by the approximation of 新こよみ便利帳 (恒星社厚生閣), which is made for 1900 to 2150. The law
 * names no dates: the Cabinet announces each in February of the year before, and has always followed astronomy. In 2107 the approximation misses
 * 23 September, 23:39, by half an hour (Meeus, Astronomical Algorithms, chapter 27; a test compares all years with it).
 */
const equinox = (month: number, [until1979, until2099, until2150]: [number, number, number]) => (year: number): Day => {
  if (year === 2107 && month === 9) return day(year, month, 23)
  const start = year < 1980 ? until1979 : year < 2100 ? until2099 : until2150
  return day(year, month, Math.floor(start + 0.242194 * (year - 1980)) - Math.trunc((year - (year < 1980 ? 1983 : 1980)) / 4))
}

const first = 1949
const last = 2150
const names = {
  emperor: both('The Emperor\'s Birthday', '天皇誕生日'),
  age: both('Coming of Age Day', '成人の日'),
  greenery: both('Greenery Day', 'みどりの日'),
  sea: both('Marine Day', '海の日'),
  mountain: both('Mountain Day', '山の日'),
  aged: both('Respect for the Aged Day', '敬老の日'),
  health: both('Health and Sports Day', '体育の日'),
  sports: both('Sports Day', 'スポーツの日'),
  enthroned: both('Enthronement Ceremony', '即位礼正殿の儀')
}

/** Since when, until when, on which day, as what. */
const RULES: ReadonlyArray<readonly [from: number, to: number, find: (year: number) => Day, name: Both]> = [
  [first, last, fixed(1, 1), both('New Year\'s Day', '元日')],
  [first, 1999, fixed(1, 15), names.age],
  [2000, last, monday(1, 2), names.age],
  [1967, last, fixed(2, 11), both('National Foundation Day', '建国記念の日')],
  [2020, last, fixed(2, 23), names.emperor],
  [1989, 1989, fixed(2, 24), both('Funeral of Emperor Showa', '昭和天皇の大喪の礼')],
  [first, last, equinox(3, [20.8357, 20.8431, 21.8510]), both('Vernal Equinox Day', '春分の日')],
  [1959, 1959, fixed(4, 10), both('Wedding of the Crown Prince', '皇太子明仁親王の結婚の儀')],
  [first, 1988, fixed(4, 29), names.emperor],
  [1989, 2006, fixed(4, 29), names.greenery],
  [2007, last, fixed(4, 29), both('Showa Day', '昭和の日')],
  [2019, 2019, fixed(5, 1), both('Accession of the Emperor', '天皇の即位の日')],
  [first, last, fixed(5, 3), both('Constitution Memorial Day', '憲法記念日')],
  [2007, last, fixed(5, 4), names.greenery],
  [first, last, fixed(5, 5), both('Children\'s Day', 'こどもの日')],
  [1993, 1993, fixed(6, 9), both('Wedding of the Crown Prince', '皇太子徳仁親王の結婚の儀')],
  [1996, 2002, fixed(7, 20), names.sea],
  [2003, 2019, monday(7, 3), names.sea],
  // The Olympic Games moved three holidays in 2020, and when they were put off again in 2021.
  [2020, 2020, fixed(7, 23), names.sea],
  [2020, 2020, fixed(7, 24), names.sports],
  [2020, 2020, fixed(8, 10), names.mountain],
  [2021, 2021, fixed(7, 22), names.sea],
  [2021, 2021, fixed(7, 23), names.sports],
  [2021, 2021, fixed(8, 8), names.mountain],
  [2022, last, monday(7, 3), names.sea],
  [2016, 2019, fixed(8, 11), names.mountain],
  [2022, last, fixed(8, 11), names.mountain],
  [1966, 2002, fixed(9, 15), names.aged],
  [2003, last, monday(9, 3), names.aged],
  [first, last, equinox(9, [23.2588, 23.2488, 24.2488]), both('Autumnal Equinox Day', '秋分の日')],
  [1966, 1999, fixed(10, 10), names.health],
  [2000, 2019, monday(10, 2), names.health],
  [2022, last, monday(10, 2), names.sports],
  [2019, 2019, fixed(10, 22), names.enthroned],
  [first, last, fixed(11, 3), both('Culture Day', '文化の日')],
  [1990, 1990, fixed(11, 12), names.enthroned],
  [first, last, fixed(11, 23), both('Labour Thanksgiving Day', '勤労感謝の日')],
  [1989, 2018, fixed(12, 23), names.emperor]
]

const substitute = both('Substitute holiday', '振替休日')
const between = both('Citizens\' holiday', '国民の休日')

/**
 * The holidays of a year from 1949 to 2150 in order, by 国民の祝日に関する法律 (https://laws.e-gov.go.jp/law/323AC1000000178) as it is today, and the
 * laws of single years. None for other years. A later law can change them, as it did for 2020 and 2021: the Cabinet Office publishes each year's list
 * (https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html).
 */
export function japaneseHolidays (year: number): Holiday[] {
  const found = new Map(RULES.filter(([from, to]) => from <= year && year <= to).map(([, , find, name]) => [find(year), name]))
  const days = [...found.keys()]
  const added = [
    ...days.flatMap((date) => substituteFor(date, found)).map((date) => [date, substitute] as const),
    ...days.map((date) => addDays(date, 1)).filter((date) => year >= 1986 && isBetween(date, found)).map((date) => [date, between] as const)
  ]
  return [...new Map([...added.reverse(), ...found])].map(([date, name]) => ({ date, name })).sort((a, b) => a.date < b.date ? -1 : 1)
}

/** Article 3 (2), since 12 April 1973: for a holiday on a Sunday the next day; since 2007 the next day that is not a holiday itself. */
function substituteFor (date: Day, found: ReadonlyMap<Day, Both>): Day[] {
  if (date < '1973-04-12' || weekdayOf(date) !== 'sun') return []
  const nextDays = Array.from({ length: date < '2007' ? 1 : 7 }, (_, at) => addDays(date, at + 1))
  return nextDays.filter((next) => !found.has(next)).slice(0, 1)
}

/** Article 3 (3), since 27 December 1985: a day between two holidays. */
function isBetween (date: Day, found: ReadonlyMap<Day, Both>): boolean {
  return !found.has(date) && found.has(addDays(date, -1)) && found.has(addDays(date, 1)) && weekdayOf(date) !== 'sun'
}
