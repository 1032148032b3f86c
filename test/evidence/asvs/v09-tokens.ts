import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

const TOKENS = ['test/tenants/authenticate.test.ts', 'test/app/corpus-doors.test.ts']

export const tokens: Requirement[] = [
  { id: 'V9.1.1', level: 1, topic: both('Signature before content', '内容より先に署名を検証'), tests: TOKENS },
  { id: 'V9.1.2', level: 1, topic: both('One algorithm, never none', '一つのアルゴリズムに限定'), tests: TOKENS },
  { id: 'V9.1.3', level: 1, topic: both('Keys are pinned beforehand', '鍵は事前に固定'), open: both('Keys are pinned and foreign ones refused; no test sends a token that brings or names its own key.', '鍵は固定し他の鍵は拒否するが、鍵を同梱・指定するトークンのテストがない。') },
  { id: 'V9.2.1', level: 1, topic: both('Tokens of this moment', '有効期間内のトークン'), tests: TOKENS },
  { id: 'V9.2.2', level: 2, topic: both('Tokens for this purpose', '目的に合うトークン'), tests: TOKENS },
  { id: 'V9.2.3', level: 2, topic: both('Tokens for this service', 'このサービス宛てのトークン'), tests: TOKENS },
  { id: 'V9.2.4', level: 2, topic: both('Tokens we sign name their reader', '発行するトークンの宛先'), tests: ['test/io/salesforce-log-in.test.ts'] }
]
