import { both } from '../row.ts'
import type { Requirement } from './requirement.ts'

export const encoding: Requirement[] = [
  { id: 'V1.1.1', level: 2, topic: both('Decoded once, before it is checked', '検査前に一度だけデコードする'), tests: ['test/app/bad-input.test.ts', 'test/app/corpus-pages.test.ts'] },
  { id: 'V1.1.2', level: 2, topic: both('Escaped last, where it is read', '出力の直前にエスケープする'), tests: ['test/templates/render-html.test.ts', 'test/views/escape-literal.test.ts'] },
  { id: 'V1.2.1', level: 1, topic: both('Escaped for HTML, attributes and headers', 'HTML・属性・ヘッダーごとのエスケープ'), tests: ['test/templates/render-html.test.ts', 'test/app/corpus-doors.test.ts', 'test/app/corpus-words.test.ts'] },
  { id: 'V1.2.2', level: 1, topic: both('Addresses made from values', '値から作る URL'), tests: ['test/console/show-value.test.ts', 'test/app/generated-addresses.test.ts'] },
  { id: 'V1.2.3', level: 1, topic: both('No script or JSON from joined text', '文字列連結によるスクリプトや JSON を作らない'), tests: ['test/console/serve-console.test.ts', 'test/app/corpus-words.test.ts'] },
  { id: 'V1.2.4', level: 1, topic: both('Values never become queries', '値がクエリにならない'), tests: ['test/app/corpus-doors.test.ts', 'test/views/build-soql.test.ts', 'test/documents/search-documents.test.ts'] },
  { id: 'V1.2.5', level: 1, topic: both('Values never become commands', '値がコマンドにならない'), tests: ['test/app/corpus-words.test.ts'] },
  { id: 'V1.2.6', level: 2, topic: both('LDAP', 'LDAP'), none: both('No directory is asked.', 'ディレクトリへの問い合わせはない。') },
  { id: 'V1.2.7', level: 2, topic: both('XPath', 'XPath'), none: both('No XPath is evaluated.', 'XPath を評価しない。') },
  { id: 'V1.2.8', level: 2, topic: both('LaTeX', 'LaTeX'), none: both('Pages are printed by a browser, never by LaTeX.', '印刷はブラウザーで行い、LaTeX は使わない。') },
  { id: 'V1.2.9', level: 2, topic: both('Texts inside of regular expressions', '正規表現に入る文字列'), open: both('The two patterns that are put together take words of ours only; no test refuses a third.', '組み立てる 2 つの正規表現は固定の語だけを使うが、増えたときに止めるテストがない。') },
  { id: 'V1.3.1', level: 1, topic: both('Rich text is cleaned', 'リッチテキストの無害化'), tests: ['test/templates/render-html.test.ts', 'test/app/corpus.test.ts'] },
  { id: 'V1.3.2', level: 1, topic: both('No code is made from text', '文字列からコードを作らない'), tests: ['test/mappings/evaluate-fields.test.ts', 'test/app/corpus-words.test.ts'] },
  { id: 'V1.3.3', level: 2, topic: both('Cut and cleaned before dangerous places', '危険な箇所に渡す前の整形と長さ制限'), tests: ['test/documents/name-file.test.ts', 'test/definitions/say-misfit.test.ts', 'test/io/mail.test.ts'] },
  { id: 'V1.3.4', level: 2, topic: both('SVG without scripts', 'スクリプトのない SVG'), tests: ['test/templates/sniff-asset.test.ts', 'test/templates/check-template.test.ts'] },
  { id: 'V1.3.5', level: 2, topic: both('Templates and styles are restricted', 'テンプレートと CSS の制限'), tests: ['test/templates/check-template.test.ts', 'test/app/hostile-templates.test.ts', 'test/app/corpus-pages.test.ts'] },
  { id: 'V1.3.6', level: 2, topic: both('No request to places inside', '内部宛てのリクエストを出さない'), tests: ['test/io/outside-fetch.test.ts', 'test/app/generated-addresses.test.ts', 'test/app/hostile-templates.test.ts'] },
  { id: 'V1.3.7', level: 2, topic: both('Values never become templates', '値がテンプレートにならない'), tests: ['test/templates/render-html.test.ts', 'test/app/corpus-doors.test.ts'] },
  { id: 'V1.3.8', level: 2, topic: both('JNDI', 'JNDI'), none: both('No Java runs in the service.', 'サービスで Java は動かない。') },
  { id: 'V1.3.9', level: 2, topic: both('Memcache', 'memcache'), none: both('There is no memcache.', 'memcache を使わない。') },
  { id: 'V1.3.10', level: 2, topic: both('Patterns with gaps', '書式文字列'), tests: ['test/documents/name-file.test.ts'] },
  { id: 'V1.3.11', level: 2, topic: both('One mail stays one mail', 'メールへの注入'), tests: ['test/io/mail.test.ts', 'test/app/corpus-words.test.ts'] },
  { id: 'V1.4.1', level: 2, topic: both('Memory without overflows', 'メモリーの安全性'), none: both('Our code is TypeScript: it has neither pointers nor memory of its own.', '自作部分は TypeScript で、ポインターや手動のメモリー操作がない。') },
  { id: 'V1.4.2', level: 2, topic: both('Numbers keep their value', '数値の桁あふれ'), tests: ['test/mappings/decimals.test.ts', 'test/mappings/taxes.test.ts', 'test/app/bad-input.test.ts'] },
  { id: 'V1.4.3', level: 2, topic: both('What was taken is given back', '資源の解放'), tests: ['test/io/renderer.test.ts', 'test/io/subprocess.test.ts'] },
  { id: 'V1.5.1', level: 1, topic: both('XML without entities from outside', '外部実体を読まない XML'), tests: ['test/app/bad-input.test.ts', 'test/app/corpus-pages.test.ts'] },
  { id: 'V1.5.2', level: 2, topic: both('JSON becomes plain data only', 'JSON は単なるデータになる'), tests: ['test/app/corpus-doors.test.ts', 'test/app/bad-input.test.ts', 'test/definitions/check-body.test.ts'] }
]
