import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const architecture: Requirement[] = [
  { id: 'V15.1.1', level: 1, topic: both('Documented times for updates', '更新期限の文書化'), open: both('Times are named for faults of ours, none for those of packages.', '自作部分の期限はあるが、依存パッケージの期限がない。') },
  { id: 'V15.1.2', level: 2, topic: both('A bill of materials', '部品表'), tests: ['test/supply/write-sbom.test.ts', 'test/supply/lockfile.test.ts'] },
  { id: 'V15.1.3', level: 2, topic: both('Documented heavy work', '負荷の高い処理の文書化'), documents: ['server/README.md', 'docs/security/threat-model.md'] },
  { id: 'V15.2.1', level: 1, topic: both('No package past its time', '期限切れの部品がない'), open: both('No time is documented (V15.1.1), and nothing asks for known holes of packages but those of Chrome.', '期限の定めがなく (V15.1.1)、Chrome 以外の既知の脆弱性を照合しない。') },
  { id: 'V15.2.2', level: 2, topic: both('Heavy work stops nobody', '負荷で停止しない'), tests: ['test/io/renderer.test.ts', 'test/works/overtake.test.ts', 'test/app/hostile-templates.test.ts'] },
  { id: 'V15.2.3', level: 2, topic: both('Nothing but what is needed', '不要な機能を含めない'), tests: ['test/supply/container.test.ts', 'test/supply/write-sbom.test.ts', 'test/config.test.ts'] },
  { id: 'V15.3.1', level: 1, topic: both('Answers hold what they name', '必要な項目だけの応答'), tests: ['test/app/describe-api.test.ts', 'test/users/change-user.test.ts', 'test/tenants/settings.test.ts'] },
  { id: 'V15.3.2', level: 2, topic: both('Redirects are not followed', '転送に従わない'), tests: ['test/io/outside-fetch.test.ts', 'test/io/salesforce-transport.test.ts'] },
  { id: 'V15.3.3', level: 2, topic: both('Unknown fields are refused', '未知の項目の拒否'), tests: ['test/app/bad-input.test.ts', 'test/users/keep-own-account.test.ts'] },
  { id: 'V15.3.4', level: 2, topic: both('Addresses of callers', '呼び出し元アドレス'), tests: ['test/app.test.ts', 'test/app/hardening.test.ts'] },
  { id: 'V15.3.5', level: 2, topic: both('Types are held to', '型の厳密な検査'), tests: ['test/app/bad-input.test.ts', 'test/definitions/check-body.test.ts'] },
  { id: 'V15.3.6', level: 2, topic: both('Prototypes stay as they are', 'プロトタイプ汚染'), tests: ['test/app/corpus-doors.test.ts', 'test/app/corpus.test.ts', 'test/app/bad-input.test.ts'] },
  { id: 'V15.3.7', level: 2, topic: both('A parameter given twice', 'パラメーターの重複'), tests: ['test/app/bad-input.test.ts'] }
]
