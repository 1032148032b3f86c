import type { Deps } from '../deps.ts'
import { isSigned, type Anchor } from './anchor.ts'
import { readAnchors } from './place-anchor.ts'
import { raiseAlert, type Finding } from './raise-alert.ts'
import { readChain } from './read-chain.ts'
import { readHeads, type HeadState } from './read-heads.ts'
import { checkLine, startOf, type Fault, type Place } from './verify-chain.ts'

const AT_ONCE = 2000
const LATE_MS = 15 * 60_000

/** Where each walk is. A process that starts begins at the first line again. */
export interface Walks { places: Map<string, Place>, turn: number }

export function beginWalks (): Walks {
  return { places: new Map(), turn: 0 }
}

/** One turn of a watch that never ends: the next lines of the next tenant are checked as `histories verify` would, and all chains for what waits too long. */
export async function checkChains (deps: Deps, walks: Walks): Promise<void> {
  const heads = await readHeads(deps)
  for (const head of heads.filter((each) => isLate(each, deps.now()))) await raise(deps, head.tenant, { rule: 'anchor-late', minutes: 60, detail: { anchored: head.anchored, number: head.number } })
  const head = heads.toSorted((one, other) => one.tenant < other.tenant ? -1 : 1)[walks.turn++ % Math.max(1, heads.length)]
  if (!head) return
  const fault = await walkOn(deps, walks, head.tenant)
  if (fault) await raise(deps, head.tenant, { rule: 'chain-broken', subject: String(fault.number), minutes: 24 * 60, detail: { line: fault.number, fault: fault.what } })
}

/** Nothing is anchored, or not even sealed, for a quarter of an hour. */
export function isLate ({ openSince, unsealedSince }: HeadState, now: Date): boolean {
  return [openSince, unsealedSince].some((since) => since !== null && now.getTime() - since.getTime() > LATE_MS)
}

/** Checks the next lines and the anchors in the folder that speak of them; at the end the walk begins anew. */
export async function walkOn (deps: Deps, { places }: Walks, tenant: string): Promise<Fault | null> {
  const anchors = (await readAnchors(deps.config.anchorDir, tenant)).filter((anchor) => isSigned(deps.signing, anchor))
  let place = places.get(tenant) ?? startOf(tenant)
  const lines = await deps.database.withTenant(tenant, (trx) => readChain(trx, { after: place.number, limit: AT_ONCE }))
  for (const line of lines) {
    const what = checkLine(place, line) ?? contradiction(anchors, line)
    if (what !== null) {
      places.delete(tenant)
      return { number: place.number + 1, what }
    }
    place = line
  }
  if (lines.length === AT_ONCE) places.set(tenant, place)
  else places.delete(tenant)
  const last = anchors.at(-1)
  return lines.length < AT_ONCE && last && last.number > place.number ? { number: place.number + 1, what: `it is missing: an anchor speaks of line ${last.number}` } : null
}

function contradiction (anchors: Anchor[], { number, hash }: Place): string | null {
  return anchors.some((anchor) => anchor.number === number && anchor.hash !== hash) ? 'an anchor has another hash for it: this line or one before it was written anew' : null
}

async function raise (deps: Deps, tenant: string, finding: Finding): Promise<void> {
  deps.log.error({ tenant, rule: finding.rule, ...finding.detail }, 'the histories of a tenant need to be looked at')
  await deps.database.withTenant(tenant, (trx) => raiseAlert(trx, tenant, finding))
}
