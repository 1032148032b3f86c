import { sql, type Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Tables } from '../io/tables.ts'
import { raiseAlert, type Finding } from './raise-alert.ts'

const MINUTES = 10
/** Unless an admin has set others (`history.alerts` of the settings). */
const FAILED_SIGN_INS = 10
const DOWNLOADS = 200

/** What takes the bytes of a document out of the house. */
export const DOWNLOADING = ['download-document', 'download-file', 'export-document']

/** Looks at a tenant's newest lines: many failed sign-ins of one login or from one network, many documents downloaded by one user. */
export async function watchHistories ({ database, log }: Pick<Deps, 'database' | 'log'>, tenantId: string): Promise<void> {
  await database.withTenant(tenantId, async (trx) => {
    const { failedSignIns, downloads } = await readLimits(trx)
    const findings = [...await findGuesses(trx, failedSignIns), ...await findDownloads(trx, downloads)]
    for (const finding of findings) {
      if (await raiseAlert(trx, tenantId, finding)) log.warn({ tenant: tenantId, rule: finding.rule }, 'an alert was raised')
    }
  })
}

async function readLimits (trx: Transaction<Tables>): Promise<{ failedSignIns: number, downloads: number }> {
  const row = await trx.selectFrom('tenant').select(sql<{ failedSignIns?: number, downloads?: number } | null>`settings #> '{history,alerts}'`.as('alerts')).executeTakeFirst()
  return { failedSignIns: row?.alerts?.failedSignIns ?? FAILED_SIGN_INS, downloads: row?.alerts?.downloads ?? DOWNLOADS }
}

const lately = sql<boolean>`at > now() - make_interval(mins => ${MINUTES})`

async function findGuesses (trx: Transaction<Tables>, most: number): Promise<Finding[]> {
  const failed = trx.selectFrom('history').where('kind', '=', 'login').where('result', '!=', 'done').where(lately)
  const network = sql<string>`detail ->> 'network'`
  const logins = await failed.select(['who as subject', sql<number>`count(*)::int`.as('count')]).groupBy('who').having(sql<boolean>`count(*) >= ${most}`).execute()
  const networks = await failed.select([network.as('subject'), sql<number>`count(*)::int`.as('count')]).where(network, 'is not', null).groupBy(network).having(sql<boolean>`count(*) >= ${most}`).execute()
  return [...logins, ...networks].map(({ subject, count }) => ({ rule: 'failed-sign-ins', subject, minutes: MINUTES, detail: { failed: count, minutes: MINUTES } }))
}

async function findDownloads (trx: Transaction<Tables>, most: number): Promise<Finding[]> {
  const users = await trx.selectFrom('history').select(['who', sql<number>`count(distinct about)::int`.as('count')])
    .where('kind', '=', 'output').where('what', 'in', DOWNLOADING).where('result', '=', 'done').where(lately)
    .groupBy('who').having(sql<boolean>`count(distinct about) >= ${most}`).execute()
  return users.map(({ who, count }) => ({ rule: 'mass-download', subject: who, minutes: MINUTES, detail: { documents: count, minutes: MINUTES } }))
}
