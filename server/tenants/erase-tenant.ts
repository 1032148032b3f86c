import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Erased } from '../io/offboarding-tables.ts'
import { INVENTORY_TABLES } from './inventory-tables.ts'
import { filesOf } from './open-tenant.ts'

/** Rows that one transaction erases. */
const AT_ONCE = 5000

export type Erasing = Pick<Deps, 'database' | 'files' | 'queue'>

/** Bells, stored objects, then rows from the top of the inventory to its bottom. What a process that died has done stays done, and was counted before. */
export async function eraseTenant (deps: Erasing, tenantId: string): Promise<void> {
  await eraseObjects(deps, tenantId)
  for (const [name, { erasure }] of Object.entries(INVENTORY_TABLES)) {
    if (erasure === 'rows') for (let gone = AT_ONCE; gone === AT_ONCE;) gone = await eraseRows(deps, tenantId, name)
  }
}

async function eraseObjects (deps: Erasing, tenantId: string): Promise<void> {
  const folder = filesOf(tenantId)
  let objects = 0
  for await (const keys of deps.files.list(folder)) objects += keys.length
  await count(deps, tenantId, (erased) => ({ ...erased, objects: Math.max(erased.objects ?? 0, objects) }))
  await deps.files.removeAll(folder)
  const bells = await deps.queue.forget(tenantId)
  await count(deps, tenantId, (erased) => ({ ...erased, bells: (erased.bells ?? 0) + bells }))
}

/** Some rows of one table and their count, in one transaction. */
async function eraseRows ({ database }: Erasing, tenantId: string, name: string): Promise<number> {
  return database.withTenant(tenantId, async (trx) => {
    const { rows: [row] } = await sql<{ gone: number }>`select erase_rows(${tenantId}, ${name}, ${AT_ONCE}) as gone`.execute(trx)
    const gone = row?.gone ?? 0
    const { erased } = await trx.selectFrom('offboarding').select('erased').forUpdate().executeTakeFirstOrThrow()
    await trx.updateTable('offboarding').set({ erased: JSON.stringify({ ...erased, rows: { ...erased.rows, [name]: (erased.rows?.[name] ?? 0) + gone } }) }).execute()
    return gone
  })
}

async function count ({ database }: Erasing, tenantId: string, add: (erased: Erased) => Erased): Promise<void> {
  await database.withTenant(tenantId, async (trx) => {
    const { erased } = await trx.selectFrom('offboarding').select('erased').forUpdate().executeTakeFirstOrThrow()
    await trx.updateTable('offboarding').set({ erased: JSON.stringify(add(erased)) }).execute()
  })
}
