import { firstLink, hashLine, writeLine, type ChainLine } from '../../server/histories/chain-line.ts'

export const TENANT = '00D00000000000AAAA'

/** A sound chain made without a database, one line a second. */
export function writeChain (count: number, change: (line: Omit<ChainLine, 'prev' | 'hash'>) => void = () => {}): ChainLine[] {
  const lines: ChainLine[] = []
  for (let number = 1; number <= count; number++) {
    const at = moment(number)
    const told = { number, tenant: TENANT, at, kind: 'change', who: '山田@example.jp', what: 'keep-views', about: number % 3 === 0 ? null : `view_${number}`, result: 'done', detail: `{"number": ${number}}`, sealed: at }
    change(told)
    lines.push(link(told, lines.at(-1)))
  }
  return lines
}

/** The line with its place in the chain behind another. */
export function link (told: Omit<ChainLine, 'prev' | 'hash'>, before: ChainLine | undefined): ChainLine {
  const line = { ...told, prev: before?.hash ?? firstLink(told.tenant) }
  return { ...line, hash: hashLine(line) }
}

/** The whole rest hashed again after a change, as somebody would who knows how. */
export function relink (lines: ChainLine[]): ChainLine[] {
  const linked: ChainLine[] = []
  for (const [index, line] of lines.entries()) linked.push(link({ ...line, number: index + 1 }, linked.at(-1)))
  return linked
}

export const moment = (second: number) => new Date(Date.UTC(2028, 1, 29) + second * 1000).toISOString().replace('Z', '000Z')

export const texts = (lines: ChainLine[]) => lines.map((line) => writeLine(line))
