import { both, type Row } from './row.ts'

/** Separation, cryptography, operation and histories. */
export const rows: Row[] = [
  {
    row: 14,
    kind: 'software',
    title: both('Separation of tenants', 'テナントの分離'),
    says: both('Separated logically by a tenant id.', 'テナント ID による論理分離。'),
    does: both('Row-level security of the database, sealed rows bound to their place, paths made of ids, a browser context for each document.', 'データベースの行レベルセキュリティ、保管場所に結び付けた暗号化、ID だけで作る保管パス、文書ごとのブラウザ分離。'),
    better: both('Four layers that do not depend on one another, each tried by tests.', '互いに独立した四層を、それぞれテストで破ろうとしている。'),
    tests: ['test/io/database.test.ts', 'test/io/ensure-roles.test.ts', 'test/io/secrets.test.ts', 'test/app/access.test.ts', 'test/walks/access.test.ts']
  },
  {
    row: 15,
    kind: 'software',
    title: both('Customer and internal environments', '本番と社内環境の分離'),
    says: both('Kept apart.', '分離している。'),
    does: both('Production refuses the sandbox org, keys from the environment and a browser that is not isolated.', '本番設定では、サンドボックス組織・環境変数の鍵・隔離されないブラウザを拒否する。'),
    better: both('Held at the start by code.', '起動時にコードで強制する。'),
    tests: ['test/config.test.ts', 'test/io/prove-isolation.test.ts', 'test/io/judge-chrome.test.ts']
  },
  {
    row: 16,
    kind: 'software',
    title: both('Software of customers', '利用者のソフトウェア'),
    says: both('Scanned, limited in resources, controlled and audited.', '検査・資源制限・アクセス制御・監査を行う。'),
    does: both('Templates carry no code; formulas run in a process with limits of time and memory; hostile ones are refused when they are kept or harmless when printed.', '帳票テンプレートはコードを含まない。式は時間とメモリを制限した別プロセスで計算する。'),
    better: both('No code of customers runs, and a corpus of hostile templates proves it.', '利用者のコードは一切動かない。攻撃用テンプレート集で確かめている。'),
    tests: ['test/app/hostile-templates.test.ts', 'test/app/corpus.test.ts', 'test/app/corpus-pages.test.ts', 'test/app/generated-addresses.test.ts', 'test/mappings/evaluate-fields.test.ts', 'test/templates/check-template.test.ts']
  },
  {
    row: 17,
    kind: 'software',
    title: both('Hardened machines', '仮想マシンの要塞化'),
    says: both('Hardened machines, a firewall, port 443 only, watched configuration.', '要塞化、WAF、443 番ポートのみ、構成監視。'),
    does: both('Runs as an ordinary user on a read-only file system with one port; a container without capabilities; the browser has no network.', '一般ユーザー、読み取り専用ファイルシステム、単一ポートで動作。権限のないコンテナ、ネットワークのないブラウザ。'),
    better: both('Everybody can rebuild and try it.', '誰でも再現し、試せる。'),
    tests: ['test/main/least-rights.test.ts', 'test/supply/container.test.ts', 'test/io/isolate-chrome.test.ts', 'test/io/prove-isolation.test.ts']
  },
  {
    row: 18,
    kind: 'software',
    title: both('Encryption of stored data', '保存データの暗号化'),
    says: both('Server-side encryption; passwords are hashed.', 'サーバー側暗号化。パスワードはハッシュ化。'),
    does: both('AES-256-GCM under the tenant\'s keys for rows and files, argon2id for passwords.', '行とファイルをテナントの鍵で AES-256-GCM 暗号化。パスワードは argon2id。'),
    better: both('In the application, not only on the disk: neither the database nor the file store ever sees plain text.', 'ディスクだけでなくアプリケーションで暗号化し、データベースにもストレージにも平文は渡らない。'),
    tests: ['test/io/secrets.test.ts', 'test/io/sealed-files.test.ts', 'test/inventory/canaries.test.ts', 'test/users/hash-password.test.ts']
  },
  {
    row: 19,
    kind: 'mixed',
    title: both('Notice of maintenance, faults and news', 'メンテナンス・障害・新機能の通知'),
    says: both('Published on a page.', '情報ページで公開する。'),
    does: both('A change log; health and state by HTTP; notices to the admins of tenants, each once.', '変更履歴、稼働状況の HTTP 公開、テナント管理者への一度ずつの通知。'),
    tests: ['test/incidents/incidents.test.ts', 'test/app/about-routes.test.ts'],
    documents: ['CHANGELOG.md']
  },
  {
    row: 20,
    kind: 'software',
    title: both('Capacity', '容量・能力の監視'),
    says: both('Capacity is watched.', '容量を監視する。'),
    does: both('Metrics for Prometheus, health for load balancers, load is shed before it hurts.', 'Prometheus メトリクス、ヘルスチェック、過負荷時の早期拒否。'),
    tests: ['test/app/metrics.test.ts']
  },
  {
    row: 21,
    kind: 'software',
    title: both('Manuals', 'マニュアル'),
    says: both('Online, some after signing in.', 'オンラインで公開。一部は要ログイン。'),
    does: both('Open in the repository; the reference of the API is made from the routes.', 'リポジトリで公開。API リファレンスはルートから生成する。'),
    better: both('The reference cannot differ from the program, and nothing is hidden.', 'プログラムと食い違わず、隠された文書もない。'),
    tests: ['test/app/describe-api.test.ts']
  },
  {
    row: 22,
    kind: 'software',
    title: both('Backup', 'バックアップ'),
    says: both('Definitions can be exported by hand.', '定義ファイルを手動でエクスポートできる。'),
    does: both('Definitions are files in git if one wants; backups are complete and encrypted.', '定義は git で管理でき、バックアップは完全かつ暗号化される。'),
    better: both('Restoring is drilled in every run of the tests.', '復元の訓練をテストのたびに行う。'),
    tests: ['test/backups/restore-backup.test.ts']
  },
  {
    row: 23,
    kind: 'software',
    title: both('Logs', 'ログの取得'),
    says: both('Logins, outputs and jobs.', 'ログイン・出力・ジョブの履歴。'),
    does: both('Those and every change, with export and a webhook for a SIEM.', 'それに加えてすべての変更を記録し、CSV 出力と SIEM 連携を備える。'),
    better: both('A generated test proves that every route that changes something leaves a line.', '変更を伴う全ルートが必ず履歴を残すことを、自動生成テストで示す。'),
    tests: ['test/histories/every-change.test.ts', 'test/histories/routes.test.ts', 'test/histories/write-csv.test.ts', 'test/histories/deliver-histories.test.ts', 'test/io/outside-fetch.test.ts']
  },
  {
    row: 24,
    kind: 'software',
    title: both('Time', '時刻の同期'),
    says: both('Japan Standard Time, kept by NTP.', '日本標準時、NTP で同期。'),
    does: both('Stored as instants, shown with an explicit offset, in Japan\'s time unless told otherwise.', '瞬間として保存し、時差を明示して表示。既定は日本標準時。'),
    better: both('Any zone, never an ambiguous time; a clock that drifts raises an alert.', '任意のタイムゾーンを選べ、曖昧な時刻がない。時計のずれは警告する。'),
    tests: ['test/histories/times.test.ts', 'test/histories/watch-histories.test.ts']
  },
  {
    row: 25,
    kind: 'software',
    title: both('Watching the logs', 'ログの監視'),
    says: both('Customers can look at the three logs.', '利用者が三つの履歴を閲覧できる。'),
    does: both('Histories with filters, and alerts for guessed passwords, mass downloads and broken chains.', '絞り込みのできる履歴と、不審なログイン・大量ダウンロード・改ざんの警告。'),
    better: both('The service speaks up by itself.', '見に行かなくても知らせる。'),
    tests: ['test/histories/watch-histories.test.ts', 'test/histories/routes.test.ts', 'test/histories/deliver-histories.test.ts']
  },
  {
    row: 26,
    kind: 'software',
    title: both('Who sees which log', '履歴の閲覧範囲'),
    says: both('Users see their own, administrators those of their instance.', '一般は自分の、管理者は自環境の履歴を閲覧できる。'),
    does: both('The same, and auditors who may read and change nothing.', '同様。加えて、閲覧のみの監査役を置ける。'),
    better: both('The database itself enforces it.', '画面だけでなくデータベース自身が強制する。'),
    tests: ['test/histories/walls.test.ts', 'test/histories/routes.test.ts']
  },
  {
    row: 27,
    kind: 'software',
    title: both('IPv6', 'IPv6'),
    says: both('Not supported.', '対応していない。'),
    does: both('Listens on both, limits callers by /64, and knows the forms of addresses.', 'IPv4 と IPv6 の両方で待ち受け、/64 単位で流量を制限する。'),
    better: both('Supported.', '対応している。'),
    tests: ['test/app/hardening.test.ts', 'test/users/network-of.test.ts', 'test/io/outside-fetch.test.ts']
  }
]
