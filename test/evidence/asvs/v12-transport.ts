import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const transport: Requirement[] = [
  { id: 'V12.1.1', level: 1, topic: both('TLS 1.2 and 1.3 only', 'TLS 1.2 と 1.3 のみ'), tests: ['test/app/read-tls.test.ts'] },
  { id: 'V12.1.2', level: 2, topic: both('Strong ciphers only', '強い暗号スイートのみ'), tests: ['test/app/read-tls.test.ts'] },
  { id: 'V12.1.3', level: 2, topic: both('Certificates of clients', 'クライアント証明書'), none: both('No caller is known by a certificate of TLS.', 'TLS のクライアント証明書で呼び出し元を識別しない。') },
  { id: 'V12.2.1', level: 1, topic: both('TLS to the outside', '外部との TLS'), documents: ['docs/security/tls.md'] },
  { id: 'V12.2.2', level: 1, topic: both('Certificates the public trusts', '公的に信頼された証明書'), documents: ['docs/security/tls.md'] },
  { id: 'V12.3.1', level: 2, topic: both('TLS to everything behind', '内部との TLS'), open: both('Mail goes encrypted or not at all; database, queue and store as their addresses say.', 'メールは暗号化必須。データベース・キュー・保管先は設定した URL に従う。') },
  { id: 'V12.3.2', level: 2, topic: both('Certificates of servers are checked', 'サーバー証明書の検証'), open: both('Node checks them unless told otherwise; no test offers a wrong one.', 'Node の既定で検証するが、不正な証明書を示すテストがない。') },
  { id: 'V12.3.3', level: 2, topic: both('TLS between services inside', '内部サービス間の TLS'), open: both('A store or key service may be set with http; nothing refuses it.', '保管先と鍵管理サービスに http を設定でき、拒否しない。') },
  { id: 'V12.3.4', level: 2, topic: both('Trusted certificates inside', '内部の証明書'), open: both('They are trusted as Node is told; no test has an authority of one’s own.', 'Node の設定に従う。独自認証局でのテストがない。') }
]
