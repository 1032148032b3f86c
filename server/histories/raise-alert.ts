import { sql, type Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import { recordHistory } from './record-history.ts'

export type AlertRule = 'failed-sign-ins' | 'mass-download' | 'chain-broken' | 'anchor-late' | 'clock-skew' | 'passkey-copied'

/** Something an admin should look at; `subject` is whom or what it is about, `minutes` how long it is not said again. */
export interface Finding { rule: AlertRule, subject?: string, minutes: number, detail: Record<string, unknown> }

/** Says it once in its time, as a line of the histories: so it is sealed, exported and sent to the webhook like any other. Answers whether it was said. */
export async function raiseAlert (trx: Transaction<Tables>, tenantId: string, { rule, subject, minutes, detail }: Finding): Promise<boolean> {
  const about = subject === undefined ? rule : `${rule} ${subject}`
  // Several processes see the same at the same moment.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`chohyo alert ${tenantId}`}, 0))`.execute(trx)
  const said = await trx.selectFrom('history').select('seq').where('about', '=', about).where('what', '=', 'alert').where('at', '>', sql<Date>`now() - make_interval(mins => ${minutes})`).limit(1).executeTakeFirst()
  if (said) return false
  await recordHistory(trx, tenantId, { kind: 'change', who: 'service', what: 'alert', about, result: 'raised', detail: { rule, ...detail } })
  return true
}
