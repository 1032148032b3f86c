/** The words of the settings and their menu, in English and Japanese. */
export const settingsWords = {
  settings: ['Settings', '設定'],
  settingsHint: ['The people and programs of your org, what was done in it, its ledger, rules and keys.', '組織のユーザー、操作履歴、電子帳簿、ルールと鍵を管理します。'],
  settingsMenu: ['Menu of the settings', '設定メニュー'],
  settingsAudit: ['Audit', '監査'],
  settingsOrg: ['Org', '組織'],
  settingsRefused: ['This is not for your role', 'この画面を開く権限がありません'],
  settingsRefusedHint: ['Ask an administrator of your org.', '組織の管理者にお問い合わせください。'],
  toSettings: ['To the settings', '設定へ'],
  actions: ['Actions', '操作'],
  openDetails: ['Details of {0}', '{0} の詳細'],
  save: ['Save', '保存'],
  cancel: ['Cancel', 'キャンセル'],
  roleAuditor: ['Auditor', '監査人'],

  placeHistories: ['Histories', '履歴'],
  placeHistoriesHint: ['Who signed in, made documents, ran jobs and changed things', 'サインイン、出力、ジョブ、変更の記録'],
  placeLedger: ['Ledger', '電子帳簿'],
  placeLedgerHint: ['Find documents by date, amount and counterparty; correct, withdraw and hold them', '取引年月日・金額・取引先で検索、訂正・取消・保全'],
  placeTenant: ['Org and connection', '組織と接続'],
  placeTenantHint: ['Rules of your org, certificates, and the connection to Salesforce', '組織のルール、証明書、Salesforce との接続'],
  placeKeys: ['Encryption keys', '暗号鍵'],
  placeKeysHint: ['The keys that seal what is kept for your org', '保存データを封じる鍵の版と更新'],
  placeOffboarding: ['End of service', '利用終了'],
  placeOffboardingHint: ['Take everything with you and have the rest erased', 'データの受け取りと消去']
} as const
