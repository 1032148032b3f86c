import { countStates, type JudgedRequirement } from './asvs/judge-requirements.ts'
import type { Chapter, Requirement } from './asvs/requirement.ts'
import type { Judged } from './judge-rows.ts'
import type { Both, Row } from './row.ts'
import { WORDS } from './words.ts'

export type Language = keyof Both

interface Proof { mark: string, sign: string, file: string }

const passed = ({ file, passed }: { file: string, passed: boolean }): Proof => ({ mark: passed ? 'held' : 'open', sign: passed ? '✓' : '×', file })

type Words = Record<keyof typeof WORDS, string>

export interface Evidence { rows: Row[], judged: Judged[], chapters: Chapter[], judgedRequirements: JudgedRequirement[], at: string, state: string | null }

/** What the template of the page is filled with: figures, the rows in their order and the chapters of ASVS, in one language. */
export function pageData ({ rows, judged, chapters, judgedRequirements, at, state, language }: Evidence & { language: Language }) {
  const words = Object.fromEntries(Object.entries(WORDS).map(([name, sentence]) => [name, sentence[language]])) as Words
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
    rows: rows.map((row, at) => rowData(row, judged[at], language, words)),
    ...asvsData(chapters, judgedRequirements, language, words)
  }
}

function asvsData (chapters: Chapter[], judged: JudgedRequirement[], language: Language, words: Words) {
  const byId = new Map(judged.map((one) => [one.id, one]))
  const { all, answered, none, open } = countStates(judged)
  return {
    asvsFigures: [{ label: words.asvsAll, value: String(all) }, { label: words.asvsAnswered, value: String(answered) }, { label: words.asvsNone, value: String(none) }, { label: words.asvsOpen, value: String(open) }],
    chapters: chapters.map(({ chapter, title, requirements }) => {
      const ours = requirements.flatMap(({ id }) => byId.get(id) ?? [])
      const counts = Object.entries(countStates(ours)).reduce((text, [name, count]) => text.replace(`{${name}}`, String(count)), words.asvsCounts)
      return { chapter, title: title[language], counts, requirements: requirements.map((one) => requirementData(one, byId.get(one.id), language, words)) }
    })
  }
}

function requirementData ({ id, level, topic, none, open }: Requirement, judged: JudgedRequirement | undefined, language: Language, words: Words) {
  const state = judged?.state ?? 'open'
  return {
    id,
    level: `L${level}`,
    topic: topic[language],
    mark: state,
    verdict: { answered: words.verdictHeld, none: words.verdictNone, open: words.verdictOpen }[state],
    reason: (none ?? open)?.[language] ?? null,
    proofs: [...judged?.tests ?? [], ...judged?.documents.map(({ file, there }) => ({ file, passed: there })) ?? []].map(passed)
  }
}

function rowData ({ row, title, says, does, better }: Row, judged: Judged | undefined, language: Language, words: Words) {
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
