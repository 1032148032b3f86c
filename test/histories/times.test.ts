import fc from 'fast-check'
import t from 'tap'
import { isZone, nextDay, sayTime, startOfDay } from '../../server/histories/times.ts'

t.test('a time is shown with its offset, in Japan unless another zone is asked for', async (t) => {
  const cases: Array<[utc: string, shown: string, zone?: string]> = [
    ['2026-11-26T14:59:59.999Z', '2026-11-26T23:59:59.999+09:00'],
    ['2026-11-26T15:00:00.000Z', '2026-11-27T00:00:00.000+09:00'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01T00:00:00.000+09:00'],
    ['2028-02-28T15:00:00.000Z', '2028-02-29T00:00:00.000+09:00'],
    ['2028-02-29T15:00:00.000Z', '2028-03-01T00:00:00.000+09:00'],
    ['2027-02-28T15:00:00.000Z', '2027-03-01T00:00:00.000+09:00'],
    ['2026-07-01T12:00:00.000Z', '2026-07-01T12:00:00.000+00:00', 'UTC'],
    ['2026-07-01T12:00:00.000Z', '2026-07-01T14:00:00.000+02:00', 'Europe/Berlin'],
    ['2026-12-01T12:00:00.000Z', '2026-12-01T08:30:00.000-03:30', 'America/St_Johns'],
    ['2026-10-25T00:59:59.000Z', '2026-10-25T02:59:59.000+02:00', 'Europe/Berlin'],
    ['2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000+01:00', 'Europe/Berlin']
  ]
  for (const [utc, shown, zone] of cases) t.equal(sayTime(new Date(utc), zone), shown)
})

t.test('a day begins at its first moment', async (t) => {
  const cases: Array<[day: string, utc: string, zone?: string]> = [
    ['2027-01-01', '2026-12-31T15:00:00.000Z'],
    ['2028-02-29', '2028-02-28T15:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z', 'Europe/Berlin'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z', 'Europe/Berlin'],
    // Clocks jump from 24:00 to 01:00.
    ['2018-11-04', '2018-11-04T03:00:00.000Z', 'America/Sao_Paulo'],
    // Samoa left out the day before.
    ['2011-12-31', '2011-12-30T10:00:00.000Z', 'Pacific/Apia']
  ]
  for (const [day, utc, zone] of cases) t.equal(startOfDay(day, zone)?.toISOString(), utc, day)
  for (const none of ['2027-02-29', '2026-13-01', '2026-00-10', '2026-01-32', '0000-01-01', '26-01-01', '']) t.equal(startOfDay(none), null, none)
  t.same(['2028-02-28', '2028-02-29', '2027-12-31'].map(nextDay), ['2028-02-29', '2028-03-01', '2028-01-01'])
})

t.test('only names are zones', async (t) => {
  t.same(['Asia/Tokyo', 'UTC', '+09:00', 'Mars/Olympus', '', "'; drop"].map(isZone), [true, true, false, false, false, false])
})

t.test('what is shown is the same moment, in every zone; and a day has begun at its start and not before', async () => {
  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  fc.assert(fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), zone, (moment, name) => {
    const shown = sayTime(moment, name)
    const start = startOfDay(shown.slice(0, 10), name)
    return new Date(shown).getTime() === moment.getTime() && start !== null && start <= moment &&
      sayTime(start, name).slice(0, 10) === shown.slice(0, 10) && sayTime(new Date(start.getTime() - 1), name).slice(0, 10) < shown.slice(0, 10)
  }), { numRuns: 2000 })
})
