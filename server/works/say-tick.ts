import { both, type Both, type Language } from '../errors-ja.ts'
import type { Day } from './calendar-days.ts'
import type { SkippedDay } from './list-days.ts'
import type { Tick } from './next-ticks.ts'
import { FARTHEST_MOVE } from './read-calendar.ts'
import type { SchedulePreview } from './schedule-schema.ts'

const dates = {
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'full' }),
  ja: new Intl.DateTimeFormat('ja-JP', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' })
}
const months = {
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', year: 'numeric', month: 'long' }),
  ja: new Intl.DateTimeFormat('ja-JP', { timeZone: 'UTC', year: 'numeric', month: 'long' })
}

/** A tick for people: when it is, and why it is not where the schedule's own words would have it. */
export function sayTick ({ at, wall, moved, clock }: Tick, language: Language): SchedulePreview['ticks'][number] {
  const notes = [moved && sayMove(moved.from, moved.why, moved.from > wall.date), clock && sayClock(clock.change, clock.time)].filter((note) => note !== null)
  return {
    at: at.toISOString(),
    local: `${wall.date}T${wall.time}`,
    words: language === 'ja' ? `${dayIn('ja', wall.date)} ${short(wall.time)}` : `${dayIn('en', wall.date)}, ${wall.time}`,
    note: notes.length === 0 ? null : notes.map((note) => note[language]).join(language === 'ja' ? '' : ' ')
  }
}

/** A day that has no tick though the schedule names it, and why. */
export function saySkipped (skipped: SkippedDay, language: Language): SchedulePreview['skipped'][number] {
  return { day: skipped.day, words: sayReason(skipped)[language] }
}

function sayReason (skipped: SkippedDay): Both {
  const { day } = skipped
  switch (skipped.kind) {
    case 'short': return both(`${monthIn('en', day)} has no day ${skipped.date}.`, `${monthIn('ja', day)}には${skipped.date}日がありません。`)
    case 'few': return both(`${monthIn('en', day)} has fewer business days than ${skipped.businessDay}.`, `${monthIn('ja', day)}の営業日は${skipped.businessDay}日に足りません。`)
    case 'closed': return both(`${dayIn('en', day)} (${skipped.why.en}) is not a business day.`, `${dayIn('ja', day)}は${skipped.why.ja}のため、実行しません。`)
    case 'lost': return both(`${dayIn('en', day)} (${skipped.why.en}) is not a business day, and there is none within ${FARTHEST_MOVE} days of it.`, `${dayIn('ja', day)}は${skipped.why.ja}で、${FARTHEST_MOVE}日以内に営業日がないため、実行しません。`)
  }
}

function sayMove (from: Day, why: Both, before: boolean): Both {
  return both(`${dayIn('en', from)} (${why.en}) is not a business day; moved to the one ${before ? 'before' : 'after'}.`,
    `${dayIn('ja', from)}は${why.ja}のため、${before ? '前営業日に繰り上げます' : '翌営業日に繰り下げます'}。`)
}

function sayClock (change: 'gap' | 'overlap', time: string): Both {
  return change === 'gap'
    ? both(`The clocks skip ${time} on this day; this is the first moment after.`, `この日は時計が進められて${short(time)}がないため、その直後になります。`)
    : both(`The clocks show ${time} twice on this day; this is the first time.`, `この日は時計が戻されて${short(time)}が2回あるため、1回目になります。`)
}

const dayIn = (language: Language, day: Day): string => dates[language].format(new Date(`${day}T00:00:00Z`))
const monthIn = (language: Language, month: string): string => months[language].format(new Date(`${month.slice(0, 7)}-01T00:00:00Z`))
const short = (time: string): string => time.replace(/^0/, '')
