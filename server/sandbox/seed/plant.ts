import { tableOf } from '../org.ts'
import type { Org } from '../org.ts'
import { writeAutoNumber } from '../store/change-rows.ts'
import { addRow, nextId } from '../store/table.ts'
import type { Row } from '../store/table.ts'
import { addDays } from '../soql/date-literals.ts'

/** The day the seeded org's story is told from: the same on every machine and in every year, so that documents are too. */
export const storyDay = '2026-10-31'

const planted = '2026-01-05T00:00:00.000+0000'

/** Puts a row of the seed into the org: no checks, audit fields of the planting. */
export function plant (org: Org, objectName: string, values: Record<string, unknown>): Row {
  const table = tableOf(org, objectName)
  const gardener = org.users[0]?.id ?? null
  const row: Row = { Id: nextId(table), IsDeleted: false, ...values, CreatedDate: planted, CreatedById: gardener, LastModifiedDate: planted, LastModifiedById: gardener, SystemModstamp: planted }
  for (const field of table.object.fields) {
    if (field.autoNumber !== null) row[field.name] = writeAutoNumber(field.autoNumber, ++table.autoNumber)
    else if (field.formula !== null) row[field.name] = field.formula(row)
    else if (field.defaultValue !== null && row[field.name] === undefined) row[field.name] = field.defaultValue
  }
  addRow(table, row)
  return row
}

export function dayFrom (offset: number): string {
  return addDays(storyDay, offset)
}
