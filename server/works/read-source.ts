import { RunTooLarge } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { allOf, buildCount, buildSoql } from '../views/build-soql.ts'
import type { CheckedFilter } from '../views/checked-view.ts'
import type { FoundSource } from './find-source.ts'
import { MOST_RECORDS } from './schema.ts'

/** A record of the source. `name` is null where it is not seen, or has none. */
export interface SourceRecord { id: string, name: string | null }

/** Rows of one answer: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm */
export const PAGE = 2000

/** Where an earlier attempt left off: after so many records, the last of them this one. */
export interface Mark { count: number, lastId: string | null }

/**
 * The records of a source, page after page in the order of their ids, so that a hundred thousand take no more memory than two thousand, and that
 * reading can be taken up where it was broken off. Takes one request a page, and one to count when the source has no limit of its own.
 * Errors: RunTooLarge, before the first page.
 */
export async function * readSource (tenant: Tenant, source: FoundSource, mark: Mark): AsyncGenerator<SourceRecord[]> {
  if (source.ids) {
    if (mark.count === 0) yield await readNamed(tenant, source, source.ids)
    return
  }
  if (source.limit === null && mark.count === 0) await demandSize(tenant, source)
  let { count, lastId } = mark
  for (;;) {
    const limit = Math.min(PAGE, (source.limit ?? Infinity) - count)
    if (limit <= 0) return
    const page = await readPage(tenant, source, { lastId, limit })
    count += page.length
    // It has grown since it was counted.
    if (count > MOST_RECORDS) throw new RunTooLarge(MOST_RECORDS.toLocaleString('en'))
    if (page.length > 0) yield page
    if (page.length < limit) return
    lastId = page.at(-1)?.id ?? null
  }
}

async function demandSize ({ salesforce }: Tenant, { object, filter }: FoundSource): Promise<void> {
  const [count = 0] = await salesforce.count([buildCount({ object, filter })])
  if (count > MOST_RECORDS) throw new RunTooLarge(MOST_RECORDS.toLocaleString('en'))
}

async function readPage ({ salesforce }: Tenant, { object, name, filter }: FoundSource, { lastId, limit }: { lastId: string | null, limit: number }): Promise<SourceRecord[]> {
  // Filters of people cannot ask for what comes after an id; SOQL compares ids as text.
  const behind: CheckedFilter | null = lastId === null ? null : { path: 'Id', op: '>', kind: 'text', value: lastId }
  const soql = buildSoql({ object, fields: name === null ? ['Id'] : ['Id', name], filter: allOf(filter, behind), sort: [{ path: 'Id', direction: 'asc', nulls: null }], limit })
  const { records } = await salesforce.query(soql)
  return records.map((record) => ({ id: String(record['Id']), name: nameOf(record, name) }))
}

/** These ids, whether they are seen or not: each becomes a document, or says why it does not. */
async function readNamed ({ salesforce }: Tenant, { object, name }: FoundSource, ids: string[]): Promise<SourceRecord[]> {
  if (name === null) return ids.map((id) => ({ id, name: null }))
  const { records } = await salesforce.query(buildSoql({ object, fields: ['Id', name], filter: { path: 'Id', op: 'in', kind: 'id', value: ids } }))
  const names = new Map(records.map((record) => [String(record['Id']), nameOf(record, name)]))
  return ids.map((id) => ({ id, name: names.get(id) ?? null }))
}

function nameOf (record: Record<string, unknown>, field: string | null): string | null {
  const value = field === null ? null : record[field]
  return typeof value === 'string' ? value : null
}
