import { both } from '../row.ts'
import type { Chapter, Requirement } from './requirement.ts'
import { encoding } from './v01-encoding.ts'
import { businessRules } from './v02-business-rules.ts'
import { browser } from './v03-browser.ts'
import { webService } from './v04-web-service.ts'
import { files } from './v05-files.ts'
import { signIn } from './v06-sign-in.ts'
import { sessions } from './v07-sessions.ts'
import { access } from './v08-access.ts'
import { tokens } from './v09-tokens.ts'
import { oauth } from './v10-oauth.ts'
import { cryptography } from './v11-cryptography.ts'
import { transport } from './v12-transport.ts'
import { configuration } from './v13-configuration.ts'
import { data } from './v14-data.ts'
import { architecture } from './v15-architecture.ts'
import { logging } from './v16-logging.ts'
import { webrtc } from './v17-webrtc.ts'

/** ASVS 5.0.0, levels 1 and 2, chapter by chapter. */
export const chapters: Chapter[] = [
  { chapter: 'V1', title: both('Escaping and cleaning', 'エスケープと無害化'), requirements: encoding },
  { chapter: 'V2', title: both('Checks and rules', '検査と業務規則'), requirements: businessRules },
  { chapter: 'V3', title: both('In the browser', 'ブラウザー'), requirements: browser },
  { chapter: 'V4', title: both('The API', 'API'), requirements: webService },
  { chapter: 'V5', title: both('Files', 'ファイル'), requirements: files },
  { chapter: 'V6', title: both('Signing in', 'サインイン'), requirements: signIn },
  { chapter: 'V7', title: both('Sessions', 'セッション'), requirements: sessions },
  { chapter: 'V8', title: both('Rights', '権限'), requirements: access },
  { chapter: 'V9', title: both('Signed tokens', '署名付きトークン'), requirements: tokens },
  { chapter: 'V10', title: both('OAuth and OpenID Connect', 'OAuth と OpenID Connect'), requirements: oauth },
  { chapter: 'V11', title: both('Keys and ciphers', '鍵と暗号'), requirements: cryptography },
  { chapter: 'V12', title: both('On the way', '通信'), requirements: transport },
  { chapter: 'V13', title: both('Settings and secrets', '設定と秘密情報'), requirements: configuration },
  { chapter: 'V14', title: both('Data', 'データ'), requirements: data },
  { chapter: 'V15', title: both('How it is built', '設計と部品'), requirements: architecture },
  { chapter: 'V16', title: both('Logs and errors', 'ログとエラー'), requirements: logging },
  { chapter: 'V17', title: both('WebRTC', 'WebRTC'), requirements: webrtc }
]

export const requirements: Requirement[] = chapters.flatMap(({ requirements }) => requirements)
