import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { languageOf } from '../errors-ja.ts'
import { checkInstant, checkSchedule } from './check-schedule.ts'
import { nextTicks } from './next-ticks.ts'
import { saySkipped, sayTick } from './say-tick.ts'
import { PreviewSchedule, SchedulePreview } from './schedule-schema.ts'

export const scheduleRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/schedules/preview', {
    config: { role: 'admin' },
    schema: { tags: ['works'], summary: 'The next times at which a schedule comes round, and what it skips', body: PreviewSchedule, response: { 200: SchedulePreview } }
  }, async ({ tenant, body: { schedule, from, count }, headers }) => {
    const after = from === undefined ? tenant.now() : new Date(from)
    checkSchedule(schedule)
    checkInstant('from', after)
    const { ticks, skipped } = nextTicks(schedule, after, count)
    const language = languageOf(headers['accept-language'])
    return { ticks: ticks.map((tick) => sayTick(tick, language)), skipped: skipped.map((day) => saySkipped(day, language)) }
  })
}
