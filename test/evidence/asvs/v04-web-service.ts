import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

const noGraph = both('There is no GraphQL.', 'GraphQL を使わない。')
const noSocket = both('There are no WebSockets; pages ask again by HTTP.', 'WebSocket を使わず、HTTP で問い合わせる。')

export const webService: Requirement[] = [
  { id: 'V4.1.1', level: 1, topic: both('Answers say their type and characters', '応答の型と文字コード'), tests: ['test/app/describe-api.test.ts', 'test/app/bad-input.test.ts', 'test/app/about-routes.test.ts'] },
  { id: 'V4.1.2', level: 2, topic: both('Programs are not led to https', 'API は https へ転送しない'), open: both('The service redirects nothing by itself; no test shows it for plain http.', 'サービス自体は転送しないが、平文 http でのテストがない。') },
  { id: 'V4.1.3', level: 2, topic: both('Headers of proxies are not forged', 'プロキシのヘッダーの偽造'), tests: ['test/app.test.ts', 'test/users/demo-users.test.ts'] },
  { id: 'V4.2.1', level: 2, topic: both('One reading of where requests end', 'リクエスト境界の一意な解釈'), tests: ['test/app.test.ts', 'test/app/corpus-doors.test.ts'] },
  { id: 'V4.3.1', level: 2, topic: both('Cost of graph queries', 'GraphQL の負荷'), none: noGraph },
  { id: 'V4.3.2', level: 2, topic: both('Schema of graph queries', 'GraphQL のスキーマ公開'), none: noGraph },
  { id: 'V4.4.1', level: 1, topic: both('Encrypted sockets', 'WebSocket の暗号化'), none: noSocket },
  { id: 'V4.4.2', level: 2, topic: both('Origin of sockets', 'WebSocket のオリジン'), none: noSocket },
  { id: 'V4.4.3', level: 2, topic: both('Tokens for sockets', 'WebSocket のトークン'), none: noSocket },
  { id: 'V4.4.4', level: 2, topic: both('From session to socket', 'セッションから WebSocket へ'), none: noSocket }
]
