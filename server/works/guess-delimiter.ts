import { DELIMITERS, type Delimiter } from './csv-schema.ts'

const LINES = 20

/** The delimiter of a text: the one that stands equally often in each of its first lines, outside of quotes; of several the most frequent. A text without any has one column. */
export function guessDelimiter (text: string): Delimiter {
  const lines = text.replace(/"(?:[^"]|"")*"?/g, '').split(/\r\n|\n|\r/).filter((line) => line !== '').slice(0, LINES)
  const found = (Object.keys(DELIMITERS) as Delimiter[]).map((name) => {
    const counts = lines.map((line) => line.split(DELIMITERS[name]).length - 1)
    const first = counts[0] ?? 0
    return { name, first, even: first > 0 && counts.every((count) => count === first) }
  })
  return found.sort((a, b) => Number(b.even) - Number(a.even) || b.first - a.first)[0]?.name ?? 'comma'
}
