import type { Language } from '../errors-ja.ts'
import { sayTime } from '../histories/times.ts'
import { writeCsvRow } from '../histories/write-csv.ts'
import type { Document } from './schema.ts'

const HEADS: Record<Language, string[]> = {
  ja: ['取引年月日', '取引金額', '通貨', '取引先', '書類の種類', '番号', '版', '訂正前の文書', '訂正後の文書', '訂正の理由', '作成日時', '作成者', '取消日時', '取消者', '取消の理由', '保存期限', 'マッピング', 'レコード', 'ファイル', 'SHA-256', '文書'],
  en: ['Transaction date', 'Amount', 'Currency', 'Counterparty', 'Kind', 'Number', 'Version', 'Corrects', 'Corrected by', 'Reason of correction', 'Created at', 'Created by', 'Withdrawn at', 'Withdrawn by', 'Reason of withdrawal', 'Kept until', 'Mapping', 'Record', 'File', 'SHA-256', 'Document']
}

/** The first line of an index for a spreadsheet, with the byte order mark that Excel needs to see UTF-8. */
export function writeHeads (language: Language): string {
  return `\uFEFF${writeCsvRow(HEADS[language])}`
}

/** One document of an index; `file` is its place beside the index, null where its bytes are lost. Times are Japan's. */
export function writeIndexRow (document: Document, file: string | null): string {
  const { ledger, withdrawn } = document
  const time = (moment: string | null | undefined): string | null => moment ? sayTime(new Date(moment)) : null
  return writeCsvRow([
    ledger?.date ?? null, ledger?.amount ?? null, ledger?.currency ?? null, ledger?.counterparty ?? null, ledger?.kind ?? null, ledger?.number ?? null,
    document.version, document.corrects, document.correctedBy, document.correctionReason,
    time(document.createdAt), document.createdBy, time(withdrawn?.at), withdrawn?.by ?? null, withdrawn?.reason ?? null, time(document.retainUntil),
    document.mapping, document.recordId, file, document.sha256, document.id
  ])
}
