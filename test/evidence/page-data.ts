import type { Judged } from './judge-rows.ts'
import type { Both, Row } from './row.ts'
import { WORDS } from './words.ts'

export type Language = keyof Both

interface Proof { mark: string, sign: string, file: string }

const passed = ({ file, passed }: { file: string, passed: boolean }): Proof => ({ mark: passed ? 'held' : 'open', sign: passed ? '✓' : '×', file })

/** What the template of the page is filled with: figures, and the rows in their order, in one language. */
export function pageData ({ rows, judged, at, state, language }: { rows: Row[], judged: Judged[], at: string, state: string | null, language: Language }) {
  const words = Object.fromEntries(Object.entries(WORDS).map(([name, sentence]) => [name, sentence[language]])) as Record<keyof typeof WORDS, string>
  const files = new Set(judged.flatMap(({ tests }) => tests.map(({ file }) => file)))
  const count = (wanted: (row: Judged) => boolean): string => `${judged.filter(wanted).length} / ${judged.length}`
  return {
    title: words.title,
    lead: words.lead.replace('{at}', atInJapan(at)),
    state: state === null ? '' : state.slice(0, 12),
    words,
    figures: [
      { label: words.answered, value: count(({ answered }) => answered) },
      { label: words.byTests, value: String(judged.filter(({ answered, tests }) => answered && tests.length > 0).length) },
      { label: words.betterCount, value: String(judged.filter(({ better }) => better).length) },
      { label: words.files, value: String(files.size) }
    ],
    rows: rows.map((row, at) => rowData(row, judged[at], language, words))
  }
}

function rowData ({ row, title, says, does, better }: Row, judged: Judged | undefined, language: Language, words: Record<keyof typeof WORDS, string>) {
  const documents = judged?.documents.map(({ file, there }) => passed({ file, passed: there })) ?? []
  return {
    row,
    mark: judged?.answered ? 'held' : 'open',
    title: title[language],
    verdict: judged?.better ? words.verdictBetter : judged?.answered ? words.verdictHeld : words.verdictOpen,
    says: says[language],
    does: does[language],
    better: better?.[language] ?? null,
    proofs: [...judged?.tests.map(passed) ?? [], ...documents]
  }
}

/** 2026-11-27 23:05 +09:00 */
function atInJapan (at: string): string {
  const japan = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  return `${japan.slice(0, 10)} ${japan.slice(11, 16)} +09:00`
}
