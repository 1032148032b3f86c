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
  verdictOpen: both('Open', '未回答'),
  asvsTitle: both('OWASP ASVS 5.0.0, levels 1 and 2', 'OWASP ASVS 5.0.0 レベル 1・2'),
  asvsLead: both('Each requirement by its id, with a topic in our words: what proves it, why there is nothing it could be asked of, or what is missing.', '各要件の番号と要約に、根拠、該当しない理由、または不足している点を示します。'),
  asvsAnswered: both('answered', '回答済み'),
  asvsNone: both('not applicable', '該当なし'),
  asvsOpen: both('open', '未回答'),
  verdictNone: both('Not applicable', '該当なし'),
  asvsAll: both('requirements', '要件'),
  asvsCounts: both('{answered} of {all} answered, {none} not applicable, {open} open', '{all} 件中 回答済み {answered}、該当なし {none}、未回答 {open}')
}
