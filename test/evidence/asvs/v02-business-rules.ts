import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const businessRules: Requirement[] = [
  { id: 'V2.1.1', level: 1, topic: both('Shapes of input are documented', '入力形式の文書化'), tests: ['test/app/describe-api.test.ts'] },
  { id: 'V2.1.2', level: 2, topic: both('Documented rules across fields', '項目間の規則の文書化'), open: both('The rules stand in code and tests; no page lists them.', '規則はコードとテストにあるが、一覧の文書がない。') },
  { id: 'V2.1.3', level: 2, topic: both('Documented limits', '上限値の文書化'), open: both('Only some limits are settings with a description; no page lists all of them.', '説明があるのは一部の設定のみで、全上限の一覧がない。') },
  { id: 'V2.2.1', level: 1, topic: both('Input is held to its schema', '入力のスキーマ検査'), tests: ['test/app/bad-input.test.ts', 'test/fuzz/fuzz.test.ts'] },
  { id: 'V2.2.2', level: 1, topic: both('The service itself checks', 'サービス側での検査'), tests: ['test/app/bad-input.test.ts', 'test/definitions/check-body.test.ts'] },
  { id: 'V2.2.3', level: 2, topic: both('Things that belong together fit', '関連する値の整合'), tests: ['test/mappings/check-mapping.test.ts', 'test/views/check-view.test.ts', 'test/works/plan-run.test.ts'] },
  { id: 'V2.3.1', level: 1, topic: both('No step can be skipped', '手順を飛ばせない'), tests: ['test/tenants/offboard-tenant.test.ts', 'test/users/give-second-factor.test.ts'] },
  { id: 'V2.3.2', level: 2, topic: both('Limits hold as documented', '文書どおりの上限'), open: both('Limits hold by tests, but not against a document (V2.1.3).', '上限はテスト済みだが、照合すべき文書がない (V2.1.3)。') },
  { id: 'V2.3.3', level: 2, topic: both('All of it or nothing', '全部か無か'), tests: ['test/io/database.test.ts', 'test/histories/every-change.test.ts'] },
  { id: 'V2.3.4', level: 2, topic: both('Nothing is taken twice', '二重に取得されない'), tests: ['test/documents/request-document.test.ts', 'test/documents/fill-parcel.test.ts', 'test/users/make-invite.test.ts'] },
  { id: 'V2.4.1', level: 2, topic: both('Too many calls wait', '過剰な呼び出しの抑制'), tests: ['test/app.test.ts', 'test/users/slow-guesses.test.ts', 'test/documents/ring-turns.test.ts'] }
]
