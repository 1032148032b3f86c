/**
 * The sentences of errors.ts in Japanese, by code. `{0}`, `{1}` … are what stands in the English sentence's gaps, in that order.
 * What has no sentence here is for the terminal of an operator and stays English.
 */
export const japanese: Readonly<Record<string, string>> = {
  CHOHYO_BACKUP_UNREADABLE: 'このファイルは復元できません({0})。別のバックアップを使用してください。',
  CHOHYO_BACKUP_NOT_EMPTY: 'この環境にはすでに組織が登録されています。空のデータベースと、同じルート鍵を置いた空の DATA_DIR に復元してください。',
  CHOHYO_ROOT_KEY_UNAVAILABLE: '鍵サービスが応答しないか拒否したため({0})、暗号化されたデータを読めません。数分後にもう一度お試しください。続く場合は ROOT_KEY、鍵のポリシー、ネットワークを確認してください。',
  CHOHYO_KEYS_DESTROYED: 'この組織の鍵は、組織自身の依頼により破棄されました。保存されていた情報は読み取れません。残っているデータの扱いは運用担当者にお問い合わせください。',
  CHOHYO_FILE_MISSING: 'この文書の保存データが失われたか壊れています。システム管理者にファイル保管先の確認を依頼してください。',

  CHOHYO_GLYPH_MISSING: '{0} を表示できるフォントがありません。文字を置き換えるか、テンプレートで未収録文字を許可してください。',
  CHOHYO_RENDER_TIMEOUT: '{0} 秒を超えたため印刷を中止しました。文書を小さくするか、スタイルを簡潔にしてください。',
  CHOHYO_RENDER_FAILED: '印刷エンジン (Chrome) がこの文書を印刷できませんでした({0})。用紙サイズ、余白、スタイルを確認してください。',
  CHOHYO_RENDER_TOO_LARGE: '文書が大きすぎて印刷できません: {0}(上限 {1})。分割するか、小さくしてください。',
  CHOHYO_ASSET_MISSING: 'テンプレートが参照する {0} は、登録された画像の中にないか、読み取れません。追加するか、参照を修正してください。',
  CHOHYO_CHROME_UNAVAILABLE: '印刷エンジン (Chrome) を起動できません。しばらくしてからもう一度お試しください。',
  CHOHYO_CHROME_CRASHED: '印刷中に印刷エンジン (Chrome) が停止しました。再起動済みですので、もう一度お試しください。',

  CHOHYO_SALESFORCE_LOGIN_REFUSED: 'Salesforce が {0} のログインを拒否しました({1})。Salesforce 管理者に Chohyo アプリの権限を確認してください。',
  CHOHYO_SALESFORCE_SESSION_REFUSED: '再ログイン直後の {0} のセッションが Salesforce に拒否されました。IP 制限、セッションレベル、API の有効化など、Chohyo アプリのポリシーを Salesforce 管理者に確認してください。',
  CHOHYO_SALESFORCE_SESSION_EXPIRED: 'Salesforce のセッションが切れました。もう一度お試しください。',
  CHOHYO_SALESFORCE_ELSEWHERE: 'Salesforce が {0} を案内しましたが、このテナントは {1} に属しています。何も送信していません。テナント設定の組織の URL を修正してください。',
  CHOHYO_SALESFORCE_UNREACHABLE: 'Salesforce に接続できません({0})。数分後にもう一度お試しください。続く場合は組織の URL とネットワークを確認してください。',
  CHOHYO_SALESFORCE_UNAVAILABLE: 'Salesforce が現在利用できません({0})。数分後にもう一度お試しください。',
  CHOHYO_SALESFORCE_TIMED_OUT: 'Salesforce が {0} 秒以内に応答を終えませんでした。もう一度お試しください。続く場合は、ビューで読み取るレコードや項目を減らしてください。',
  CHOHYO_SALESFORCE_BUSY: '組織で同時に実行中のリクエストが多すぎます。1 分ほどしてからもう一度お試しください。',
  CHOHYO_SALESFORCE_LIMIT_REACHED: '組織の 24 時間あたりの API リクエスト数の上限に達しました。時間をおくか、Salesforce 管理者に追加を依頼してください。',
  CHOHYO_SALESFORCE_ROW_LOCKED: 'このレコードは Salesforce で他の処理が更新中です。もう一度お試しください。',
  CHOHYO_SALESFORCE_REFUSED: 'Salesforce がリクエストを拒否しました: {0}: {1}',
  CHOHYO_SALESFORCE_DUPLICATE: 'このファイルは同じキーで既に Salesforce に保存されています。二重には保存していません。',
  CHOHYO_SALESFORCE_TRUNCATED: 'Salesforce は {1} の {0} 行を予告しましたが、届いたのは {2} 行でした。不完全なデータからは文書を作成しません。もう一度お試しください。',
  CHOHYO_SALESFORCE_REPLY_LOST: 'Salesforce はファイルを受け取りましたが応答が届かず、保存されたか不明です。再送の前に必ず確認します。',
  CHOHYO_RECORD_ID_INVALID: '{0} は Salesforce のレコード ID ではありません。ID は 15 桁または 18 桁の英数字です。',
  CHOHYO_RECORD_NOT_FOUND: '{0} {1} が見つかりません。削除されたか、共有されていないか、ビューの条件に合っていない可能性があります。',
  CHOHYO_OBJECT_NOT_FOUND: 'オブジェクト {0} はこの組織に存在しないか、参照権限がありません。オブジェクトの一覧から選んでください。',

  CHOHYO_VIEW_INVALID: 'ビュー {0} は使用できません: {1}。',
  CHOHYO_FILTER_INVALID: '条件が正しくありません: {0}。',
  CHOHYO_FIELD_UNREADABLE: '項目 {0} の参照権限がないか、項目が存在しません(ビュー {1}、列 {2})。Salesforce 管理者に参照権限を依頼するか、パスを修正するか、列に既定値を設定してください。',
  CHOHYO_PLAN_IMPOSSIBLE: 'ビュー {0} は Salesforce の制限内では読み取れません: {1}。',
  CHOHYO_RECORDS_CHANGED: '読み取り中に {0} のレコードが変更されました。もう一度お試しください。',

  CHOHYO_OUTSIDE_REFUSED: 'この宛先には接続できません({0})。公開されている https の宛先を指定するか、運用担当者にネットワークの許可を依頼してください。',
  CHOHYO_OUTSIDE_FAILED: '{0} への接続が完了しませんでした({1})。宛先を確認して、もう一度お試しください。',
  CHOHYO_DELIVERY_REFUSED: '{0} が配送を拒否しました: {1}。サービスまたはエンベロープの設定を直して、もう一度実行してください。',
  CHOHYO_DELIVERY_FAILED: '{0} に接続できないか、途中で切断されました({1})。自動的に再試行します(二重に配送されることはありません)。',
  CHOHYO_DELIVERY_UNKNOWN: 'すべて送信したあとに {0} との接続が切れたため({1})、配送されたか確認できません。自動では再送しません。受け取り側に確認し、再送するか、配送済みにしてください。',
  CHOHYO_SECRET_MISSING: 'サービス {0} に必要な {1} がまだ登録されていません。サービスの設定で登録してください。',
  CHOHYO_CONNECTOR_UNKNOWN: '{0} という種類のサービスはありません。次から選んでください: {1}。',
  CHOHYO_CHAIN_UNREADABLE: '{0} を読み取れません({1})。GET /v1/histories/export で取得したファイルを指定してください。',
  CHOHYO_CHAIN_BROKEN: '履歴の {0} 行目が記録時と異なります: {1}。',

  CHOHYO_UNAUTHENTICATED: '呼び出し元を確認できません。有効な API キー、またはこのメソッド・パス・本文に対して組織が署名したトークンを送ってください。',
  CHOHYO_SIGN_IN_REFUSED: 'ユーザーまたはパスワードが正しくありません。修正してもう一度お試しいただくか、テナントの管理者に新しいパスワードを依頼してください。',
  CHOHYO_SESSION_ENDED: 'サインインの有効期限が切れました(操作がないまま 8 時間、または最長 24 時間)。もう一度サインインしてください。',
  CHOHYO_CROSS_SITE: '別のサイトのページからの要求のため、サインイン中のユーザーとしては実行しません。このサービスのページか API キーを使ってください。',
  CHOHYO_DEMO_ELSEWHERE: 'パスワードなしでデモに入れるのは、サービスを動かしているコンピューターのブラウザーで http://localhost を開いた場合だけです。起動時に表示されたユーザーとパスワードを使ってください。',
  CHOHYO_SECOND_FACTOR_MISSING: '二要素認証が完了していません。サインイン画面で確認コードなどを入力するか、二要素認証を設定してください。',
  CHOHYO_SECOND_FACTOR_REFUSED: '確認コードまたはパスキーを確認できませんでした。コードは 1 回限り、約 1 分間有効です。次のコードを待つか、リカバリーコードを使ってください。',
  CHOHYO_SECOND_FACTOR_NEEDED: 'これは最後の二要素認証で、テナントの設定により必須です。別の手段を設定してから削除してください。',
  CHOHYO_FACTOR_NOT_BEGUN: '認証アプリの設定が開始されていないか、設定済みです。最初からやり直すか、設定済みのものを先に削除してください。',
  CHOHYO_PASSKEY_INVALID: 'パスキーを登録できませんでした。デバイスの応答がこのサイトまたは今回の要求と一致しないか、PIN・指紋・顔による本人確認がありません。最初からやり直してください。',
  CHOHYO_PASSKEY_UNKNOWN: 'この ID のパスキーはありません。一覧を確認してください。',
  CHOHYO_PASSWORD_TOO_WEAK: 'このパスワードは使えません: {0}。別のものにしてください(複数の単語を並べると覚えやすくなります)。',
  CHOHYO_PASSWORD_WRONG: '現在のパスワードが正しくありません。修正するか、管理者に再設定用リンクを依頼してください。',
  CHOHYO_INVITE_UNUSABLE: 'このリンクは使用済みか、取り消されたか、有効期限が切れています。テナントの管理者に新しいリンクを依頼してください。',
  CHOHYO_INVITE_UNKNOWN: 'この ID の有効な招待はありません。一覧を確認してください。',
  CHOHYO_LOGIN_TAKEN: 'このログイン名は、既存のアカウントまたは招待で使われています。別のログイン名にするか、既存のものを変更してください。',
  CHOHYO_USER_UNKNOWN: 'この ID のアカウントはありません。ユーザーの一覧を確認してください。',
  CHOHYO_LAST_ADMIN: 'テナントで最後の有効な管理者のため、停止や権限の変更はできません。先に別の管理者を設定してください。',
  CHOHYO_SESSION_UNKNOWN: 'この ID のセッションはありません。一覧を確認してください。',
  CHOHYO_ACCOUNT_NEEDED: 'コンソールのアカウントに関する操作です。コンソールにサインインしてください。',
  CHOHYO_API_KEY_UNKNOWN: 'この ID の有効な API キーはありません。一覧を確認してください。',
  CHOHYO_SCOPE_MISSING: 'この API キーには権限範囲 {0} がないため、この操作には使えません。必要な範囲を持つキーを管理者に依頼してください。',
  CHOHYO_SSO_UNKNOWN: 'この組織ではシングルサインオンが設定されていません。ユーザー名とパスワードでサインインするか、テナントの管理者に設定を依頼してください。',
  CHOHYO_SSO_UNAVAILABLE: 'シングルサインオンのプロバイダーから正しい応答がありません。しばらくしてからお試しください。管理者は設定のアドレスをご確認ください。',
  CHOHYO_SSO_REFUSED: 'シングルサインオンに失敗しました。時間がかかりすぎたか、別のブラウザーで開始されたか、この方のアカウントがありません。最初からやり直すか、テナントの管理者にお問い合わせください。',
  CHOHYO_SSO_REQUIRED: 'このテナントではシングルサインオンでのみサインインできます。そちらをご利用ください。',
  CHOHYO_MAIL_UNAVAILABLE: 'この環境ではメールを送信できません。パスワード再設定用のリンクをテナントの管理者に依頼してください。',
  CHOHYO_MAIL_INVALID: 'メールを送信できません: {0} に使えない文字が含まれています。修正してください。',
  CHOHYO_ROLE_MISSING: 'この操作には {0} のロールが必要です。テナントの管理者に依頼してください。',
  CHOHYO_TENANT_UNKNOWN: 'この組織は登録されていないか、利用が終了しています。システム管理者にお問い合わせください。',
  CHOHYO_TENANT_INVALID: '組織を登録できません: {0}。',
  CHOHYO_TENANT_LEAVING: 'この組織の利用は終了手続き中です。参照はできますが、作成や変更はできません。鍵が破棄されるまでは、管理者が手続きを取り消せます。',
  CHOHYO_CERTIFICATE_REFUSED: '証明書を登録できません: {0}。',
  CHOHYO_CERTIFICATE_UNKNOWN: 'この拇印の証明書は登録されていません。一覧を確認してください。',
  CHOHYO_CERTIFICATE_NEEDED: '署名実績のある最後の証明書のため、削除できません。新しい証明書を登録し、組織がそれで署名したことを確認してから削除してください。',
  CHOHYO_CONNECTION_REFUSED: '{0} でのテストログインに失敗しました: {1}',
  CHOHYO_FRESH_SIGN_IN_NEEDED: 'この操作の前に、10 分以内のサインインまたは本人確認が必要です。パスワードなどで本人確認をしてから、もう一度実行してください。',
  CHOHYO_OFFBOARDING_NOT_MEANT: '組織名が一致しないため、何も開始していません。GET /v1/tenant に表示される名前を正確に入力してください。',
  CHOHYO_OFFBOARDING_RUNS_GOING: '完了していない実行があります: {0} 件。完了を待つか、"runs": "cancel" を指定してください。',
  CHOHYO_OFFBOARDING_ELSEWHERE: '利用終了の手続きは、この操作の段階にありません。GET /v1/tenant/offboarding で状態を確認してください。',
  CHOHYO_SECOND_ADMIN_NEEDED: '利用終了を申請した本人は承認できません。別の管理者が承認してください。ほかに管理者がいない場合は 24 時間後に自動で始まります。',
  CHOHYO_ARCHIVE_NOT_PROVEN: 'アーカイブの SHA-256 と一致しません。ダウンロードして SHA-256 を計算し、その値を送ってください。',
  CHOHYO_ARCHIVE_CHANGED: 'アーカイブの内容が確定時と異なります。利用終了の手続きを取り消し、もう一度申請してください。',
  CHOHYO_DESTRUCTION_NOT_MEANT: '組織の ID と一致しないため、何も開始していません。GET /v1/tenant に表示される 18 文字を入力してください。',
  CHOHYO_DESTRUCTION_ELSEWHERE: '鍵の破棄は、この操作の段階にありません。GET /v1/tenant/keys で状態を確認してください。',
  CHOHYO_OTHER_ADMIN_NEEDED: '鍵の破棄には管理者が 2 名必要です。申請した本人は承認できません。別の管理者が承認してください。',
  CHOHYO_DOCUMENTS_HELD: '保全中の文書が {0} 件あるため、鍵を破棄できません。先に保全を解除してください。',
  CHOHYO_TAKEOVER_NEEDED: '{0} まで法令により保存が必要な文書、または保全中の文書があります。自社でアーカイブを保存する場合は "takeover": true を指定し、そうでなければ取り消してください。',
  CHOHYO_ERASURE_UNKNOWN: 'この組織とトークンに対応する消去証明書はありません。引き渡し時に表示されたトークンを Bearer トークンとして送ってください。',

  CHOHYO_REQUEST_INVALID: 'リクエストが正しくありません: {0}。修正して再送してください。',
  CHOHYO_REQUEST_UNREADABLE: 'リクエストの本文を読み取れません: {0}。UTF-8 の JSON にして再送してください。',
  CHOHYO_MEDIA_TYPE_REFUSED: 'この種類の本文は受け付けません。JSON は application/json、画像などのデータは application/octet-stream として送ってください。',
  CHOHYO_REQUEST_TOO_LARGE: 'リクエストの本文が {0} を超えています。小さくして再送してください。',
  CHOHYO_URL_UNREADABLE: 'リクエストの URL を読み取れません: % の後が UTF-8 ではありません。修正して再送してください。',
  CHOHYO_URL_TOO_LONG: 'リクエストの URL が長すぎます。名前や ID は 200 文字以内です。修正して再送してください。',
  CHOHYO_REQUEST_BROKEN: 'HTTP のリクエストではないか、ヘッダーが大きすぎます。修正して再送してください。',
  CHOHYO_REQUEST_LATE: 'リクエストが時間内に届きませんでした。もう一度送ってください。',
  CHOHYO_SERVICE_BUSY: 'サービスが大変混み合っています。数秒後にもう一度お試しください。',
  CHOHYO_METHOD_UNKNOWN: '{0} では {1} は使えません。使えるのは {2} です。一覧は /docs にあります。',
  CHOHYO_ROUTE_UNKNOWN: '{0} {1} という API はありません。一覧は /docs にあります。',
  CHOHYO_TOO_MANY_REQUESTS: 'リクエストが多すぎます。{0} 後にもう一度お試しください。',
  CHOHYO_UNEXPECTED: '予期しない問題が発生しました。もう一度お試しください。続く場合は、リクエスト ID をシステム管理者にお知らせください。',

  CHOHYO_DEFINITION_INVALID: '{0}として保存できません: {1}。',
  CHOHYO_DEFINITION_UNKNOWN: '{0}に {1} という名前の定義はありません。一覧から選ぶか、新しく作成してください。',
  CHOHYO_NOT_PUBLISHED: '{0}の {1} は、そのバージョンが公開されていません。先に公開してください。',

  CHOHYO_TEXT_INVALID: '差し込みのある文字列を作成できません: {0}。修正してもう一度お試しください。',
  CHOHYO_SCHEDULE_INVALID: 'このスケジュールは使用できません: {0}。修正してもう一度お試しください。',

  CHOHYO_IDEMPOTENCY_KEY_REUSED: 'この Idempotency-Key は別のリクエストで使用済みです。新しい文書ごとに新しいキーを使ってください。',
  CHOHYO_DOCUMENT_UNKNOWN: 'この文書は存在しないか、参照する権限がありません。',
  CHOHYO_DOCUMENT_WITHDRAWN: 'この文書は削除(取消)されています。閲覧が必要な場合は、テナントの管理者か監査担当者に依頼してください。',
  CHOHYO_DOCUMENT_CORRECTED: 'この文書は既に訂正されています({0})。最新のバージョンを訂正してください。',
  CHOHYO_DOCUMENT_HELD: 'この文書は保全中のため削除できません。先に管理者に保全の解除を依頼してください。',
  CHOHYO_DOCUMENT_NOT_HELD: 'この文書は保全されていません。解除するものはありません。',
  CHOHYO_CORRECTION_IMPOSSIBLE: 'この文書は複数のレコードから作成されたか、元のレコードがないため、単独では訂正できません。個別の文書を訂正してから、もう一度結合してください。',
  CHOHYO_FILE_UNKNOWN: 'このファイルは Salesforce に存在しないか、共有されていません。',
  CHOHYO_FILE_TOO_LARGE: 'ファイルが {0} MiB を超えているため、ここには表示できません。Salesforce で開いてください。',
  CHOHYO_DOCUMENT_NOT_READY: '文書はまだ完成していません。先に状態を確認してください。',
  CHOHYO_PAGE_UNKNOWN: 'この文書は {0} ページです。{1} ページ目はありません。存在するページを指定してください。',
  CHOHYO_PAGES_NOT_DRAWN: 'この文書のページを画像として表示できません: {0}。PDF をダウンロードしてご覧ください。',
  CHOHYO_FILE_NAME_UNUSABLE: '{0} からファイル名を作成できません: {1}。マッピングの出力設定のファイル名を修正してください。',
  CHOHYO_LEASE_LOST: 'この文書({0})は別の処理が担当しています。',
  CHOHYO_PARCEL_QUARANTINED: '{0} 回試みても完了しなかったため、文書の作成を保留しました。再試行の前にテンプレートとデータを確認してください。',
  CHOHYO_ATTACH_UNKNOWN: 'Salesforce にファイルが保存されたか、まだ確認できていません。再送の前にもう一度確認します。',
  CHOHYO_ATTACH_CONFLICT: 'Salesforce で、この文書のキーに別のファイル({0})が登録されています。上書きしていません。管理者に確認を依頼してください。',

  CHOHYO_RUN_UNKNOWN: 'この一括作成は存在しないか、参照する権限がありません。',
  CHOHYO_RUN_CANCELLED: 'この一括作成は中止されました。残りのレコードは、新しい一括作成で作成してください。',
  CHOHYO_RUN_TOO_LARGE: '対象のレコードが、一度に作成できる上限の {0} 件を超えています。条件を絞るか、件数の上限を指定してください。',
  CHOHYO_RUN_QUARANTINED: '{0} 回試みても完了しなかったため、この処理を保留しました。一括作成を再試行してください。続く場合はシステム管理者にお問い合わせください。',
  CHOHYO_LIST_UNKNOWN: '{0} に関連リスト {1} はないか、参照権限がありません。関連リストから選んでください。',
  CHOHYO_LIST_ELSEWHERE: '関連リスト {0} は {1} のレコードですが、マッピング {2} は {3} から文書を作成します。別の関連リストかマッピングを選んでください。',
  CHOHYO_MERGE_TOO_LARGE: '{0} 件目から {1} 件目までの文書は合計 {2} MB で、1 つの PDF に結合できる上限の {3} MB を超えています。個別のファイルとして作成してください。',
  CHOHYO_MERGE_FAILED: '文書を 1 つの PDF に結合できませんでした({0})。一括作成を再試行するか、個別のファイルとして作成してください。',
  CHOHYO_MERGE_OUTDATED: '結合中に一括作成の文書が変わりました。すべての文書が終わった後に、もう一度結合します。',

  CHOHYO_SUBPROCESS_LATE: '{0} 秒を超えたため計算を中止しました。',
  CHOHYO_SUBPROCESS_OUT_OF_MEMORY: '{0} MiB を超えるメモリが必要だったため計算を中止しました。',
  CHOHYO_SUBPROCESS_DIED: '計算中に処理が停止しました({0})。再起動済みですので、もう一度お試しください。',
  CHOHYO_SUBPROCESSES_CLOSED: 'サービスを停止しています。しばらくしてからもう一度お試しください。',

  CHOHYO_ASSET_REFUSED: '画像 {0} を登録できません: {1}。',
  CHOHYO_TEMPLATE_INVALID: 'テンプレートを使用できません: {0}。修正してもう一度お試しください。',
  CHOHYO_TEMPLATE_FIELD_MISSING: 'テンプレートの項目 {0}({1}、{2} 行目)がデータにありません。マッピングに追加するか、名前を修正してください。',
  CHOHYO_TEMPLATE_FIELD_UNPRINTABLE: '項目 {0}({1}、{2} 行目)は文字として印刷できない値です: {3}。マッピングかタグを修正してください。',
  CHOHYO_HTML_TOO_LARGE: '差し込み後のテンプレートが {0} を超えました。文書を分割するか、明細を減らしてください。',
  CHOHYO_TEMPLATE_FOLDER_INVALID: 'テンプレートのフォルダーを読み取れません: {0}: {1}。',

  CHOHYO_MAPPING_INVALID: 'マッピング {0} は使用できません: {1}。修正してもう一度お試しください。',
  CHOHYO_FORMULA_INVALID: '項目 {0}(マッピング {1})の数式を解釈できません: {2}({3} 文字目)。数式を修正してください。',
  CHOHYO_FORMULA_FAILED: '項目 {0}(マッピング {1})の数式が失敗しました: {2}。数式かデータを修正してください。',
  CHOHYO_FORMULA_GAVE_NOTHING: '項目 {0}(マッピング {1})の数式 {2} は値を返しませんでした。列名を修正するか、既定値を設定してください。',
  CHOHYO_FORMULA_TOO_SLOW: 'マッピング {0} の数式を {1} 秒で中止しました({2})。無限の再帰、大きな範囲、遅いパターンがないか確認してください。',
  CHOHYO_FORMULA_TOO_LARGE: 'マッピング {0} の数式を中止しました: {1}。作成するデータを減らしてください。',
  CHOHYO_LEDGER_VALUE_UNUSABLE: '検索項目 {0}(マッピング {1})の値を登録できません: {2}。output.ledger の数式かレコードを修正してください。検索項目のない文書は後から探せません。',

  CHOHYO_INCIDENT_UNKNOWN: 'このインシデントは存在しません。一覧を確認してください。',
  CHOHYO_INCIDENT_ORDER: 'この手順は実施済みか、インシデントが終了しています。状態を確認してください。',

  CHOHYO_CONSOLE_BROKEN: 'コンソールをビルドできませんでした: {0}。文書の作成と API には影響ありません。'
}

/** A piece of a sentence in both languages: English when it is taken as text, Japanese where the caller reads it (answer-problems.ts). */
export interface Both { en: string, ja: string, toString: () => string }

export function both (en: string, ja: string): Both {
  return { en, ja, toString: () => en }
}

/** What stands in a gap of a sentence, for a Japanese reader. */
export function inJapanese (arg: unknown): string {
  return typeof arg === 'object' && arg !== null && 'ja' in arg ? String(arg.ja) : String(arg)
}

/** The descriptions of fields that a caller may get wrong (in schemas they stand in English, for the reference). */
export const descriptions: Readonly<Record<string, string>> = {
  'letters, digits and underscore, at most 60': '半角の英数字とアンダースコア、60 文字以内、先頭は数字以外',
  'Salesforce record id, 15 or 18 characters': 'Salesforce のレコード ID、15 桁または 18 桁の英数字',
  'API name as in Salesforce': 'Salesforce の API 参照名',
  'path of a field, through at most five parents, as in Account.Owner.Name': '項目のパス、親は 5 段まで。例: Account.Owner.Name',
  'date literal of SOQL, as in TODAY or LAST_N_DAYS:30': 'SOQL の日付リテラル。例: TODAY、LAST_N_DAYS:30',
  'language tag, as in ja or en-US': '言語タグ。例: ja、en-US',
  'SHA-256 as the service gave it': 'サービスが返した SHA-256',
  'file name of letters, digits, dot, hyphen and underscore, at most 100': '半角の英数字、ドット、ハイフン、アンダースコアのファイル名、100 文字以内',
  millimetres: 'ミリメートル',
  'day, as in 2026-12-29': '日付。例: 2026-12-29',
  'time of day, as in 09:00': '時刻。例: 09:00',
  'instant, as in 2026-12-29T00:00:00Z': '日時。例: 2026-12-29T00:00:00Z',
  'cron expression of five fields, as in 0 9 * * 1-5': '5 項目の cron 式。例: 0 9 * * 1-5',
  'names of columns as a line of CSV, as in No,"Branch, city"': '列の名前を並べた CSV の 1 行。例: No,"Branch, city"',
  'IANA time zone': 'IANA タイムゾーン',
  'fingerprint of the host key, as ssh-keygen prints it: SHA256:…': 'ホスト鍵のフィンガープリント。ssh-keygen の表示形式。例: SHA256:…',
  'certificate, in PEM, that signed the one of the server when that is not publicly known': 'サーバー証明書を発行した認証局の証明書(PEM 形式)。公的な認証局でない場合に指定',
  'address of the queue, as in ipps://print.example.jp/printers/office': '印刷キューのアドレス。例: ipps://print.example.jp/printers/office',
  'user, without colon': 'ユーザー名、コロンは使用不可',
  'API name of a unique external id of at least 40 characters: then each delivery makes a record of its own; without it, a record is updated': '一意の外部 ID 項目(40 文字以上)の API 参照名。指定すると配送ごとにレコードを作成し、指定しないと既存のレコードを更新',
  'name of the bucket': 'バケット名',
  'region, such as ap-northeast-1': 'リージョン。例: ap-northeast-1',
  'address of a store that speaks like S3, beginning with https://; Amazon itself without': 'S3 互換ストレージのアドレス(https:// で始まる)。Amazon S3 では省略',
  'client id of the app': 'アプリのクライアント ID',
  'id of the enterprise or user': 'Enterprise ID またはユーザー ID(数字)',
  'id of the folder, as it stands in its address; 0 is the topmost': 'フォルダの ID。フォルダの URL に表示。最上位は 0',
  'id of the folder, as it stands in its address': 'フォルダの ID。フォルダの URL に表示',
  'id of the shared drive, when the folder is in one': '共有ドライブの ID。フォルダが共有ドライブにある場合に指定',
  'id or domain of the organisation in Microsoft Entra': 'Microsoft Entra のテナント ID またはドメイン',
  'address of the API; https://api.box.com unless it says otherwise': 'API のアドレス。省略時は https://api.box.com',
  'address for uploads; https://upload.box.com unless it says otherwise': 'アップロード先のアドレス。省略時は https://upload.box.com',
  'address of the API; https://www.googleapis.com unless it says otherwise': 'API のアドレス。省略時は https://www.googleapis.com',
  'address that gives tokens; https://oauth2.googleapis.com/token unless it says otherwise': 'トークンを取得するアドレス。省略時は https://oauth2.googleapis.com/token',
  'address of Microsoft Graph; https://graph.microsoft.com unless it says otherwise': 'Microsoft Graph のアドレス。省略時は https://graph.microsoft.com',
  'address that gives tokens; https://login.microsoftonline.com unless it says otherwise': 'トークンを取得するアドレス。省略時は https://login.microsoftonline.com',
  'printable ASCII, at most 200 characters; the same key and body give the same document or run again': '半角の英数字と記号、200 文字以内'
}

/** The kinds of definitions, as sentences name them. */
export const kinds = { views: both('views', 'ビュー'), templates: both('templates', 'テンプレート'), mappings: both('mappings', 'マッピング'), services: both('services', 'サービス'), envelopes: both('envelopes', 'エンベロープ'), works: both('works', 'ワーク') } as const

/** An error in Japanese, or in English where there is no Japanese sentence for it. */
export function sayInJapanese ({ code, message, args }: { code: string, message: string, args: string[] }): string {
  return japanese[code]?.replace(/\{(\d)\}/g, (_, place: string) => args[Number(place)] ?? '') ?? message
}

export type Language = 'en' | 'ja'

/** The language of a caller by `Accept-Language`, as far as we speak it: the first one named counts. */
export function languageOf (header: string | undefined): Language {
  return header?.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

/** A problem as it is on record, with its sentence in the caller's language. */
export function sayProblem<Told extends { code: string, message: string, args: string[] }> (problem: Told, language: Language): Told {
  return language === 'ja' ? { ...problem, message: sayInJapanese(problem) } : problem
}
