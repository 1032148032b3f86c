/** The first thing people read in an archive. */
export const ARCHIVE_README = `Chohyo: archive of one Salesforce org / アーカイブ

日本語
------
このアーカイブには、利用終了の時点でこの組織について保管していたものがすべて入っています。
  documents/            作成した文書(ファイル)。フォルダー名は文書の ID です
  tables/*.jsonl        台帳・定義・利用者・設定など(1 行 1 件の JSON、UTF-8)
  assets/               テンプレートの画像
  histories/chain.jsonl 履歴の全チェーン。各行は前の行のハッシュを含みます
  histories/anchors.jsonl, histories/public-key.pem   履歴の署名と、その検証に使う公開鍵
  index.json            すべてのファイルの大きさと SHA-256
パスワード・鍵・トークンは含みません。
検証: chohyo histories verify histories/chain.jsonl --anchors histories/anchors.jsonl --key histories/public-key.pem
電子帳簿保存法の保存期間が残る文書は、このアーカイブで保存を続けてください。取引年月日・金額・取引先は tables/document.jsonl にあります。

English
-------
Everything that was kept of this org when its service ended.
  documents/            the documents (files); each folder is named by the id of its document
  tables/*.jsonl        ledger, definitions, users, settings and more (one JSON object a line, UTF-8)
  assets/               images of templates
  histories/chain.jsonl the whole chain of histories; every line holds the hash of the line before
  histories/anchors.jsonl, histories/public-key.pem   signed heads of the chain, and the key to check them with
  index.json            size and SHA-256 of every file
It holds no passwords, keys or tokens.
To check it: chohyo histories verify histories/chain.jsonl --anchors histories/anchors.jsonl --key histories/public-key.pem
Documents that the law still wants kept are to be kept in this archive. Day, amount and counterparty of each stand in tables/document.jsonl.
`
