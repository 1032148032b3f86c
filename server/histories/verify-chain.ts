import type { KeyObject } from 'node:crypto'
import { isSigned, readAnchor, type Anchor } from './anchor.ts'
import { firstLink, hashLine, readLine, type ChainLine } from './chain-line.ts'

/** The first line that is not as it was written: its number, and what is wrong with it. */
export interface Fault { number: number, what: string }

/** What was looked at: the tenant, the last line and its hash, and how many anchors agreed. */
export interface Verdict { tenant: string, number: number, hash: string, anchors: number, fault: Fault | null }

/** Where a walk along the chain is. */
export type Place = Pick<ChainLine, 'tenant' | 'number' | 'hash' | 'at' | 'sealed'>

/** A transaction begins before its line is sealed, but not for so long. */
const OUT_OF_ORDER_MS = 10 * 60_000

/** Walks along a chain from its first line, as `GET /v1/histories/export` writes it, and along the anchors that speak of it. Needs nothing else. */
export async function verifyChain (texts: AsyncIterable<string> | Iterable<string>, { anchors = [], key }: { anchors?: string[], key?: KeyObject } = {}): Promise<Verdict> {
  const read = anchors.map((text) => readAnchor(text))
  let place: Place = { tenant: '', number: 0, hash: '', at: '', sealed: '' }
  let known = new Map<number, Anchor[]>()
  let agreed = 0
  const judge = (fault: Fault | null): Verdict => ({ tenant: place.tenant, number: place.number, hash: place.hash, anchors: agreed, fault })
  const unusable = read.findIndex((anchor) => anchor === null || (key !== undefined && !isSigned(key, anchor)))
  for await (const text of texts) {
    const line = readLine(text)
    if (!line) return judge({ number: place.number + 1, what: 'it is not a line of the histories as it was written' })
    if (place.number === 0) {
      place = startOf(line.tenant)
      known = byNumber(read, line.tenant)
    }
    const fault = checkLine(place, line)
    if (fault) return judge({ number: place.number + 1, what: fault })
    const own = known.get(line.number) ?? []
    if (own.some(({ hash }) => hash !== line.hash)) return judge({ number: line.number, what: 'an anchor has another hash for it: this line or one before it was written anew' })
    agreed += own.length
    place = line
  }
  if (place.number === 0) known = byNumber(read)
  const last = Math.max(0, ...known.keys())
  if (last > place.number) return judge({ number: place.number + 1, what: `it is missing: an anchor speaks of line ${last}` })
  return judge(unusable === -1 ? null : { number: read[unusable]?.number ?? 0, what: `line ${unusable + 1} of the anchors is damaged or was not signed with this key` })
}

/** Before the first line of a chain. */
export function startOf (tenant: string): Place {
  return { tenant, number: 0, hash: firstLink(tenant), at: '', sealed: '' }
}

/** What is wrong with the line that follows `before`; null when nothing is. */
export function checkLine (before: Place, line: ChainLine): string | null {
  if (line.tenant !== before.tenant) return `it belongs to another tenant (${line.tenant})`
  if (line.number !== before.number + 1) return `line ${line.number} stands in its place`
  if (line.prev !== before.hash) return 'it does not follow from the line before'
  if (hashLine(line) !== line.hash) return 'what it says does not have its hash'
  if (line.sealed < before.sealed || line.sealed < line.at) return 'time runs backwards: it was sealed before the line before, or before it was written'
  if (Date.parse(line.at) < Date.parse(before.at) - OUT_OF_ORDER_MS) return 'time runs backwards: it is far older than the line before'
  return null
}

function byNumber (anchors: Array<Anchor | null>, tenant?: string): Map<number, Anchor[]> {
  return Map.groupBy(anchors.filter((anchor) => anchor !== null && (tenant === undefined || anchor.tenant === tenant)) as Anchor[], ({ number }) => number)
}
