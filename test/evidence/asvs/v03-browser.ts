import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const browser: Requirement[] = [
  { id: 'V3.2.1', level: 1, topic: both('Files are saved, never shown as pages', 'ファイルはページとして表示されない'), tests: ['test/app/hardening.test.ts', 'test/documents/list-files.test.ts'] },
  { id: 'V3.2.2', level: 1, topic: both('Text is shown as text', '文字列は文字列として表示'), open: both('A rule forbids raw HTML in the components of Salesforce; the pages of the console are not held to it.', '生 HTML を禁じる規則は Salesforce 側の部品のみで、コンソールの画面には適用していない。') },
  { id: 'V3.3.1', level: 1, topic: both('Secure cookies with a prefix', 'Secure 属性と接頭辞'), tests: ['test/users/sign-in.test.ts', 'test/users/sign-in-by-sso.test.ts'] },
  { id: 'V3.3.2', level: 2, topic: both('SameSite by purpose', '用途に応じた SameSite'), tests: ['test/users/sign-in.test.ts', 'test/users/sign-in-by-sso.test.ts'] },
  { id: 'V3.3.3', level: 2, topic: both('Cookies of this host only', 'このホスト専用の Cookie'), tests: ['test/users/sign-in.test.ts', 'test/users/sign-in-by-sso.test.ts'] },
  { id: 'V3.3.4', level: 2, topic: both('No script reads the session', 'スクリプトから読めないセッション'), tests: ['test/users/sign-in.test.ts'] },
  { id: 'V3.4.1', level: 1, topic: both('Browsers stay on https', 'HSTS'), tests: ['test/app.test.ts', 'test/app/read-tls.test.ts'] },
  { id: 'V3.4.2', level: 1, topic: both('Which origins may ask', '呼び出せるオリジン'), tests: ['test/app/allow-salesforce.test.ts'] },
  { id: 'V3.4.3', level: 2, topic: both('A policy for scripts and sources', 'コンテンツセキュリティポリシー'), open: both('Pages have base-uri; other answers do not name it, and object-src follows from default-src only.', 'ページには base-uri があるが、他の応答にはなく、object-src は default-src に含まれるのみ。') },
  { id: 'V3.4.4', level: 2, topic: both('No guessing of types', '型の推測を禁止'), tests: ['test/app.test.ts', 'test/app/hardening.test.ts'] },
  { id: 'V3.4.5', level: 2, topic: both('Addresses are not passed on', 'リファラーを渡さない'), tests: ['test/app.test.ts', 'test/app/hardening.test.ts'] },
  { id: 'V3.4.6', level: 2, topic: both('No page inside of others', '他のページに埋め込まれない'), open: both('All answers but files to be saved name frame-ancestors; those have sandbox and the older header only.', '保存用ファイル以外は frame-ancestors を持つ。保存用は sandbox と旧ヘッダーのみ。') },
  { id: 'V3.5.1', level: 1, topic: both('Changes are asked by our pages', '変更は自分のページからのみ'), tests: ['test/users/sign-in.test.ts', 'test/users/give-second-factor.test.ts'] },
  { id: 'V3.5.2', level: 1, topic: both('No way around the preflight', 'プリフライトを迂回できない'), tests: ['test/app/allow-salesforce.test.ts', 'test/tenants/authenticate.test.ts'] },
  { id: 'V3.5.3', level: 1, topic: both('Reading changes nothing', '読み取りは何も変えない'), open: both('No test calls every GET route and compares what is stored.', '全 GET を呼んで保存内容を比べるテストがない。') },
  { id: 'V3.5.4', level: 2, topic: both('Applications on names of their own', 'アプリごとのホスト名'), none: both('One application answers under its name; another has no place there.', '一つのホスト名で動くのはこのアプリだけ。') },
  { id: 'V3.5.5', level: 2, topic: both('Messages between windows', 'ウィンドウ間メッセージ'), none: both('No page of ours listens to messages of other windows.', '他のウィンドウのメッセージを受け取らない。') },
  { id: 'V3.7.1', level: 2, topic: both('No plug-ins', 'プラグイン不使用'), tests: ['test/console/serve-console.test.ts'] },
  { id: 'V3.7.2', level: 2, topic: both('Where a browser is sent', '転送先の限定'), tests: ['test/console/pages.test.ts', 'test/users/sign-in-by-sso.test.ts'] }
]
