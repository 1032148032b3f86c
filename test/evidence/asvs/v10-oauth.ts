import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

const SSO = ['test/users/sign-in-by-sso.test.ts']
const noResource = both('The API takes requests signed by the org, sessions and its own keys, no access tokens of an authorization server.', 'API が受け付けるのは組織の署名・セッション・独自のキーで、認可サーバーのアクセストークンではない。')
const noServer = both('Chohyo gives no OAuth tokens to others: it is no authorization server.', '他者に OAuth トークンを発行する認可サーバーではない。')
const noProvider = both('Chohyo is no OpenID provider: it asks the tenant’s own.', 'OpenID プロバイダーではなく、テナントのプロバイダーを使う。')

export const oauth: Requirement[] = [
  { id: 'V10.1.1', level: 2, topic: both('Tokens go where they belong', 'トークンの渡し先'), tests: ['test/io/salesforce-transport.test.ts', 'test/io/salesforce-doors.test.ts'] },
  { id: 'V10.1.2', level: 2, topic: both('Answers belong to the same trip', '同じ手続きの応答のみ'), tests: SSO },
  { id: 'V10.2.1', level: 2, topic: both('PKCE and state', 'PKCE と state'), tests: SSO },
  { id: 'V10.2.2', level: 2, topic: both('Providers taken for each other', 'プロバイダーの取り違え'), open: both('The identity is held to its issuer; no test mixes the answers of two providers.', '発行者は検証するが、二者の応答を混ぜるテストがない。') },
  { id: 'V10.3.1', level: 2, topic: both('Audience of access tokens', 'アクセストークンの宛先'), none: noResource },
  { id: 'V10.3.2', level: 2, topic: both('Scopes of access tokens', 'アクセストークンの範囲'), none: noResource },
  { id: 'V10.3.3', level: 2, topic: both('People named by access tokens', 'アクセストークンの本人'), none: noResource },
  { id: 'V10.3.4', level: 2, topic: both('Strength behind access tokens', 'アクセストークンの認証強度'), none: noResource },
  { id: 'V10.4.1', level: 1, topic: both('Registered ways back', '戻り先の登録'), none: noServer },
  { id: 'V10.4.2', level: 1, topic: both('Authorization codes work once', '認可コードの一回性'), none: noServer },
  { id: 'V10.4.3', level: 1, topic: both('Authorization codes end soon', '認可コードの期限'), none: noServer },
  { id: 'V10.4.4', level: 1, topic: both('Grants that are needed', '必要な方式のみ'), none: noServer },
  { id: 'V10.4.5', level: 1, topic: both('Replay of refresh tokens', 'リフレッシュトークンの再利用'), none: noServer },
  { id: 'V10.4.6', level: 2, topic: both('PKCE is demanded', 'PKCE の必須化'), none: noServer },
  { id: 'V10.4.7', level: 2, topic: both('Clients that register themselves', 'クライアントの自己登録'), none: noServer },
  { id: 'V10.4.8', level: 2, topic: both('Refresh tokens end', 'リフレッシュトークンの期限'), none: noServer },
  { id: 'V10.4.9', level: 2, topic: both('Tokens are taken back', 'トークンの取り消し'), none: noServer },
  { id: 'V10.4.10', level: 2, topic: both('Clients prove who they are', 'クライアント認証'), none: noServer },
  { id: 'V10.4.11', level: 2, topic: both('Scopes of clients', 'クライアントの範囲'), none: noServer },
  { id: 'V10.5.1', level: 2, topic: both('An identity is good once', 'ID トークンの再利用'), tests: SSO },
  { id: 'V10.5.2', level: 2, topic: both('Accounts found by subject', '主体による本人の特定'), tests: SSO },
  { id: 'V10.5.3', level: 2, topic: both('Providers that pose as others', 'プロバイダーのなりすまし'), open: both('The library compares the issuer of the description; no test gives it another.', 'ライブラリーが発行者を照合するが、異なる発行者を返すテストがない。') },
  { id: 'V10.5.4', level: 2, topic: both('An identity for this client', 'このクライアント宛ての ID トークン'), tests: SSO },
  { id: 'V10.5.5', level: 2, topic: both('Signing out behind the scenes', 'バックチャネルログアウト'), none: both('No back-channel logout is offered.', 'バックチャネルログアウトを提供しない。') },
  { id: 'V10.6.1', level: 2, topic: both('How a provider answers', 'プロバイダーの応答方式'), none: noProvider },
  { id: 'V10.6.2', level: 2, topic: both('Forced signing out', '強制ログアウト'), none: noProvider },
  { id: 'V10.7.1', level: 2, topic: both('Consent each time', '都度の同意'), none: noServer },
  { id: 'V10.7.2', level: 2, topic: both('What one consents to', '同意内容の表示'), none: noServer },
  { id: 'V10.7.3', level: 2, topic: both('Taking consent back', '同意の取り消し'), none: noServer }
]
