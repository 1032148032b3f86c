import { Readable } from 'node:stream'
import type { Language } from '../errors-ja.ts'
import type { HistoryKind } from '../io/histories-tables.ts'
import type { Asker } from './asker.ts'
import { listHistories } from './list-histories.ts'
import type { ListHistories, ShownLine } from './schema.ts'
import { writeCsvRow } from './write-csv.ts'

const HEADS: Record<Language, string[]> = {
  en: ['Number', 'Time', 'Kind', 'Who', 'What', 'About', 'Result', 'Detail'],
  ja: ['番号', '日時', '種類', '利用者', '操作', '対象', '結果', '詳細']
}
const PAGE = 1000

/** Everything the query finds as CSV for a spreadsheet: UTF-8 with a byte order mark, which Excel needs. Read page by page, so length costs no memory. */
export async function streamCsv (tenant: Asker, { language, ...query }: ListHistories & { kind: HistoryKind, language: Language }): Promise<Readable> {
  // Asked before the answer begins: what is wrong with the query is still a proper error.
  const first = await listHistories(tenant, { ...query, limit: PAGE })
  return Readable.from(write(), { objectMode: false })

  async function * write (): AsyncGenerator<string> {
    yield `\uFEFF${writeCsvRow(HEADS[language])}`
    for (let page = first; ; page = await listHistories(tenant, { ...query, limit: PAGE, after: page.next })) {
      if (page.lines.length > 0) yield page.lines.map(writeRow).join('')
      if (page.next === null) return
    }
  }
}

function writeRow ({ number, at, kind, who, what, about, result, detail }: ShownLine): string {
  return writeCsvRow([number, at, kind, who, what, about, result, JSON.stringify(detail)])
}
