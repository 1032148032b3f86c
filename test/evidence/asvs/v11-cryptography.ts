import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const cryptography: Requirement[] = [
  { id: 'V11.1.1', level: 2, topic: both('A policy for keys', '鍵管理の方針'), open: both('The hierarchy, renewal and destruction of keys are described; periods and holders are not.', '鍵の階層・更新・破棄の説明はあるが、期間と保有者の定めがない。') },
  { id: 'V11.1.2', level: 2, topic: both('A list of keys and algorithms', '鍵とアルゴリズムの一覧'), open: both('The inventory says what is sealed, not by which algorithm and key.', '目録は暗号化対象を示すが、アルゴリズムと鍵を列挙していない。') },
  { id: 'V11.2.1', level: 2, topic: both('Proven implementations', '検証済みの実装'), open: both('Node’s own (OpenSSL) is used throughout; no test or rule refuses another.', 'Node 標準 (OpenSSL) のみを使うが、他を禁じる検査がない。') },
  { id: 'V11.2.2', level: 2, topic: both('Keys and costs can be exchanged', '鍵と強度の交換'), tests: ['test/cli/keys.test.ts', 'test/tenants/rotate-keys.test.ts', 'test/users/hash-password.test.ts'] },
  { id: 'V11.2.3', level: 2, topic: both('128 bits at least', '128 ビット以上の強度'), open: both('Certificates with RSA keys of 2048 bits (about 112) are taken.', 'RSA 2048 ビット(約 112 ビット)の証明書を受け付ける。') },
  { id: 'V11.3.1', level: 1, topic: both('No weak modes', '弱いモードを使わない'), tests: ['test/io/keys.test.ts', 'test/io/secrets.test.ts'] },
  { id: 'V11.3.2', level: 1, topic: both('Approved ciphers', '承認された暗号'), open: both('AES-256-GCM throughout; tests hold what it does, none that nothing else is used.', 'AES-256-GCM のみを使う。働きはテスト済みだが、他を使わないことの検査がない。') },
  { id: 'V11.3.3', level: 2, topic: both('Changed bytes do not open', '改ざんの検出'), tests: ['test/io/secrets.test.ts', 'test/io/sealed-files.test.ts', 'test/io/sealed-stream.test.ts'] },
  { id: 'V11.4.1', level: 1, topic: both('Approved hashes', '承認されたハッシュ'), open: both('SHA-2 is ours; an MD5 that Salesforce gives is compared for files, and no rule refuses MD5 elsewhere.', '自作部分は SHA-2。Salesforce が返す MD5 をファイル照合に使い、他での使用を禁じる検査がない。') },
  { id: 'V11.4.2', level: 2, topic: both('How passwords are kept', 'パスワードの保存'), tests: ['test/users/hash-password.test.ts', 'test/users/sign-in.test.ts'] },
  { id: 'V11.4.3', level: 2, topic: both('Hashes nobody collides', '衝突しないハッシュ'), tests: ['test/histories/verify-chain.test.ts', 'test/histories/seal-histories.test.ts'] },
  { id: 'V11.4.4', level: 2, topic: both('Keys made from passwords', 'パスワードからの鍵'), none: both('No key is made from a password.', 'パスワードから鍵を作らない。') },
  { id: 'V11.5.1', level: 2, topic: both('Secrets from real chance', '暗号論的乱数による秘密'), open: both('Tokens have 256 bits of randomBytes, recovery codes 80; no rule refuses another source.', 'トークンは randomBytes の 256 ビット、回復コードは 80 ビット。他の乱数を禁じる検査がない。') },
  { id: 'V11.6.1', level: 2, topic: both('Approved keys and signatures', '承認された鍵と署名'), tests: ['test/tenants/pin-certificate.test.ts', 'test/tenants/authenticate.test.ts', 'test/histories/verify-chain.test.ts'] }
]
