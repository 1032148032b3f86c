import { readView } from '../views/read-view.ts'
import type { Filter, Row, View } from '../views/schema.ts'
import type { Data } from '../templates/schema.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { MappingInvalid } from '../errors.ts'
import { evaluateFields } from './evaluate-fields.ts'
import type { Release } from './open-release.ts'
import { LEDGER, ledgerField, readLedger, type Ledger } from './read-ledger.ts'
import type { Join } from './schema.ts'

/** The Data of one document, what it is found by in the ledger (null where its mapping says nothing of it), and how long reading and mapping took, in milliseconds. */
export interface Gathered { data: Data, ledger: Ledger | null, timings: { query: number, map: number } }

/** Reads the record through its View, joins the other Views to it, and fills every template field by its formula. */
export async function gatherData (tenant: Tenant, { release, recordId, now }: { release: Release, recordId: string, now: Date }): Promise<Gathered> {
  const started = performance.now()
  const { rows: [row] } = await readView(tenant, { view: viewOf(release, release.mapping.view), name: release.mapping.view, recordIds: [recordId] })
  if (!row) throw new MappingInvalid(release.name, `the View ${release.mapping.view} gave no row`)
  const joined = await Promise.all((release.mapping.joins ?? []).map(async (join) => [join.as, await readJoin(tenant, release, join, row)] as const))
  const read = performance.now()
  const { [LEDGER]: found, ...data } = await evaluateFields(tenant.formulas, {
    mapping: release.name,
    fields: [...release.mapping.fields, ...ledgerField(release.mapping.output)],
    input: { ...row, ...Object.fromEntries(joined) },
    locale: release.mapping.output.locale,
    timeZone: release.mapping.output.timeZone,
    now: now.toISOString()
  })
  const ledger = readLedger({ mapping: release.name, timeZone: release.mapping.output.timeZone }, found)
  return { data, ledger, timings: { query: Math.round(read - started), map: Math.round(performance.now() - read) } }
}

async function readJoin (tenant: Tenant, release: Release, join: Join, row: Row): Promise<Row | Row[] | null> {
  const view = viewOf(release, join.view)
  const match = join.match && matchFilter(release, join.match, row)
  // An empty column belongs to nothing, not to every record whose field is empty too.
  if (match === null) return join.single ? null : []
  const filters = [view.filter, match].filter((filter) => filter !== undefined)
  const narrowed: View = { ...view, ...(filters.length > 0 && { filter: { all: filters } }), ...(join.single && { limit: 1 }) }
  const { rows } = await readView(tenant, { view: narrowed, name: join.view })
  return join.single ? rows[0] ?? null : rows
}

function matchFilter (release: Release, { path, column }: NonNullable<Join['match']>, row: Row): Filter | null {
  const value = row[column]
  if (value === undefined || Array.isArray(value)) throw new MappingInvalid(release.name, `the View ${release.mapping.view} has no column ${column} to join by`)
  return value === null ? null : { path, op: '=', value }
}

function viewOf (release: Release, name: string): View {
  const view = release.views.get(name)
  if (!view) throw new MappingInvalid(release.name, `the View ${name} is not pinned`)
  return view
}
