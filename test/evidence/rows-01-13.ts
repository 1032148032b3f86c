import { both, type Row } from './row.ts'

/** Responsibilities, data, people and access. */
export const rows: Row[] = [
  {
    row: 1,
    kind: 'mixed',
    title: both('Who is responsible for what', '責任分界'),
    says: both('Splits the duties between vendor and customer in prose.', '事業者と利用者の責任範囲を文章で示す。'),
    does: both('Splits them between project, operator and customer; this page names the tests that hold the duties of the project.', 'プロジェクト・運用者・利用者の三者に分け、プロジェクトの責任を支えるテストはこの資料で示す。'),
    better: both('The evidence comes from the tests of the very release, not from prose.', '文章ではなく、そのリリースのテスト結果が根拠になる。'),
    tests: ['test/evidence/rows.test.ts'],
    documents: ['docs/security/responsibility.md']
  },
  {
    row: 2,
    kind: 'mixed',
    title: both('Place of the data and the law that applies', 'データの所在と準拠法'),
    says: both('Data lies in Tokyo; Japanese law applies.', 'データは東京リージョン、日本法に準拠。'),
    does: both('The operator states region, contact and law, and the service shows them; buckets and keys outside of the allowed regions end the start.', '運用者が地域・連絡先・準拠法を設定し、サービスが公開する。許可外の地域のバケットや鍵では起動しない。'),
    better: both('The region is held by code, not by promise.', '所在地を約束ではなくコードで守る。'),
    tests: ['test/app/about-routes.test.ts', 'test/config.test.ts'],
    documents: ['docs/security/law.md']
  },
  {
    row: 3,
    kind: 'document',
    title: both('Training of the staff', '従業員の教育'),
    says: both('Staff are trained in information security every year.', '毎年、情報セキュリティ教育を行う。'),
    does: both('A plan of training to begin with; what can be a rule of the linter or a test is one.', '教育計画のひな形を用意し、規則にできるものは静的検査とテストにしている。'),
    tests: [],
    documents: ['docs/security/training.md']
  },
  {
    row: 4,
    kind: 'software',
    title: both('Inventory of customer data', '情報資産の目録'),
    says: both('Customer data and derived data are listed.', '顧客データと派生データを目録化する。'),
    does: both('An inventory names every table, column, stored object and queue entry with its class, how it is sealed and when it goes.', 'すべての表・列・保管オブジェクト・キューについて、分類・暗号化・消去時期を目録に持つ。'),
    better: both('A test walks through the living database and fails for anything that is not in the inventory.', '動いているデータベースと突き合わせ、目録にないものがあればテストが失敗する。'),
    tests: ['test/inventory/tables.test.ts', 'test/inventory/elsewhere.test.ts']
  },
  {
    row: 5,
    kind: 'software',
    title: both('Own keys and their destruction', '専用鍵と鍵の破棄'),
    says: both('A key of one\'s own only in the private plan, destroyed on request by support.', '専用鍵はプライベートプランのみ。破棄はサポートに依頼する。'),
    does: both('Every tenant has keys of its own, rotates them while running, and destroys them by itself: two people confirm, with a delay to think.', '全テナントに専用鍵。稼働中にローテーションでき、二人の確認と猶予期間つきで自ら破棄できる。'),
    better: both('In every plan, by oneself, within minutes.', 'すべての利用形態で、自分で、数分で。'),
    tests: ['test/io/secrets.test.ts', 'test/tenants/rotate-keys.test.ts', 'test/tenants/destroy-keys.test.ts']
  },
  {
    row: 6,
    kind: 'software',
    title: both('Erasure at the end of the contract', '契約終了時のデータ消去'),
    says: both('Data is erased promptly after the end of the contract.', '契約終了後、速やかに消去する。'),
    does: both('A complete archive that can be checked, a time of grace, keys shredded, rows and objects erased, a signed certificate.', '検証可能な完全アーカイブの引き渡し、猶予、鍵の破棄、行とオブジェクトの消去、署名付き証明書。'),
    better: both('Planted words prove that nothing is left, and the time is bounded.', '埋め込んだ目印の文字列が一つも残らないことを示し、期限も定まっている。'),
    tests: ['test/tenants/offboard-tenant.test.ts', 'test/tenants/offboard-crash.test.ts', 'test/inventory/canaries.test.ts']
  },
  {
    row: 7,
    kind: 'software',
    title: both('What has to be erased is known', '消去対象の把握'),
    says: both('Follows from the inventory.', '目録に基づいて把握する。'),
    does: both('Offboarding erases by the inventory of row 4.', '消去は第 4 項の目録から行う。'),
    better: both('A table without a rule of erasure fails the tests.', '消去規則のない表を加えるとテストが失敗する。'),
    tests: ['test/inventory/tables.test.ts', 'test/tenants/offboard-tenant.test.ts']
  },
  {
    row: 8,
    kind: 'software',
    title: both('Labels on information', '情報のラベル付け'),
    says: both('Users carry a user name, a name and a mail address.', '利用者名・氏名・メールアドレスで識別する。'),
    does: both('Users carry those and labels of one\'s own, which can be searched for.', 'それらに加えて自由なラベルを付け、検索できる。'),
    tests: ['test/users/change-user.test.ts']
  },
  {
    row: 9,
    kind: 'software',
    title: both('Adding and removing users', '利用者の登録と削除'),
    says: both('Users are added and removed by asking support.', '登録・削除はサポートに依頼する。'),
    does: both('Admins invite, change and close accounts themselves; the last admin cannot be removed.', '管理者が招待・変更・停止を自分で行う。最後の管理者は削除できない。'),
    better: both('By oneself; sessions and keys of a closed account end within five seconds.', '自分でできる。停止した利用者のセッションとキーは 5 秒以内に無効になる。'),
    tests: ['test/users/change-user.test.ts', 'test/users/make-invite.test.ts']
  },
  {
    row: 10,
    kind: 'software',
    title: both('Roles', '権限の切り替え'),
    says: both('Administrators and general users can be switched.', '管理者と一般利用者を切り替えられる。'),
    does: both('Admin, general and auditor, switchable back and forth.', '管理者・一般・監査の三つを相互に切り替えられる。'),
    better: both('A generated matrix tries every route with every role, for one\'s own tenant and another.', '全ルート × 全役割 × 自他テナントの組み合わせを自動生成して試す。'),
    tests: ['test/app/access.test.ts', 'test/users/change-user.test.ts']
  },
  {
    row: 11,
    kind: 'software',
    title: both('Second factor', '二要素認証'),
    says: both('Optional for signing in to the designer.', 'デザイナーのログインで任意に使える。'),
    does: both('One-time codes that work once, passkeys and recovery codes.', '一度しか使えないワンタイムコード、パスキー、回復コード。'),
    better: both('Required for admins unless told otherwise, and resistant to phishing by passkeys.', '管理者は既定で必須。パスキーでフィッシングに強い。'),
    tests: ['test/users/check-totp.test.ts', 'test/users/give-second-factor.test.ts', 'test/users/register-passkey.test.ts']
  },
  {
    row: 12,
    kind: 'software',
    title: both('Handing over credentials', '認証情報の受け渡し'),
    says: both('Credentials are sent by mail at the start.', '利用開始時にメールで通知する。'),
    does: both('A link that works once, for a day at most; everybody sets a password of their own.', '一度だけ、最長 24 時間有効な招待リンク。パスワードは本人が決める。'),
    better: both('No password is ever sent by anybody.', 'パスワードを送ることは一切ない。'),
    tests: ['test/users/make-invite.test.ts']
  },
  {
    row: 13,
    kind: 'software',
    title: both('Privileged tools', '特権ユーティリティ'),
    says: both('There are no tools that could affect customers.', '顧客環境に影響するユーティリティはない。'),
    does: both('What operators change of an org by the command line goes through the same functions as everything else and leaves lines in the tenant\'s history.', '運用者がコマンドで行う組織の変更も同じ処理を通り、テナントの履歴に残る。'),
    tests: ['test/histories/every-change.test.ts', 'test/histories/walls.test.ts']
  }
]
