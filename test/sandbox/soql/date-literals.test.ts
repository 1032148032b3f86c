import fc from 'fast-check'
import t from 'tap'
import { addDays, dayIn, readDateLiteral, startOfDay } from '../../../server/sandbox/soql/date-literals.ts'

const calendar = { today: '2026-11-04', fiscalStart: 4 }

t.test('each literal means its days, seen from Wednesday, 4 November 2026', async t => {
  const expected: Record<string, [from: string, to: string]> = {
    YESTERDAY: ['2026-11-03', '2026-11-04'],
    today: ['2026-11-04', '2026-11-05'],
    TOMORROW: ['2026-11-05', '2026-11-06'],
    LAST_WEEK: ['2026-10-25', '2026-11-01'],
    THIS_WEEK: ['2026-11-01', '2026-11-08'],
    NEXT_WEEK: ['2026-11-08', '2026-11-15'],
    LAST_MONTH: ['2026-10-01', '2026-11-01'],
    NEXT_MONTH: ['2026-12-01', '2027-01-01'],
    LAST_90_DAYS: ['2026-08-06', '2026-11-05'],
    NEXT_90_DAYS: ['2026-11-05', '2027-02-03'],
    THIS_QUARTER: ['2026-10-01', '2027-01-01'],
    LAST_YEAR: ['2025-01-01', '2026-01-01'],
    THIS_FISCAL_QUARTER: ['2026-10-01', '2027-01-01'],
    THIS_FISCAL_YEAR: ['2026-04-01', '2027-04-01'],
    'LAST_N_DAYS:3': ['2026-11-01', '2026-11-05'],
    'NEXT_N_DAYS:3': ['2026-11-05', '2026-11-08'],
    'LAST_N_MONTHS:2': ['2026-09-01', '2026-11-01'],
    'NEXT_N_YEARS:1': ['2027-01-01', '2028-01-01'],
    'N_DAYS_AGO:2': ['2026-11-02', '2026-11-03'],
    'N_FISCAL_YEARS_AGO:1': ['2025-04-01', '2026-04-01'],
    'LAST_N_FISCAL_QUARTERS:2': ['2026-04-01', '2026-10-01']
  }
  for (const [literal, [from, to]] of Object.entries(expected)) t.strictSame(readDateLiteral(literal, calendar), { from, to }, literal)
  for (const wrong of ['SOMEDAY', 'LAST_N_DAYS', 'LAST_N_DAYS:x', 'N_WEEKS_AGO:-1']) t.equal(readDateLiteral(wrong, calendar), null, wrong)
})

t.test('a fiscal year that begins in April is last year\'s until then', async t => {
  t.strictSame(readDateLiteral('THIS_FISCAL_YEAR', { today: '2026-03-31', fiscalStart: 4 }), { from: '2025-04-01', to: '2026-04-01' })
  t.strictSame(readDateLiteral('THIS_FISCAL_QUARTER', { today: '2026-03-31', fiscalStart: 4 }), { from: '2026-01-01', to: '2026-04-01' })
})

t.test('a day begins where the zone says, clock changes included', async t => {
  t.equal(startOfDay('2026-11-04', 'Asia/Tokyo').toISOString(), '2026-11-03T15:00:00.000Z')
  t.equal(startOfDay('2026-03-08', 'America/New_York').toISOString(), '2026-03-08T05:00:00.000Z')
  t.equal(startOfDay('2026-03-09', 'America/New_York').toISOString(), '2026-03-09T04:00:00.000Z')
  const day = fc.integer({ min: 0, max: 20_000 }).map(count => addDays('1980-01-01', count))
  fc.assert(fc.property(day, fc.constantFrom('Asia/Tokyo', 'America/New_York', 'UTC', 'Australia/Lord_Howe'), (day, zone) => {
    const start = startOfDay(day, zone)
    return dayIn(start, zone) === day && dayIn(new Date(start.getTime() - 1), zone) === addDays(day, -1)
  }))
})
