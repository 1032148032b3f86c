import { both } from './row.ts'

/** What stands on the page besides the rows. */
export const WORDS = {
  title: both('Security evidence', 'セキュリティ根拠資料'),
  lead: both('The 38 questions of a cloud service\'s security checklist, answered by the tests of this very release. Tests ran at {at}.', 'クラウドサービスのセキュリティチェックシート 38 項目に、このリリースのテストで答えます。テスト実行: {at}'),
  answered: both('rows answered', '回答済みの項目'),
  byTests: both('by passing tests', '合格したテストによる'),
  betterCount: both('strictly better', '上回る項目'),
  files: both('files of tests', 'テストファイル'),
  says: both('Whitepaper', '一般的な水準'),
  does: both('Chohyo', 'Chohyo'),
  better: both('Better', '上回る点'),
  proof: both('Proof', '根拠'),
  none: both('none', 'なし'),
  verdictBetter: both('Better', '上回る'),
  verdictHeld: both('Answered', '回答済み'),
  verdictOpen: both('Open', '未回答')
}
