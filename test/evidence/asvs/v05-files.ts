import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const files: Requirement[] = [
  { id: 'V5.1.1', level: 2, topic: both('Documented kinds and sizes', '種類と大きさの文書化'), open: both('The API names the kinds of images; their size stands in the code and in errors only.', 'API に画像の種類はあるが、大きさはコードとエラーのみ。') },
  { id: 'V5.2.1', level: 1, topic: both('Files that are too large', '大きすぎるファイル'), tests: ['test/templates/sniff-asset.test.ts', 'test/app/bad-input.test.ts'] },
  { id: 'V5.2.2', level: 1, topic: both('Bytes are what they claim', '中身と種類の一致'), open: both('The bytes decide what an image is; the ending of its name is not compared.', '種類はバイト列で判定するが、拡張子との照合がない。') },
  { id: 'V5.2.3', level: 2, topic: both('Nothing is unpacked', '圧縮ファイルを展開しない'), tests: ['test/app/corpus-words.test.ts'] },
  { id: 'V5.3.1', level: 1, topic: both('Kept files are never run', '保管ファイルを実行しない'), none: both('There is no public folder: files are sealed bytes, given out by code.', '公開フォルダーがなく、ファイルは暗号化してコード経由で渡す。') },
  { id: 'V5.3.2', level: 1, topic: both('Paths are made by us', 'パスは内部で生成'), tests: ['test/inventory/elsewhere.test.ts', 'test/app/corpus-pages.test.ts'] },
  { id: 'V5.4.1', level: 2, topic: both('Names of downloads', 'ダウンロード名'), tests: ['test/documents/list-files.test.ts', 'test/documents/name-file.test.ts'] },
  { id: 'V5.4.2', level: 2, topic: both('Names encoded in headers', 'ヘッダー内の名前の符号化'), tests: ['test/documents/list-files.test.ts', 'test/app/corpus-words.test.ts'] },
  { id: 'V5.4.3', level: 2, topic: both('Scan for viruses', 'ウイルス検査'), open: both('Files of the org are passed on as they are, unscanned.', '組織のファイルは検査せずそのまま渡す。') }
]
