import { sql } from 'kysely'
import type { Place } from '../io/secrets.ts'
import { isObject } from './get-settings.ts'
import type { InventoryTable } from './inventory-schema.ts'
import type { Tenant } from './open-tenant.ts'
import { openText } from './seal-text.ts'

const PAGE = 500

/** A table's rows as lines of JSON, in the order of its key: sealed values opened; secrets, hashes of bytes, and what changes by itself left out. */
export async function * archiveRows (tenant: Tenant, name: string, table: InventoryTable): AsyncGenerator<string> {
  const key = table.key ?? ['id']
  const columns = Object.entries(table.columns).filter(([, column]) => !column.startsWith('secret') && !column.endsWith(' moving')).map(([column]) => column)
  for (let after: unknown[] | null = null; ;) {
    const rows: Array<Record<string, unknown>> = await readPage(tenant, { name, columns, key, after })
    for (const row of rows) yield `${JSON.stringify(await openRow(tenant, { name, table, key, row }))}\n`
    if (rows.length < PAGE || key.length === 0) return
    after = key.map((column) => rows.at(-1)?.[column])
  }
}

async function readPage (tenant: Tenant, { name, columns, key, after }: { name: string, columns: string[], key: string[], after: unknown[] | null }): Promise<Array<Record<string, unknown>>> {
  const list = (names: string[]) => sql.join(names.map((column) => sql.ref(column)))
  const beyond = after === null || key.length === 0 ? sql`` : sql`where (${list(key)}) > (${sql.join(after)})`
  const order = key.length === 0 ? sql`` : sql`order by ${list(key)} limit ${PAGE}`
  const { rows } = await tenant.db((trx) => sql<Record<string, unknown>>`select ${list(columns)} from ${sql.table(name)} ${beyond} ${order}`.execute(trx))
  return rows
}

async function openRow (tenant: Tenant, { name, table, key, row }: { name: string, table: InventoryTable, key: string[], row: Record<string, unknown> }): Promise<Record<string, unknown>> {
  const place = key.map((column) => String(row[column])).join('/') || tenant.id
  const entries = await Promise.all(Object.entries(row).map(async ([column, value]): Promise<Array<[string, unknown]>> => {
    if (!table.columns[column]?.includes(' sealed')) return isBytes(value) ? [] : [[column, value]]
    return [[column, await openValue(tenant, { table: name, column, row: table.places?.[column]?.(row) ?? place }, value)]]
  }))
  return Object.fromEntries(entries.flat())
}

/** Bytes, a sealed text, or what a column of the type jsonb holds: a sealed text of JSON, or a problem whose sentence is sealed for its run. */
async function openValue (tenant: Tenant, place: Place, value: unknown): Promise<unknown> {
  if (Buffer.isBuffer(value)) return (await tenant.secrets.open(place, value)).toString('utf8')
  if (isObject(value) && typeof value.said === 'string') {
    const { said: _, ...problem } = value
    return problem
  }
  if (typeof value !== 'string') return value
  const text = await openText(tenant, place, value)
  return text !== value && /^[{[]/.test(text) ? JSON.parse(text) as unknown : text
}

/** Keyed hashes, which say nothing without the key. */
function isBytes (value: unknown): boolean {
  return Buffer.isBuffer(value) || (Array.isArray(value) && value.some((part) => Buffer.isBuffer(part)))
}
