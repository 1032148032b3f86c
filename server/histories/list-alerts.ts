import type { Asker } from './asker.ts'
import { listHistories } from './list-histories.ts'
import type { ListHistories } from './schema.ts'

/** What was found, newest first: the lines of the histories that say so. */
export async function listAlerts (tenant: Asker, query: Pick<ListHistories, 'zone' | 'limit' | 'after'>): Promise<{ alerts: Array<{ at: string, rule: string, about: string | null, detail: Record<string, unknown> }>, next: string | null }> {
  const { lines, next } = await listHistories(tenant, { ...query, kind: 'change', what: 'alert' })
  return {
    alerts: lines.map(({ at, about, detail: { rule, ...detail } }) => ({ at, rule: String(rule), about: about?.slice(String(rule).length + 1) || null, detail })),
    next
  }
}
