import { both } from '../errors-ja.ts'
import type { InventoryItem } from './inventory-schema.ts'

const withTenant = both('removed with all of the tenant’s folder', 'テナントのフォルダーごと削除')
const installation = both('stays: it is the installation’s', '残る(システムの情報)')

/** Stored objects, by the form of their keys; the folder of a tenant is `t/<id>/`. */
export const INVENTORY_OBJECTS: Readonly<Record<string, InventoryItem>> = {
  't/<id>/documents/<parcel>/<sha256>.pdf': { what: both('the bytes of documents', '文書のデータ'), class: 'record', protection: 'sealed', erasure: withTenant },
  't/<id>/assets/<sha256>': { what: both('images of templates', 'テンプレートの画像'), class: 'record', protection: 'sealed', erasure: withTenant },
  'certificates/<id>.json': { what: both('certificates of erasure', '消去証明書'), class: 'derived', protection: 'plain', erasure: both('stays: it proves the erasure', '残る(消去の証明)') },
  'probe/<id>': { what: both('a few bytes that are written, read and removed at the start', '起動時の書き込み確認'), class: 'machine', protection: 'plain', erasure: installation }
}

const bell = { class: 'machine', protection: 'plain' } as const

/** Members of a bell in the queue and of what BullMQ notes about it, on PostgreSQL (schema `bullmq`) and on Redis. */
export const INVENTORY_QUEUE: Readonly<Record<string, InventoryItem>> = {
  ...Object.fromEntries(['tenantId', 'parcelId', 'epoch'].map((name) => [name, {
    what: both('which parcel waits', 'どの処理が待っているか'), ...bell, erasure: both('taken out of the queue; gone by itself when it is answered', 'キューから削除(処理後は自動的に消える)')
  }])),
  ...Object.fromEntries(['name', 'jobId', 'delay', 'prev', 'attemptsMade', 'returnvalue'].map((name) => [name, {
    what: both('that a bell was rung or answered: the ids of its parcel and try', '呼び鈴の記録(ID のみ)'), ...bell, erasure: both('overwritten by newer ones', '新しい記録で上書き')
  }]))
}

/** Fields of the log, with dots. Operators decide how long they keep it; nothing in it opens or shows a record. */
export const INVENTORY_LOG: Readonly<Record<string, InventoryItem>> = Object.fromEntries(([
  ['machine', 'level time pid hostname reqId msg req.method req.path req.host res.statusCode responseTime migration newer lane parcel epoch run status reason error browser rule number seconds path about attempt code dir document incident kind known line parcels skew tries why'],
  ['machine', 'err.type err.code err.statusCode err.message err.at err.cause problem.code'],
  ['machine', 'tenant'],
  ['person', 'user network req.ip']
] as const).flatMap(([kind, names]) => names.split(' ').map((name) => [name, {
  what: both('written by the service for its operator', 'システム管理者向けの動作記録'), class: kind, protection: 'plain' as const, erasure: both('ends with the log: keep it for 90 days at most', 'ログの保存期限で消去(最長 90 日を推奨)')
}])))

/** What lies in the folder of an installation beside the database and the file store. */
export const INVENTORY_FOLDER: Readonly<Record<string, InventoryItem>> = {
  'keys/root.key': { what: both('the root key, which seals the keys of tenants', 'ルート鍵'), class: 'secret', protection: 'plain', erasure: installation },
  'keys/signing.key': { what: both('the key that signs anchors and certificates', '署名鍵'), class: 'secret', protection: 'sealed', erasure: installation },
  'anchors/': { what: both('signed heads of the histories: numbers and hashes', '履歴の署名(番号とハッシュ)'), class: 'derived', protection: 'plain', erasure: both('stays: hashes of lines that are gone', '残る(消去済みの行のハッシュのみ)') },
  'chrome/': { what: both('the unpacked browser', '展開したブラウザー'), class: 'machine', protection: 'plain', erasure: installation },
  'console/': { what: both('the built console', 'ビルドしたコンソール'), class: 'machine', protection: 'plain', erasure: installation },
  'orgs/': { what: both('files of `org connect`; the private key goes as soon as it is sealed', '組織接続コマンドの作業ファイル'), class: 'secret', protection: 'plain', erasure: both('removed by the operator', '管理者が削除') },
  'sandbox/': { what: both('the simulated org of the demo', 'デモ用の組織'), class: 'record', protection: 'plain', erasure: installation },
  'demo.json': { what: both('how to sign in to the demo', 'デモのサインイン情報'), class: 'secret', protection: 'plain', erasure: installation }
}
