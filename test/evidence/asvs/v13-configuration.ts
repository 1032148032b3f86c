import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const configuration: Requirement[] = [
  { id: 'V13.1.1', level: 2, topic: both('Documented connections', '通信先の文書化'), documents: ['README.md', 'server/README.md', 'docs/security/threat-model.md'] },
  { id: 'V13.2.1', level: 2, topic: both('Services prove who they are', 'サービス間の認証'), open: both('Database, queue and mail are reached with passwords that stay until somebody changes them.', 'データベース・キュー・メールは、変更するまで同じパスワードで接続する。') },
  { id: 'V13.2.2', level: 2, topic: both('Least rights behind', '内部の最小権限'), tests: ['test/io/database.test.ts', 'test/io/ensure-roles.test.ts', 'test/main/least-rights.test.ts'] },
  { id: 'V13.2.3', level: 2, topic: both('No passwords by default', '既定の認証情報を使わない'), open: both('None comes with Chohyo; nothing refuses one that an operator sets.', 'Chohyo には付属しないが、運用者が設定したものは拒否しない。') },
  { id: 'V13.2.4', level: 2, topic: both('Where the service may call', 'サービスの接続先の限定'), tests: ['test/io/outside-fetch.test.ts', 'test/io/salesforce-transport.test.ts', 'test/config.test.ts'] },
  { id: 'V13.2.5', level: 2, topic: both('What pages may load', 'ページの読み込み先の限定'), tests: ['test/io/warm-page.test.ts', 'test/app/hostile-templates.test.ts'] },
  { id: 'V13.3.1', level: 2, topic: both('Secrets in a vault', '秘密情報の保管庫'), open: both('The root key can lie in AWS KMS and no secret in the sources; passwords of addresses come from the environment.', 'ルート鍵は AWS KMS に置け、ソースに秘密情報はないが、接続先のパスワードは環境変数で渡す。') },
  { id: 'V13.3.2', level: 2, topic: both('Who may see secrets', '秘密情報への最小権限'), tests: ['test/io/keys.test.ts', 'test/io/database.test.ts', 'test/tenants/settings.test.ts'] },
  { id: 'V13.4.1', level: 1, topic: both('No repository in the release', 'リポジトリ情報を含めない'), tests: ['test/supply/container.test.ts', 'test/app/bad-input.test.ts'] },
  { id: 'V13.4.2', level: 2, topic: both('No debugging in production', '本番でのデバッグ無効'), tests: ['test/config.test.ts', 'test/app.test.ts'] },
  { id: 'V13.4.3', level: 2, topic: both('No lists of folders', 'フォルダー一覧を見せない'), tests: ['test/console/serve-console.test.ts'] },
  { id: 'V13.4.4', level: 2, topic: both('No TRACE', 'TRACE の禁止'), open: both('No route knows it; no test sends it.', '対応するルートはないが、送信するテストがない。') },
  { id: 'V13.4.5', level: 2, topic: both('Reference and figures shown on purpose', '文書と統計の意図した公開'), tests: ['test/app/describe-api.test.ts', 'test/app.test.ts'] }
]
