import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { fetchOutside } from '../io/outside-fetch.ts'
import { toAnchor } from './anchor-heads.ts'
import type { Anchor } from './anchor.ts'
import type { ChainLine } from './chain-line.ts'
import { readChain } from './read-chain.ts'
import { readHeads, type HeadState } from './read-heads.ts'

const AT_ONCE = 500
/** For so long no other process takes the same lines; longer than a call may last. */
const LEASE_SECONDS = 60
const LONGEST_PAUSE_SECONDS = 3600

/** Where a tenant wants its histories sent, as it stands in its settings (`history.webhook`); the secret is sealed. */
interface Webhook { url: string, secret?: string }

interface Batch { webhook: Webhook, lines: ChainLine[], anchor: Anchor | null }

/**
 * Sends the sealed lines a tenant's webhook does not have yet, in the order of the chain: at least once, from where it was taken the last time. A webhook
 * that does not answer waits longer and longer and holds up nobody else. `ended` ends calls under way.
 */
export async function deliverHistories (deps: Deps, ended?: AbortSignal): Promise<void> {
  const due = (await readHeads(deps)).filter((head) => isDue(head, deps.now()))
  await Promise.all(due.map(({ tenant }) => deliverTo(deps, tenant, ended).catch((error: unknown) => deps.log.warn({ err: error, tenant }, 'histories could not be delivered'))))
}

export function isDue ({ webhook, number, delivered, deliverAt }: HeadState, now: Date): boolean {
  return webhook ? delivered === null || (number > delivered && (deliverAt === null || deliverAt <= now)) : delivered !== null
}

async function deliverTo (deps: Deps, tenant: string, ended?: AbortSignal): Promise<void> {
  const batch = await claimLines(deps, tenant)
  const last = batch?.lines.at(-1)
  if (!batch || !last) return
  try {
    await post(deps, tenant, batch, ended)
  } catch (error) {
    await waitLonger(deps, tenant, error)
    return
  }
  await deps.database.withTenant(tenant, (trx) => trx.updateTable('history_delivery')
    .set({ number: last.number, tries: 0, error: null, delivered_at: sql<Date>`now()`, next_at: sql<Date>`now()` }).where('number', '<', last.number).execute())
}

/** The next lines, which no other process takes meanwhile. A new webhook begins with what is sealed from then on; one that was taken away is forgotten. */
async function claimLines ({ database }: Deps, tenant: string): Promise<Batch | null> {
  return database.withTenant(tenant, async (trx) => {
    const row = await trx.selectFrom('tenant').select(sql<Webhook | null>`settings #> '{history,webhook}'`.as('webhook')).executeTakeFirst()
    if (!row?.webhook) {
      await trx.deleteFrom('history_delivery').execute()
      return null
    }
    const head = trx.selectFrom('history').select(({ fn }) => fn.coalesce(fn.max('number'), sql<number>`0`).as('number')).where('number', 'is not', null)
    await trx.insertInto('history_delivery').values({ tenant_id: tenant, number: sql<number>`(${head})` }).onConflict((clash) => clash.doNothing()).execute()
    const claimed = await trx.updateTable('history_delivery').set({ next_at: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})` }).where('next_at', '<=', sql<Date>`now()`).returning('number').executeTakeFirst()
    if (!claimed) return null
    const lines = await readChain(trx, { after: claimed.number, limit: AT_ONCE })
    if (lines.length === 0) await trx.updateTable('history_delivery').set({ next_at: sql<Date>`now()` }).execute()
    const anchor = await trx.selectFrom('history_anchor').selectAll().where('placed_at', 'is not', null).orderBy('number', 'desc').limit(1).executeTakeFirst()
    return { webhook: row.webhook, lines, anchor: anchor ? toAnchor(anchor) : null }
  })
}

/**
 * `chohyo-signature: t=<seconds>,v1=<hex>` with HMAC-SHA-256 of `<seconds>.<body>`: whoever has the secret sees that it came from us, and when. The
 * anchor makes the receiver a place outside: it notices when a chain it has seen is written anew.
 */
async function post (deps: Deps, tenant: string, { webhook, lines, anchor }: Batch, signal?: AbortSignal): Promise<void> {
  const body = JSON.stringify({ tenant, lines, anchor })
  const { status } = await fetchOutside({
    url: webhook.url,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'chohyo-delivery': `${tenant}:${lines[0]?.number}-${lines.at(-1)?.number}`, ...await sign(deps, tenant, webhook, body) },
    body,
    signal,
    allowed: deps.config.webhookNetworks,
    http: deps.config.NODE_ENV === 'test'
  })
  if (status < 200 || status > 299) throw new Error(`it answered ${status}`)
}

async function sign (deps: Deps, tenant: string, { secret }: Webhook, body: string): Promise<Record<string, string>> {
  if (secret === undefined) return {}
  const key = await deps.secretsOf(tenant).open({ table: 'tenant', column: 'settings', row: 'history.webhook.secret' }, Buffer.from(secret, 'base64'))
  const seconds = Math.floor(deps.now().getTime() / 1000)
  return { 'chohyo-signature': `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}` }
}

async function waitLonger ({ database, log }: Deps, tenant: string, error: unknown): Promise<void> {
  const why = (error as Error).message.slice(0, 200)
  log.warn({ tenant, why }, 'the webhook of a tenant did not take its histories')
  await database.withTenant(tenant, (trx) => trx.updateTable('history_delivery').set({
    error: why,
    tries: sql<number>`tries + 1`,
    next_at: sql<Date>`now() + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, 2 ^ least(tries, 12)))`
  }).execute())
}
