import { both, type Both } from '../errors-ja.ts'

/**
 * The inventory of data: everything an installation keeps, by table and column, stored object, entry of the queue and field of the log. Offboarding erases and
 * archives by it, docs/security/data-inventory.md is printed from it, and test/inventory/ holds it against a living service.
 *
 * To add a table: one entry in inventory-tables.ts, above the tables it refers to (rows are erased from top to bottom). To add a column: one line in its
 * table: its name after `class protection:`. Then: node test/inventory/print-inventory.ts
 */

/** What it is: of a person (names, addresses), of a record (what Salesforce gave and what customers wrote), secret, derived from those, or of the machine alone. */
export type DataClass = 'person' | 'record' | 'secret' | 'derived' | 'machine'

/** `sealed`: with the tenant's own keys, or for two secrets the root key; `hashed`: nobody gets it back. */
export type Protection = 'plain' | 'sealed' | 'hashed'

/** ` moving`: changes without anybody changing anything, so it is no part of an archive. */
export type Column = `${DataClass} ${Protection}${'' | ' moving'}`

/** `rows`: deleted at the end of the service. `reduced`: the row stays with the id and what proves the erasure. `keys`: the keys are destroyed before. */
export type Erasure = 'rows' | 'reduced' | 'keys' | 'installation'

/** Who sees it. */
export const SHOWN = {
  own: both('users their own, admins and auditors all', '利用者は自分の分、管理者と監査役は全部'),
  tenant: both('users of the tenant', 'テナントの利用者'),
  admin: both('admins and auditors of the tenant', 'テナントの管理者と監査役'),
  self: both('the person alone', '本人のみ'),
  nobody: both('nobody', 'なし')
} satisfies Record<string, Both>

/** How long it is kept. */
export const KEPT = {
  service: both('until the end of the service', '利用終了まで'),
  retention: both('as the tenant decides: 7 years unless told otherwise, longer while held', 'テナントの設定による(既定 7 年、保全中はその間)'),
  short: both('minutes to days, then swept out', '数分から数日で自動削除'),
  use: both('until it expires, is revoked or exchanged', '失効・取り消し・更新まで'),
  ever: both('for good: it proves the erasure', '永続(消去の証明のため)')
} satisfies Record<string, Both>

/** What a person's wish to be erased means for it. */
export const SUBJECT = {
  none: both('nothing of persons', '個人に関する情報なし'),
  account: both('goes with the closed account', 'アカウントの削除で消える'),
  law: both('kept while the law demands it; the person is told so', '法定の保存期間中は保持し、本人に説明する'),
  trail: both('stays: who did what must be provable; it names the user name only', '操作の証跡として残る(ユーザー名のみ)'),
  content: both('erased with the document or definition it stands in', '該当する文書・定義とともに消去'),
  short: both('gone by itself', '自動的に消える')
} satisfies Record<string, Both>

export interface Rules {
  erasure: Erasure
  shown: keyof typeof SHOWN
  kept: keyof typeof KEPT
  subject: keyof typeof SUBJECT
  /** a part of the archive that is handed over */
  archive?: true
  /** the primary key after `tenant_id`, where it is not `id`; joined by `/` it is the row of a place (`Place.row`), of a table without one the id of the tenant */
  key?: string[]
  /** the row of a place of one column, where it is another one */
  places?: Record<string, (row: Record<string, unknown>) => string>
  /** why something stands in it unsealed */
  note?: Both
}

export interface InventoryTable extends Rules { what: Both, columns: Record<string, Column> }

/** `columns`: a line for each kind, `class protection: names`. */
export function table (what: Both, rules: Rules, columns: string): InventoryTable {
  const kinds = columns.trim().split('\n').map((line) => line.trim().split(': ') as [Column, string])
  return { ...rules, what, columns: Object.fromEntries(kinds.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind]))) }
}

export interface InventoryItem {
  what: Both
  class: DataClass
  protection: Protection
  erasure: Both
}
