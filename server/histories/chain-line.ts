import { createHash } from 'node:crypto'

/** One sealed line as it leaves the database. Texts are exactly those that were hashed: `detail` is JSON as PostgreSQL prints it, moments have microseconds. */
export interface ChainLine {
  /** gapless, from 1 */
  number: number
  tenant: string
  at: string
  kind: string
  who: string
  what: string
  about: string | null
  result: string
  detail: string
  /** never earlier than that of the line before */
  sealed: string
  /** hex: the hash of the line before, of the first line `firstLink` */
  prev: string
  hash: string
}

const TEXTS = ['tenant', 'at', 'kind', 'who', 'what', 'result', 'detail', 'sealed', 'prev', 'hash'] as const
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
const HASH = /^[0-9a-f]{64}$/

/** What stands before the first line: a chain cannot be passed off as another tenant's. */
export function firstLink (tenant: string): string {
  return createHash('sha256').update(`chohyo history ${tenant}`).digest('hex')
}

/** SHA-256 of the line before and of everything the line says; the function seal_history of the database makes the same. */
export function hashLine (line: Omit<ChainLine, 'hash'>): string {
  const told = [String(line.number), line.tenant, line.at, line.kind, line.who, line.what, line.about, line.result, line.detail, line.sealed]
  return createHash('sha256').update(Buffer.from(line.prev, 'hex')).update(writeNets(told)).digest('hex')
}

/** Netstrings one after the other (https://cr.yp.to/proto/netstrings.txt), `~,` for nothing: no two lists of texts give the same. */
export function writeNets (texts: Array<string | null>): string {
  return texts.map((text) => text === null ? '~,' : `${Buffer.byteLength(text)}:${text},`).join('')
}

/** One line of JSON, its members always in the same order. */
export function writeLine ({ number, tenant, at, kind, who, what, about, result, detail, sealed, prev, hash }: ChainLine): string {
  return JSON.stringify({ number, tenant, at, kind, who, what, about, result, detail, sealed, prev, hash })
}

/** The line a text is, when it is one to the byte: another spelling of the same JSON is none. */
export function readLine (text: string): ChainLine | null {
  const line = parse(text)
  return isLine(line) && writeLine(line) === text ? line : null
}

function parse (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isLine (value: unknown): value is ChainLine {
  if (typeof value !== 'object' || value === null) return false
  const line = value as ChainLine
  return Number.isSafeInteger(line.number) && TEXTS.every((name) => typeof line[name] === 'string') && (line.about === null || typeof line.about === 'string') &&
    [line.at, line.sealed].every((moment) => MOMENT.test(moment)) && [line.prev, line.hash].every((hash) => HASH.test(hash))
}
