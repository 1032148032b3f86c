import { both, type Row } from './row.ts'

/** Development, suppliers, incidents and law. */
export const rows: Row[] = [
  {
    row: 28,
    kind: 'software',
    title: both('Secure development', '安全な開発'),
    says: both('Rules for secure Java; static analysis is clean.', 'Java のコーディング規約と静的解析。'),
    does: both('Strict types and lint without a warning, static analysis of the Apex, a threat model, a corpus of bad inputs and fuzzing.', '厳格な型検査と静的検査、Apex の静的解析、脅威モデル、不正入力集、ファジング。'),
    better: both('OWASP ASVS 5.0 level 2 answered requirement by requirement with tests.', 'OWASP ASVS 5.0 レベル 2 の各要件にテストで答える。'),
    tests: ['test/architecture.test.ts', 'test/app/bad-input.test.ts', 'test/app/corpus-counts.test.ts', 'test/app/corpus-doors.test.ts', 'test/app/corpus-words.test.ts', 'test/fuzz/fuzz.test.ts', 'test/org/project.test.ts']
  },
  {
    row: 29,
    kind: 'software',
    title: both('Suppliers', '供給者'),
    says: both('Relies on one cloud and its certificates.', '特定クラウドとその認証に依拠する。'),
    does: both('Needs no cloud; object storage and a key service are optional; a bill of materials lists every package.', 'クラウド不要。ストレージや鍵管理サービスは任意。全パッケージの部品表を出力する。'),
    better: both('No single supplier; it runs without the Internet.', '単一の供給者に依存せず、インターネットなしでも動く。'),
    tests: ['test/walks/stores.test.ts', 'test/supply/write-sbom.test.ts', 'test/supply/lockfile.test.ts']
  },
  {
    row: 30,
    kind: 'software',
    title: both('Notice of incidents', 'インシデントの通知'),
    says: both('Within an hour, as an aim.', '目標 1 時間以内。'),
    does: both('Declared by an admin, or by the service itself when histories are found altered; notices to the admins of the tenant are queued at once, each sent once, and tried again until they arrive.', '管理者が宣言するか、履歴の改ざんをサービスが検知すると、テナントの管理者への通知を直ちに登録し、重複なく、届くまで再送する。'),
    better: both('Queued within five minutes of the declaration, and drilled in the tests.', '宣言から 5 分以内に通知を登録。テストで訓練している。'),
    tests: ['test/incidents/incidents.test.ts', 'test/incidents/raise-from-alerts.test.ts']
  },
  {
    row: 31,
    kind: 'mixed',
    title: both('Questions about incidents', 'インシデントの問い合わせ窓口'),
    says: both('By the support site.', 'サポートサイトで受け付ける。'),
    does: both('SECURITY.md and security.txt (RFC 9116) with a contact and an expiry.', 'SECURITY.md と security.txt(RFC 9116)に連絡先と期限を示す。'),
    better: both('A standard that machines find, too.', '機械でも見つけられる標準形式。'),
    tests: ['test/app/about-routes.test.ts'],
    documents: ['SECURITY.md']
  },
  {
    row: 32,
    kind: 'mixed',
    title: both('Disclosure to authorities', '法令に基づく開示'),
    says: both('May disclose data on lawful request.', '適法な要請があれば開示することがある。'),
    does: both('Only what a request names is exported, with a chain of custody that can be checked offline; a hold keeps it from being erased.', '対象だけを書き出し、改ざんのないことをオフラインで検証できる。保全指定で消去を止める。'),
    better: both('The access stands in the tenant\'s history and cannot be taken out of it.', '開示の事実がテナントの履歴に残り、消せない。'),
    tests: ['test/documents/ledger.test.ts', 'test/documents/export-ledger.test.ts', 'test/histories/verify-chain.test.ts'],
    documents: ['docs/security/disclosure.md']
  },
  {
    row: 33,
    kind: 'document',
    title: both('Law and court', '準拠法と管轄'),
    says: both('Japanese law, a Japanese court.', '日本法、日本の裁判所。'),
    does: both('A form to begin with; the operator decides.', '運用者が定めるためのひな形を用意する。'),
    tests: [],
    documents: ['docs/security/law.md']
  },
  {
    row: 34,
    kind: 'software',
    title: both('Laws to be kept', '関連法令'),
    says: both('Lists the laws.', '法令名を列挙する。'),
    does: both('Search by date, amount and counterparty, kept versions, locked retention and an auditor\'s download for the Electronic Books Act; access, export and erasure for the personal information act.', '電子帳簿保存法の検索・訂正削除の記録・保存期間の固定・税務調査用の一括出力、個人情報保護法の開示・消去。'),
    better: both('Features instead of a list.', '法令の一覧ではなく、機能として備える。'),
    tests: ['test/documents/ledger.test.ts', 'test/documents/ledger-lock.test.ts', 'test/documents/search-documents.test.ts', 'test/persons/persons.test.ts', 'test/incidents/incidents.test.ts']
  },
  {
    row: 35,
    kind: 'mixed',
    title: both('Intellectual property', '知的財産'),
    says: both('Has a policy.', '方針を定めている。'),
    does: both('Every package and font has a licence of the allowed list.', 'すべてのパッケージとフォントのライセンスを許可一覧と照合する。'),
    better: both('Checked in every run.', '実行のたびに検査する。'),
    tests: ['test/supply/licences.test.ts'],
    documents: ['LICENSE']
  },
  {
    row: 36,
    kind: 'software',
    title: both('Protection of records', '記録の保護'),
    says: both('Only operators reach the records.', '運用担当者のみがアクセスできる。'),
    does: both('Histories are append-only, chained by hashes, signed and anchored outside; a verifier works offline.', '履歴は追記のみ、ハッシュ連鎖と署名を持ち、外部に固定する。検証器はオフラインで動く。'),
    better: both('Even operators are found out, at the exact line.', '運用者による改ざんも、その行まで特定できる。'),
    tests: ['test/histories/verify-chain.test.ts', 'test/histories/seal-histories.test.ts', 'test/histories/walls.test.ts', 'test/cli/histories.test.ts']
  },
  {
    row: 37,
    kind: 'software',
    title: both('Encryption of databases, backups and lines', 'データベース・バックアップ・通信の暗号化'),
    says: both('The database is encrypted, backups are not; TLS 1.2.', 'データベースは暗号化、バックアップは非暗号化。TLS 1.2。'),
    does: both('Rows, files and backups are sealed; TLS 1.3, at least 1.2.', '行・ファイル・バックアップのすべてを暗号化。TLS 1.3、最低 1.2。'),
    better: both('Backups are encrypted, TLS 1.3.', 'バックアップも暗号化し、TLS 1.3 に対応。'),
    tests: ['test/backups/restore-backup.test.ts', 'test/io/sealed-stream.test.ts', 'test/app/read-tls.test.ts']
  },
  {
    row: 38,
    kind: 'mixed',
    title: both('Certificates', '第三者認証'),
    says: both('ISO 27001, ISO 27017, privacy mark.', 'ISO 27001、ISO 27017、プライバシーマーク。'),
    does: both('A map of ISO 27017 and OWASP ASVS 5.0 to tests and documents, for whoever has to be certified.', 'ISO 27017 と OWASP ASVS 5.0 の管理策をテストと文書に対応付け、認証取得を助ける。'),
    better: both('Everybody can run the evidence again.', '誰でも根拠を再実行できる。'),
    tests: ['test/evidence/rows.test.ts'],
    documents: ['docs/security/iso-27017.md']
  }
]
