import type { FileResult } from '../results.ts'
import type { Row } from './row.ts'

/** A row with what came of its tests. `answered`: every test it names passed and every document it names is there. */
export interface Judged {
  row: number
  kind: Row['kind']
  answered: boolean
  better: boolean
  tests: Array<{ file: string, passed: boolean }>
  documents: Array<{ file: string, there: boolean }>
}

/** A test that did not run proves nothing; a row that is software and names no test has no answer. */
export function judgeRows (rows: Row[], { results, isThere }: { results: FileResult[], isThere: (file: string) => boolean }): Judged[] {
  const outcome = new Map(results.map(({ file, passed }) => [file, passed]))
  return rows.map(({ row, kind, better, tests, documents = [] }) => {
    const judged = tests.map((file) => ({ file, passed: outcome.get(file) === true }))
    const read = documents.map((file) => ({ file, there: isThere(file) }))
    const holds = judged.every(({ passed }) => passed) && read.every(({ there }) => there)
    const names = (kind !== 'document' && tests.length === 0) || (kind !== 'software' && documents.length === 0)
    return { row, kind, answered: holds && !names, better: holds && !names && better !== undefined, tests: judged, documents: read }
  })
}
