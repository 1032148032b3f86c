import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

const SSO = 'test/users/sign-in-by-sso.test.ts'
const noOtherWay = both('No codes go by telephone, mail or message: links by mail begin an account or a new password, and are no factor.', '電話・メール・メッセージで認証コードを送らない。メールのリンクは招待と再設定用で、要素ではない。')

export const signIn: Requirement[] = [
  { id: 'V6.1.1', level: 1, topic: both('Documented defence against guessing', '総当たり対策の文書化'), open: both('That guesses are slowed and nobody is locked out is documented; how many and how long stands in the code.', '抑制とロックアウト回避は文書化済みだが、回数と時間はコードにのみある。') },
  { id: 'V6.1.2', level: 2, topic: both('Documented words for no password', '使えない語の文書化'), open: both('The words are refused (V6.2.11); no page lists them.', '語は拒否する (V6.2.11) が、一覧の文書がない。') },
  { id: 'V6.1.3', level: 2, topic: both('Documented ways to sign in', 'サインイン経路の文書化'), documents: ['server/README.md', 'docs/security/threat-model.md'] },
  { id: 'V6.2.1', level: 1, topic: both('Shortest password', 'パスワードの最短の長さ'), tests: ['test/users/demand-good-password.test.ts'] },
  { id: 'V6.2.2', level: 1, topic: both('People change their password', '本人によるパスワード変更'), tests: ['test/users/keep-own-account.test.ts'] },
  { id: 'V6.2.3', level: 1, topic: both('A new one needs the old', '変更には現在のパスワードが必要'), tests: ['test/users/keep-own-account.test.ts'] },
  { id: 'V6.2.4', level: 1, topic: both('Common passwords are refused', 'よく使われるパスワードの拒否'), open: both('The list has 21,000, and finds them inside of longer ones too; only 314 of them are themselves as long as one must be.', '2 万 1 千件の一覧を長い語の中でも照合するが、単独で最短長を満たすのは 314 件。') },
  { id: 'V6.2.5', level: 1, topic: both('Any characters will do', '文字種を限定しない'), tests: ['test/users/demand-good-password.test.ts'] },
  { id: 'V6.2.6', level: 1, topic: both('Passwords are hidden while typed', '入力中の伏せ字'), open: both('The fields are made so; no test looks at them.', '入力欄は伏せ字だが、確かめるテストがない。') },
  { id: 'V6.2.7', level: 1, topic: both('Pasting and password managers', '貼り付けとパスワード管理ソフト'), open: both('The fields say what they are for; no test pastes into one.', '入力欄に用途を示しているが、貼り付けのテストがない。') },
  { id: 'V6.2.8', level: 1, topic: both('Passwords as they were typed', '入力どおりの照合'), open: both('Nothing is cut and capitals count, but widths and accents are normalised (NFKC), so that every keyboard writes the same.', '切り詰めず大小文字も区別するが、どの入力環境でも同じになるよう NFKC 正規化をする。') },
  { id: 'V6.2.9', level: 2, topic: both('Long passwords', '長いパスワード'), tests: ['test/users/demand-good-password.test.ts'] },
  { id: 'V6.2.10', level: 2, topic: both('Passwords do not grow old', '定期変更を求めない'), open: both('None has an end; no test lets one grow old.', '期限はないが、古くなった場合のテストがない。') },
  { id: 'V6.2.11', level: 2, topic: both('No names of owner, org, product', '本人・組織・製品名の拒否'), tests: ['test/users/demand-good-password.test.ts', 'test/users/keep-own-account.test.ts'] },
  { id: 'V6.2.12', level: 2, topic: both('Passwords known from breaches', '漏えい済みパスワード'), open: both('A list of frequent ones is asked, no set of breached ones.', '頻出一覧のみで、漏えいデータとの照合はない。') },
  { id: 'V6.3.1', level: 1, topic: both('Guesses are slowed', '総当たりの抑制'), tests: ['test/users/slow-guesses.test.ts', 'test/users/sign-in.test.ts', 'test/users/give-second-factor.test.ts'] },
  { id: 'V6.3.2', level: 1, topic: both('No accounts by default', '既定アカウントなし'), tests: ['test/users/demo-users.test.ts', 'test/config.test.ts'] },
  { id: 'V6.3.3', level: 2, topic: both('A second factor for everybody', '全員の多要素認証'), open: both('Admins need one; general users and auditors only where their org asks for it.', '管理者は必須。一般利用者と監査役は組織の設定次第。') },
  { id: 'V6.3.4', level: 2, topic: both('Every way is as strong', '経路ごとの同等の強度'), tests: ['test/tenants/authenticate.test.ts', SSO, 'test/users/demo-users.test.ts'] },
  { id: 'V6.4.1', level: 1, topic: both('Links to begin with end soon', '初回リンクの期限'), tests: ['test/users/make-invite.test.ts'] },
  { id: 'V6.4.2', level: 1, topic: both('Hints and secret questions', 'ヒントと秘密の質問'), none: both('There are none.', '設けていない。') },
  { id: 'V6.4.3', level: 2, topic: both('A new password keeps factors', '再設定で要素を迂回しない'), tests: ['test/users/make-invite.test.ts'] },
  { id: 'V6.4.4', level: 2, topic: both('A lost factor', '要素の紛失'), tests: ['test/users/make-invite.test.ts'] },
  { id: 'V6.5.1', level: 2, topic: both('Codes are good once', 'コードは一度だけ有効'), tests: ['test/users/give-second-factor.test.ts', 'test/users/register-passkey.test.ts'] },
  { id: 'V6.5.2', level: 2, topic: both('How recovery codes are kept', '回復コードの保存'), open: both('They have 80 random bits and are kept as SHA-256; below 112 bits a slow hash with a salt is asked for.', '80 ビットの乱数を SHA-256 で保存。112 ビット未満ではソルト付きの低速ハッシュが求められる。') },
  { id: 'V6.5.3', level: 2, topic: both('Codes from real chance', '暗号論的乱数によるコード'), open: both('They come from randomBytes of Node; no test or rule refuses another source.', 'Node の randomBytes を使うが、他の乱数を禁じる検査がない。') },
  { id: 'V6.5.4', level: 2, topic: both('Codes are long enough', '回復コードの長さ'), tests: ['test/users/give-second-factor.test.ts'] },
  { id: 'V6.5.5', level: 2, topic: both('Codes end soon', 'コードの有効時間'), open: both('A code is taken one step of 30 seconds before and after its own, too.', '前後 30 秒の 1 ステップも受け付ける。') },
  { id: 'V6.6.1', level: 2, topic: both('Codes by telephone', '電話・SMS のコード'), none: noOtherWay },
  { id: 'V6.6.2', level: 2, topic: both('Codes bound to their request', '要求に結び付いたコード'), none: noOtherWay },
  { id: 'V6.6.3', level: 2, topic: both('Guessing of codes sent', '送信コードの総当たり'), none: noOtherWay },
  { id: 'V6.8.1', level: 2, topic: both('Providers are told apart', '認証プロバイダーの区別'), open: both('Accounts are linked by provider and subject; no test has two providers say the same subject.', 'プロバイダーと主体で結び付けるが、二者が同じ主体を名乗るテストがない。') },
  { id: 'V6.8.2', level: 2, topic: both('What providers say is signed', 'プロバイダーの署名の検証'), tests: [SSO] },
  { id: 'V6.8.3', level: 2, topic: both('SAML', 'SAML'), none: both('Single sign-on is OpenID Connect only.', 'シングルサインオンは OpenID Connect のみ。') },
  { id: 'V6.8.4', level: 2, topic: both('How somebody signed in there', 'プロバイダーでの認証の強さと時刻'), tests: [SSO] }
]
