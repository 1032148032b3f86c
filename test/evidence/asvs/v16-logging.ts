import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const logging: Requirement[] = [
  { id: 'V16.1.1', level: 2, topic: both('Documented logs', 'ログの文書化'), documents: ['docs/security/data-inventory.md'] },
  { id: 'V16.2.1', level: 2, topic: both('Who, what, when, where', '誰が・何を・いつ・どこで'), tests: ['test/histories/routes.test.ts', 'test/users/sign-in.test.ts'] },
  { id: 'V16.2.2', level: 2, topic: both('Clocks agree and say their zone', '時刻の一致と時差の明示'), tests: ['test/histories/times.test.ts', 'test/histories/watch-histories.test.ts'] },
  { id: 'V16.2.3', level: 2, topic: both('Logs only where documented', '文書どおりの出力先'), tests: ['test/inventory/elsewhere.test.ts'] },
  { id: 'V16.2.4', level: 2, topic: both('Logs a program can read', '機械可読なログ'), tests: ['test/io/log.test.ts', 'test/app/corpus-words.test.ts'] },
  { id: 'V16.2.5', level: 2, topic: both('No secrets in logs', 'ログに機密を含めない'), tests: ['test/io/log.test.ts', 'test/inventory/canaries.test.ts'] },
  { id: 'V16.3.1', level: 2, topic: both('Every sign-in, done or refused', '認証の成否の記録'), tests: ['test/users/sign-in.test.ts', 'test/users/give-second-factor.test.ts', 'test/users/sign-in-by-sso.test.ts'] },
  { id: 'V16.3.2', level: 2, topic: both('Refused rights', '拒否された操作の記録'), open: both('Unknown callers are logged with the reason; a role or scope that does not suffice is not.', '不明な呼び出し元は理由とともに記録するが、役割や範囲の不足は記録しない。') },
  { id: 'V16.3.3', level: 2, topic: both('Attempts to get around', '回避の試みの記録'), open: both('Guessing raises an alert; refused input and limits are not on record.', '総当たりは警告するが、拒否した入力や上限超過は記録しない。') },
  { id: 'V16.3.4', level: 2, topic: both('Unforeseen errors', '予期しないエラーの記録'), open: both('What such a line may hold is tested, not that it is written.', '記録の内容はテスト済みだが、記録されること自体のテストがない。') },
  { id: 'V16.4.1', level: 2, topic: both('Lines nobody forges', 'ログの偽造'), tests: ['test/app/corpus-words.test.ts'] },
  { id: 'V16.4.2', level: 2, topic: both('Lines nobody changes or peeks at', '履歴の改ざんと盗み見'), tests: ['test/histories/walls.test.ts', 'test/histories/verify-chain.test.ts'] },
  { id: 'V16.4.3', level: 2, topic: both('Lines go to another system', '別システムへの送信'), tests: ['test/histories/deliver-histories.test.ts', 'test/histories/routes.test.ts'] },
  { id: 'V16.5.1', level: 2, topic: both('Errors give nothing away', 'エラーから漏らさない'), tests: ['test/app.test.ts', 'test/documents/to-problem.test.ts'] },
  { id: 'V16.5.2', level: 2, topic: both('Others may be away', '外部停止時の動作'), tests: ['test/walks/faults.test.ts', 'test/io/salesforce.test.ts', 'test/app/metrics.test.ts'] },
  { id: 'V16.5.3', level: 2, topic: both('Errors open nothing', '失敗時に開かない'), tests: ['test/histories/every-change.test.ts', 'test/io/database.test.ts'] }
]
