import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const data: Requirement[] = [
  { id: 'V14.1.1', level: 2, topic: both('Data is known and classed', 'データの分類'), tests: ['test/inventory/tables.test.ts', 'test/inventory/elsewhere.test.ts'] },
  { id: 'V14.1.2', level: 2, topic: both('Protection documented by class', '分類ごとの保護の文書化'), documents: ['docs/security/data-inventory.md'] },
  { id: 'V14.2.1', level: 1, topic: both('Nothing private in addresses', 'URL に機密を含めない'), open: both('Keys and tokens never stand there; a search names its counterparty in the query.', '鍵やトークンは含めないが、検索は取引先名をクエリに含む。') },
  { id: 'V14.2.2', level: 2, topic: both('Nothing private stays in caches', 'サーバー側に残さない'), tests: ['test/inventory/canaries.test.ts'] },
  { id: 'V14.2.3', level: 2, topic: both('Nothing goes to third parties', '第三者へ送らない'), tests: ['test/console/serve-console.test.ts', 'test/io/salesforce-transport.test.ts'] },
  { id: 'V14.2.4', level: 2, topic: both('Protection is as documented', '文書どおりの保護'), tests: ['test/inventory/tables.test.ts', 'test/inventory/canaries.test.ts', 'test/io/log.test.ts'] },
  { id: 'V14.3.1', level: 1, topic: both('Browsers forget after signing out', 'サインアウト後の消去'), open: both('No test looks at what is left in a page after its session ended.', 'セッション終了後に画面に残るものを確かめるテストがない。') },
  { id: 'V14.3.2', level: 2, topic: both('Browsers keep no answers', '応答をキャッシュさせない'), tests: ['test/app/hardening.test.ts', 'test/app/bad-input.test.ts'] },
  { id: 'V14.3.3', level: 2, topic: both('Nothing private in browser storage', 'ブラウザー保存領域に機密を置かない'), open: both('The console keeps the language, the components of Salesforce what is under way; no test holds that it is no more.', 'コンソールは言語、Salesforce の部品は処理中の情報のみだが、確かめるテストがない。') }
]
