import { sql } from 'kysely'
import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { HistoryKind } from '../io/histories-tables.ts'
import type { Asker } from './asker.ts'
import type { ListHistories, ShownLine } from './schema.ts'
import { isZone, JAPAN, nextDay, sayTime, startOfDay } from './times.ts'

/** Lines of one kind, newest first, in pages. Row-level security shows a general user their own, an admin and an auditor the tenant's. Errors: RequestInvalid. */
export async function listHistories (tenant: Asker, { kind, zone = JAPAN, limit = 50, ...query }: ListHistories & { kind: HistoryKind }): Promise<{ lines: ShownLine[], next: string | null }> {
  if (!isZone(zone)) throw new RequestInvalid(both('`zone` is not the name of a time zone, such as Asia/Tokyo', '`zone` がタイムゾーン名(Asia/Tokyo など)ではありません'))
  const place = query.after === undefined ? null : readPlace(query.after)
  const from = query.from === undefined ? null : readMoment(query.from, zone)
  const to = query.to === undefined ? null : readMoment(query.to, zone, 'end')
  const rows = await tenant.db((trx) => {
    let lines = trx.selectFrom('history').select(['seq', 'number', 'at', 'kind', 'who', 'what', 'about', 'result', 'detail', sql<string>`history_moment(at)`.as('moment')]).where('kind', '=', kind)
    for (const column of ['who', 'what', 'result', 'about'] as const) {
      const asked = query[column]
      if (asked !== undefined) lines = lines.where(column, '=', asked)
    }
    if (from !== null) lines = lines.where('at', '>=', from)
    if (to !== null) lines = lines.where('at', '<', to)
    if (place !== null) lines = lines.where(sql<boolean>`(at, seq) < (${place.moment}::timestamptz, ${place.seq}::bigint)`)
    return lines.orderBy('at', 'desc').orderBy('seq', 'desc').limit(limit + 1).execute()
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    lines: page.map(({ seq: _, moment: __, at, ...line }) => ({ ...line, at: sayTime(at, zone) })),
    next: rows.length > limit && last ? Buffer.from(`${last.moment} ${last.seq}`).toString('base64url') : null
  }
}

/** Microseconds and all: two lines of one transaction have the same moment. */
function readPlace (cursor: string): { moment: string, seq: string } {
  const [, moment, seq] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (moment === undefined || seq === undefined || Number.isNaN(Date.parse(moment))) throw new RequestInvalid(both('`after` is not the `next` of a page of this list', '`after` がこの一覧の前のページの `next` ではありません'))
  return { moment, seq }
}

function readMoment (text: string, zone: string, edge: 'start' | 'end' = 'start'): Date {
  const day = text.length === 10 && startOfDay(text, zone)
  const moment = day ? edge === 'start' ? day : startOfDay(nextDay(text), zone) : text.length === 10 ? null : readInstant(text)
  if (moment === null || Number.isNaN(moment.getTime())) throw new RequestInvalid(both('`from` or `to` is no day of the calendar and no moment', '`from` または `to` が正しい日付・日時ではありません'))
  return moment
}

/** Date would take 30 February for 1 March. */
function readInstant (text: string): Date | null {
  return startOfDay(text.slice(0, 10), 'UTC') === null ? null : new Date(text)
}
