import { both } from '../errors-ja.ts'
import { table, type InventoryTable } from './inventory-schema.ts'

const ids = both('Salesforce user names are how callers are told apart and what histories must name.', 'Salesforce のユーザー名は呼び出し元の識別と証跡に必要なため平文です。')

/** Every table, those that refer to others above them: rows are erased from top to bottom. How to add one: inventory-schema.ts. */
export const INVENTORY_TABLES: Readonly<Record<string, InventoryTable>> = {
  seen_token: table(both('requests signed by Salesforce that were used once', '使用済みの署名付きリクエスト'), { erasure: 'rows', shown: 'nobody', kept: 'short', subject: 'none' }, `
    machine plain: tenant_id
    machine plain moving: jti expires_at`),
  api_key: table(both('API keys', 'API キー'), { erasure: 'rows', shown: 'admin', kept: 'use', subject: 'account', archive: true, note: ids }, `
    machine plain: tenant_id id role expires_at revoked_at created_at scopes
    secret hashed: hash
    record plain: label
    person plain: username made_by
    machine plain moving: used_at`),
  session: table(both('who is signed in to the console', 'コンソールのセッション'), { erasure: 'rows', shown: 'self', kept: 'short', subject: 'account' }, `
    machine plain: tenant_id id user_id created_at
    secret hashed: hash
    machine plain moving: seen_at expires_at needs fresh_at way
    person plain: device network`),
  passkey: table(both('passkeys: public halves only', 'パスキー(公開鍵のみ)'), { erasure: 'rows', shown: 'self', kept: 'use', subject: 'account' }, `
    machine plain: tenant_id id user_id credential_id transports backed_up created_at
    derived plain: public_key
    record plain: label
    machine plain moving: counter used_at`),
  recovery_code: table(both('recovery codes', '回復コード'), { erasure: 'rows', shown: 'nobody', kept: 'use', subject: 'account' }, `
    machine plain: tenant_id user_id
    secret hashed: hash
    machine plain moving: used_at`),
  invite: table(both('links by which people are invited or set a new password', '招待と再設定のリンク'), { erasure: 'rows', shown: 'admin', kept: 'short', subject: 'account', note: ids }, `
    machine plain: tenant_id id kind user_id role language created_at expires_at used_at
    secret hashed: hash
    person plain: login label username made_by
    record plain: labels`),
  user_account: table(both('accounts of the console', 'コンソールのアカウント'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'account', archive: true, note: ids }, `
    machine plain: tenant_id id role language state created_at totp_since sso_issuer
    person plain: login label username mail sso_subject
    secret hashed: password_hash
    record plain: labels
    secret sealed: totp_secret
    machine plain moving: totp_step signed_in_at`),
  outbox: table(both('bells that are still to be rung', '未送信の呼び鈴'), { erasure: 'rows', shown: 'nobody', kept: 'short', subject: 'none' }, `
    machine plain: tenant_id id parcel_id epoch lane created_at dispatched_at`),
  effect: table(both('acts on Salesforce: files that were attached', 'Salesforce への添付の記録'), { erasure: 'rows', shown: 'own', kept: 'service', subject: 'none', archive: true }, `
    machine plain: tenant_id id parcel_id document_id kind state reference attempt updated_at
    derived plain: effect_key`),
  document: table(both('the ledger of documents', '文書の台帳'), { erasure: 'rows', shown: 'own', kept: 'retention', subject: 'law', archive: true, note: both('Date, amount and currency are searched by range and stay readable; parties and numbers are sealed and found by keyed hashes.', '日付・金額・通貨は範囲検索のため平文。取引先と番号は暗号化し、鍵付きハッシュで検索します。') }, `
    machine plain: tenant_id id parcel_id mapping release record_id state content_type bytes pages storage_key content_version_id content_document_id timings printed created_at version corrects retain_until held_at released_at withdrawn_at erasing_at
    derived plain: release_sha
    record plain: transaction_date amount currency kind
    derived hashed: sha256 counterparty_index counterparty_parts number_index
    person plain: created_by held_by released_by withdrawn_by
    record sealed: counterparty number correction_reason hold_reason release_reason withdrawal_reason file_name
    derived sealed: error`),
  parcel_attempt: table(both('tries at a parcel', '作成の試行'), { erasure: 'rows', shown: 'nobody', kept: 'service', subject: 'none' }, `
    machine plain: tenant_id parcel_id epoch owner started_at ended_at outcome`),
  parcel: table(both('parts of runs: one document each, or one step', '実行の一件ごと'), { erasure: 'rows', shown: 'own', kept: 'service', subject: 'none', archive: true, places: { record_name: ({ run_id: run, record_ids: records }) => `${String(run)}/${(records as string[])[0] ?? ''}` } }, `
    machine plain: tenant_id id run_id mapping release record_ids options state attempt lease_owner lease_epoch lease_until next_at created_at done_at kind lane position
    derived hashed: key
    derived sealed: last_error
    record sealed: record_name`),
  request_key: table(both('idempotency keys of requests', '冪等キー'), { erasure: 'rows', shown: 'nobody', kept: 'service', subject: 'none', note: ids }, `
    machine plain: tenant_id key run_id created_at
    person plain: who
    derived hashed: body_sha256`),
  run: table(both('clicks and runs of many documents', 'クリックと一括実行'), { erasure: 'rows', shown: 'own', kept: 'service', subject: 'trail', archive: true, note: ids }, `
    machine plain: tenant_id id kind state request_key created_at finished_at mapping release options planned total done failed cancelled
    person plain: who
    record sealed: source
    derived sealed: error`),
  service_secret: table(both('passwords and keys of Services', 'サービスのパスワードと鍵'), { erasure: 'rows', shown: 'nobody', kept: 'use', subject: 'none', note: ids, places: { value: ({ service, name }) => `${String(service)}/${String(name)}` } }, `
    machine plain: tenant_id service name
    secret sealed: value
    machine plain moving: updated_at
    person plain: updated_by`),
  definition_version: table(both('published versions of views, templates and mappings', 'ビュー・テンプレート・マッピングの公開版'), { erasure: 'rows', shown: 'tenant', kept: 'service', subject: 'content', archive: true, key: ['kind', 'name', 'version'] }, `
    machine plain: tenant_id kind name version pins created_at
    derived hashed: sha256
    person plain: created_by
    record sealed: body`),
  definition: table(both('views, templates and mappings with their drafts', 'ビュー・テンプレート・マッピングと下書き'), { erasure: 'rows', shown: 'tenant', kept: 'service', subject: 'content', archive: true, key: ['kind', 'name'] }, `
    machine plain: tenant_id kind name published_version updated_at
    record plain: label
    person plain: updated_by
    record sealed: draft`),
  asset: table(both('images of templates', 'テンプレートの画像'), { erasure: 'rows', shown: 'tenant', kept: 'service', subject: 'content', archive: true, key: ['sha256'] }, `
    machine plain: tenant_id content_type size storage_key created_at
    derived hashed: sha256
    record plain: name`),
  incident_notice: table(both('notices of incidents to admins', 'インシデント通知'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'account' }, `
    machine plain: tenant_id incident_id kind queued_at
    person sealed: recipient
    derived hashed: recipient_index
    machine plain moving: tries next_at sent_at error`),
  incident: table(both('leaks of personal data and what was done', '個人データの漏えい等の記録'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'law', archive: true, note: ids }, `
    machine plain: tenant_id id rule about malicious state noticed_at preliminary_due final_due preliminary_at final_at closed_at document_ids persons created_at
    person plain: declared_by
    record sealed: report`),
  person_request: table(both('what persons asked of their data, and what was answered', '本人からの開示・消去請求の記録'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'law', archive: true, note: ids }, `
    machine plain: tenant_id id kind found erased kept at
    person plain: who
    person sealed: person
    record sealed: reason`),
  history_delivery: table(both('how far histories were sent to a webhook', '履歴の外部送信の進み'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'none' }, `
    machine plain: tenant_id
    machine plain moving: number next_at tries error delivered_at`),
  history_anchor: table(both('signed heads of the chain of histories', '履歴チェーンの署名'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'none' }, `
    machine plain: tenant_id number at key
    derived hashed: hash
    derived plain: signature
    machine plain moving: placed_at`),
  history: table(both('histories: who did what, when, with which result', '履歴(誰が・いつ・何を・結果)'), { erasure: 'rows', shown: 'own', kept: 'service', subject: 'trail', note: both('Lines hold ids, names of definitions and user names, never contents of records; the archive holds the whole chain.', '履歴は ID・定義名・ユーザー名のみで、レコードの内容を含みません。アーカイブには全チェーンが入ります。') }, `
    machine plain: tenant_id seq kind what about result detail at number sealed_at
    person plain: who
    derived hashed: prev_hash hash`),
  key_destruction: table(both('the wish that the keys be destroyed', '鍵の破棄の申請'), { erasure: 'rows', shown: 'admin', kept: 'service', subject: 'trail', archive: true, key: [] }, `
    machine plain: tenant_id state asked_at takeover due_at done_at
    person plain: asked_by confirmed_by`),
  offboarding: table(both('the end of the service, and the certificate of erasure', '利用終了の手続きと消去証明書'), { erasure: 'reduced', shown: 'admin', kept: 'ever', subject: 'none', key: [] }, `
    machine plain: tenant_id state requested_at alone confirmed_at kept_until handed_over_at takeover grace_until shredded erased moved_at
    record sealed: reason
    person plain: requested_by confirmed_by handed_over_by
    derived plain: archive certificate
    secret hashed: token_hash`),
  tenant: table(both('the org, its settings, pinned certificates, and our key for it', '組織、設定、証明書、接続用の鍵'), { erasure: 'reduced', shown: 'admin', kept: 'ever', subject: 'none', archive: true, key: [], note: both('Of a tenant that has left only id, dates and state remain. The mail address to write to stands in the settings.', '利用終了後は ID・日時・状態のみ残ります。連絡先メールアドレスは設定に含まれます。') }, `
    machine plain: tenant_id instance_url login_url api_version certificates state created_at
    record plain: name
    secret plain: consumer_key
    secret sealed: private_key
    person plain: settings
    machine plain moving: proven sealed_at`),
  'chohyo_keys.data_key': table(both('data keys, sealed by the key of the tenant', 'データ鍵(テナント鍵で封印)'), { erasure: 'keys', shown: 'nobody', kept: 'service', subject: 'none' }, `
    machine plain: tenant_id id purpose version is_current created_at sealed
    secret sealed: wrapped`),
  'chohyo_keys.tenant_key': table(both('keys of tenants, sealed by the root key', 'テナント鍵(ルート鍵で封印)'), { erasure: 'keys', shown: 'admin', kept: 'ever', subject: 'none' }, `
    machine plain: tenant_id version state created_at ended_at
    secret sealed: wrapped`),
  'chohyo_limits.guess': table(both('how fast may be guessed, by hashes of names and networks', 'サインイン試行の制限(ハッシュ)'), { erasure: 'installation', shown: 'nobody', kept: 'short', subject: 'short' }, `
    derived hashed: name
    machine plain: empty_at`),
  kysely_migration: table(both('which migrations were run', '実行済みの移行'), { erasure: 'installation', shown: 'nobody', kept: 'ever', subject: 'none' }, `
    machine plain: name timestamp`),
  kysely_migration_lock: table(both('the lock of migrations', '移行のロック'), { erasure: 'installation', shown: 'nobody', kept: 'ever', subject: 'none' }, `
    machine plain: id is_locked`)
}
