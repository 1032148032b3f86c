import type { Both } from '../../server/errors-ja.ts'
import { INVENTORY_FOLDER, INVENTORY_LOG, INVENTORY_OBJECTS, INVENTORY_QUEUE } from '../../server/tenants/inventory-elsewhere.ts'
import { KEPT, SHOWN, SUBJECT, type InventoryItem } from '../../server/tenants/inventory-schema.ts'
import { INVENTORY_TABLES } from '../../server/tenants/inventory-tables.ts'

export const PAGE = 'docs/security/data-inventory.md'

const CLASSES = { person: '個人 person', record: '業務データ record', secret: '秘密 secret', derived: '派生 derived', machine: '機械 machine' }
const PROTECTIONS = { plain: '平文 plain', sealed: '暗号化 sealed', hashed: 'ハッシュ hashed' }
const ERASURES = { rows: '行を削除 / rows are deleted', reduced: 'ID と証明のみ残す / reduced to id and certificate', keys: '鍵を破棄 / destroyed first', installation: 'テナントに属さない / the installation’s' }

/** The inventory as a page for people. */
export function writePage (): string {
  return [
    '# データ目録 / Data inventory',
    '',
    'Printed from `server/tenants/inventory-*.ts` by `node test/inventory/print-inventory.ts`; a test holds it against the living database, file store, queue and log.',
    '',
    '`server/tenants/inventory-*.ts` から出力しています。稼働中のデータベース・ファイル・キュー・ログと一致することをテストで確認しています。',
    '',
    '## テーブル / Tables',
    '',
    'In the order in which rows are erased at the end of a service. / 利用終了時に消去する順です。',
    '',
    ...Object.entries(INVENTORY_TABLES).flatMap(([name, table]) => [
      `### ${name}`,
      '',
      `${say(table.what)}`,
      '',
      `- 参照 / Shown to: ${say(SHOWN[table.shown])}`,
      `- 保存 / Kept: ${say(KEPT[table.kept])}`,
      `- 利用終了時 / At the end of the service: ${ERASURES[table.erasure]}`,
      `- 本人の消去請求 / A person’s wish to be erased: ${say(SUBJECT[table.subject])}`,
      `- アーカイブ / Archive: ${table.archive || name === 'history' ? '含む / part of it' : '含まない / no part of it'}`,
      ...table.note ? [`- 補足 / Note: ${say(table.note)}`] : [],
      '',
      '| 分類 / Class | 保護 / Protection | 列 / Columns |',
      '|---|---|---|',
      ...groups(table.columns).map(([kind, columns]) => `| ${kind} | ${columns.map((column) => `\`${column}\``).join(' ')} |`),
      ''
    ]),
    ...section('保管オブジェクト / Stored objects', INVENTORY_OBJECTS),
    ...section('キュー / Queue', INVENTORY_QUEUE),
    ...section('ログ / Log', INVENTORY_LOG),
    ...section('フォルダー / Folder of the installation', INVENTORY_FOLDER)
  ].join('\n')
}

function say ({ ja, en }: Both): string {
  return `${ja} / ${en}`
}

function groups (columns: Record<string, string>): Array<[string, string[]]> {
  const kinds = new Map<string, string[]>()
  for (const [column, kind] of Object.entries(columns)) {
    const [type = '', how = ''] = kind.split(' ')
    const name = `${CLASSES[type as keyof typeof CLASSES]} | ${PROTECTIONS[how as keyof typeof PROTECTIONS]}`
    kinds.set(name, [...kinds.get(name) ?? [], column])
  }
  return [...kinds]
}

function section (title: string, items: Readonly<Record<string, InventoryItem>>): string[] {
  const rows = Object.entries(items).map(([name, item]) => `| \`${name}\` | ${say(item.what)} | ${CLASSES[item.class]} | ${PROTECTIONS[item.protection]} | ${say(item.erasure)} |`)
  return [`## ${title}`, '', '| 名前 / Name | 内容 / What | 分類 / Class | 保護 / Protection | 消去 / Erasure |', '|---|---|---|---|---|', ...rows, '']
}
