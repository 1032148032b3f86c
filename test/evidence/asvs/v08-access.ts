import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const access: Requirement[] = [
  { id: 'V8.1.1', level: 1, topic: both('Documented rights', '権限の文書化'), tests: ['test/app/describe-api.test.ts', 'test/app/access.test.ts'] },
  { id: 'V8.1.2', level: 2, topic: both('Documented rights to fields', '項目権限の文書化'), documents: ['server/README.md', 'docs/security/responsibility.md'] },
  { id: 'V8.2.1', level: 1, topic: both('Every route asks for a role', '全ルートの役割検査'), tests: ['test/app/access.test.ts', 'test/app.test.ts'] },
  { id: 'V8.2.2', level: 1, topic: both('Things of others stay unknown', '他人のデータは見えない'), tests: ['test/app/access.test.ts', 'test/documents/get-document.test.ts', 'test/histories/walls.test.ts'] },
  { id: 'V8.2.3', level: 2, topic: both('Fields nobody may read', '読めない項目'), tests: ['test/walks/access.test.ts', 'test/views/read-view.test.ts'] },
  { id: 'V8.3.1', level: 1, topic: both('Rights are held by the service', 'サービス側での権限検査'), tests: ['test/app/access.test.ts', 'test/tenants/authenticate.test.ts'] },
  { id: 'V8.4.1', level: 2, topic: both('Tenants cannot touch each other', 'テナントの分離'), tests: ['test/app/access.test.ts', 'test/io/database.test.ts', 'test/tenants/pin-certificate.test.ts'] }
]
