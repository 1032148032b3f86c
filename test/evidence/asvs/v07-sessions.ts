import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const sessions: Requirement[] = [
  { id: 'V7.1.1', level: 2, topic: both('Documented ends of sessions', 'セッション期限の文書化'), open: both('Eight hours without use and a day with it are tested; no page says so, or why.', '無操作 8 時間・最長 1 日はテスト済みだが、値と理由の文書がない。') },
  { id: 'V7.1.2', level: 2, topic: both('Documented number of sessions', '同時セッション数の文書化'), open: both('There is no limit, and no page says so.', '上限はなく、その記載もない。') },
  { id: 'V7.1.3', level: 2, topic: both('Documented sessions of single sign-on', 'SSO との関係の文書化'), open: both('How people sign in is described, not how their sessions here and there end.', 'サインインの説明はあるが、双方のセッション終了の関係がない。') },
  { id: 'V7.2.1', level: 1, topic: both('Sessions are checked by the service', 'サービス側での検証'), tests: ['test/users/sign-in.test.ts', 'test/users/change-user.test.ts'] },
  { id: 'V7.2.2', level: 1, topic: both('Each sign-in makes its token', 'サインインごとの発行'), tests: ['test/users/sign-in.test.ts', 'test/users/give-second-factor.test.ts'] },
  { id: 'V7.2.3', level: 1, topic: both('Tokens nobody guesses', '推測できないトークン'), open: both('256 bits by their length; that they come from randomBytes no test or rule holds.', '長さは 256 ビットだが、randomBytes の使用を確かめる検査がない。') },
  { id: 'V7.2.4', level: 1, topic: both('A new token after each proof', '認証後の新しいトークン'), tests: ['test/users/give-second-factor.test.ts'] },
  { id: 'V7.3.1', level: 2, topic: both('Sessions nobody uses end', '無操作での終了'), tests: ['test/users/sign-in.test.ts'] },
  { id: 'V7.3.2', level: 2, topic: both('Every session ends', '最長期間での終了'), tests: ['test/users/sign-in.test.ts'] },
  { id: 'V7.4.1', level: 1, topic: both('Signed out is out', 'サインアウト後は使えない'), tests: ['test/users/sign-in.test.ts'] },
  { id: 'V7.4.2', level: 1, topic: both('A closed account has no sessions', '停止した利用者の終了'), tests: ['test/users/change-user.test.ts'] },
  { id: 'V7.4.3', level: 2, topic: both('Other sessions after a change', '変更後の他セッションの終了'), tests: ['test/users/keep-own-account.test.ts', 'test/users/make-invite.test.ts'] },
  { id: 'V7.4.4', level: 2, topic: both('Signing out is at hand', 'サインアウトの見つけやすさ'), tests: ['test/browser/console-shell.test.ts'] },
  { id: 'V7.4.5', level: 2, topic: both('Admins end sessions of others', '管理者による終了'), tests: ['test/users/change-user.test.ts'] },
  { id: 'V7.5.1', level: 2, topic: both('Proof before factors change', '要素変更前の再認証'), open: both('Who was away for ten minutes proves one factor again, not all of them.', '10 分以上離れた場合に求めるのは一要素で、完全な再認証ではない。') },
  { id: 'V7.5.2', level: 2, topic: both('Own sessions seen and ended', '自分のセッションの一覧と終了'), open: both('They are listed and ended; ending them asks for no factor again.', '一覧と終了はできるが、終了時に再認証を求めない。') },
  { id: 'V7.6.1', level: 2, topic: both('Sessions here and at the provider', 'プロバイダーとのセッション期間'), open: both('Sessions end here by their own times; nothing is documented to hold them to (V7.1.3).', '独自の期限で終了するが、照合すべき文書がない (V7.1.3)。') },
  { id: 'V7.6.2', level: 2, topic: both('No session without somebody’s doing', '操作なしに始まらない'), open: both('What was begun in another browser is refused; a link to the start of single sign-on signs in without a question.', '別のブラウザーで始めたものは拒否するが、開始リンクを踏むだけで確認なくサインインする。') }
]
