import { accountWords } from './words-account.ts'
import { apiKeyWords } from './words-api-keys.ts'
import { enrolWords } from './words-enrol.ts'
import { historyWords } from './words-histories.ts'
import { ledgerWords } from './words-ledger.ts'
import { offboardingWords } from './words-offboarding.ts'
import { orgWords } from './words-org.ts'
import { settingsWords } from './words-settings.ts'
import { signInWords } from './words-sign-in.ts'
import { userWords } from './words-users.ts'

type Both = readonly [en: string, ja: string]

/** Every word of the shell, in English and Japanese: one that lacks a language does not compile. */
export const table = {
  ...settingsWords,
  ...historyWords,
  ...orgWords,
  ...ledgerWords,
  ...accountWords,
  ...userWords,
  ...apiKeyWords,
  ...offboardingWords,
  ...enrolWords,
  ...signInWords,
  appName: ['Chohyo', 'Chohyo'],
  tagline: ['Documents from Salesforce records', 'Salesforce のレコードから帳票をつくる'],

  signIn: ['Sign in', 'サインイン'],
  signInAs: ['Sign in as {0}', '{0} としてサインイン'],
  demoTitle: ['Try the demo', 'デモを試す'],
  demoHint: ['One click, no password:\na simulated Salesforce org on this computer.', 'パスワードなしの 1 クリックで入れます。\nこのコンピューター上の模擬 Salesforce 組織です。'],
  others: ['Or see it with other eyes', 'ほかの人の目で見る'],
  withPassword: ['Sign in with user and password', 'ユーザーとパスワードでサインイン'],
  user: ['User', 'ユーザー'],
  password: ['Password', 'パスワード'],
  fillIn: ['Fill in user and password.', 'ユーザーとパスワードを入力してください。'],
  ended: ['You have been signed out. Sign in to go on where you were.', 'サインアウトされました。サインインすると、元のページに戻ります。'],
  serviceAway: ['The service does not answer. Is it running? Try again in a moment.', 'サービスが応答しません。起動しているか確認し、しばらくしてからもう一度お試しください。'],
  tryAgain: ['Try again', 'もう一度試す'],

  skip: ['Skip to main content', 'メインコンテンツへ移動'],
  search: ['Search', '検索'],
  searchRecords: ['Search quotes, opportunities and accounts', '見積、商談、取引先を検索'],
  searchFor: ['Results for “{0}”', '「{0}」の検索結果'],
  searchNothing: ['Nothing is called “{0}”', '「{0}」に一致するレコードはありません'],
  searchHint: ['A part of the name is enough. Check the spelling, or try fewer letters.', '名前の一部で検索できます。表記を確認するか、文字を減らしてお試しください。'],
  searchEmpty: ['What are you looking for?', '何をお探しですか?'],
  searchEmptyHint: ['Write a part of a name into the search box.', '検索ボックスに名前の一部を入力してください。'],
  help: ['Reference of the service', 'サービスのリファレンス'],
  menu: ['Menu', 'メニュー'],
  navigation: ['App navigation', 'アプリケーションナビゲーション'],
  userMenu: ['Your account: {0}', 'アカウント: {0}'],
  roleAdmin: ['Administrator', '管理者'],
  roleGeneral: ['General user', '一般ユーザー'],
  sandbox: ['Simulated org', '模擬組織'],
  english: ['English', 'English'],
  japanese: ['日本語', '日本語'],
  language: ['Language', '言語'],
  signOut: ['Sign out', 'サインアウト'],
  signOutFailed: ['You are still signed in', 'サインアウトできませんでした'],

  tabQuotes: ['Quotes', '見積'],
  tabOpportunities: ['Opportunities', '商談'],
  tabAccounts: ['Accounts', '取引先'],
  tabGenerate: ['Generate', '帳票作成'],

  all: ['All {0}', 'すべての{0}'],
  items: ['{0} items', '{0} 件'],
  itemsMore: ['{0}+ items', '{0}+ 件'],
  sortedBy: ['Sorted by {0}', '並べ替え: {0}'],
  newestFirst: ['newest first', '新しい順'],
  sortBy: ['Sort by {0}', '{0} で並べ替え'],
  searchList: ['Search this list by name', 'このリストを名前で検索'],
  refresh: ['Refresh', '更新'],
  selectAll: ['Select all', 'すべて選択'],
  selectOne: ['Select {0}', '{0} を選択'],
  selected: ['{0} selected', '{0} 件選択中'],
  generateMany: ['Generate documents', '帳票を一括作成'],
  generateManyOf: ['Generate documents ({0})', '帳票を一括作成 ({0})'],
  mostSelected: ['At most {0} records at once', '一度に選べるのは {0} 件までです'],
  mostSelectedHint: ['For more, use the tab Generate: it takes all records that meet a condition.', 'それ以上は「帳票作成」タブで、条件に合うすべてのレコードから作成できます。'],
  loadMore: ['Show more', 'さらに表示'],
  loading: ['Loading', '読み込んでいます'],
  emptyList: ['There is nothing here yet', '表示できるレコードがありません'],
  emptyListHint: ['You see the records that are shared with you in Salesforce.', 'Salesforce で共有されているレコードが表示されます。'],
  noMatch: ['Nothing in this list is called “{0}”', '「{0}」に一致するレコードはありません'],

  generate: ['Generate', '帳票を作成'],
  generateRelated: ['Generate for a related list', '関連リストから一括作成'],
  moreActions: ['More actions', 'その他のアクション'],
  details: ['Details', '詳細'],
  related: ['Related', '関連'],
  systemInformation: ['System information', 'システム情報'],
  relatedNothing: ['This record has no related lists that you may see.', 'このレコードに表示できる関連リストはありません。'],
  relatedEmpty: ['No records', 'レコードはありません'],
  firstOf: ['The first {0} of {1}', '{1} 件中、最初の {0} 件'],
  recordGone: ['This record is not there', 'このレコードは表示できません'],
  toList: ['To the list', '一覧へ'],

  files: ['Files', 'ファイル'],
  filesCount: ['Files ({0})', 'ファイル ({0})'],
  filesEmpty: ['No files yet', 'ファイルはまだありません'],
  filesEmptyHint: ['Documents you save appear here at once.', '保存した帳票がすぐにここに表示されます。'],
  version: ['Version {0}', 'バージョン {0}'],
  showAll: ['Show all ({0})', 'すべて表示 ({0})'],
  showFewer: ['Show fewer', '折りたたむ'],
  openFile: ['Open {0}', '{0} を開く'],
  downloadFile: ['Download {0}', '{0} をダウンロード'],
  download: ['Download', 'ダウンロード'],
  noPreview: ['This kind of file has no preview', 'この種類のファイルはプレビューできません'],
  noPreviewHint: ['Download it to open it on your computer.', 'ダウンロードして開いてください。'],

  close: ['Close', '閉じる'],
  yes: ['Yes', 'はい'],
  no: ['No', 'いいえ'],
  unknownPage: ['There is no such page', 'ページが見つかりません'],
  unknownPageHint: ['The address may be mistyped, or the page is gone.', 'URL が間違っているか、ページがなくなった可能性があります。'],
  home: ['To the quotes', '見積一覧へ'],
  pageBroken: ['This page could not be shown', 'このページを表示できませんでした'],
  reload: ['Reload', '再読み込み'],
  info: ['Information', '情報'],
  success: ['Success', '成功'],
  warning: ['Warning', '警告'],
  error: ['Error', 'エラー']
} as const satisfies Record<string, Both>

export type Words = { readonly [Name in keyof typeof table]: string }
