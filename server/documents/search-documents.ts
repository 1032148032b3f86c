import { sql } from 'kysely'
import type { Tenant } from '../tenants/open-tenant.ts'
import { plainName } from './plain-name.ts'
import type { DocumentFilter } from './schema.ts'
import { indexNumber, indexParts, openText } from './seal-ledger.ts'
import type { DocumentRow, selectDocuments } from './select-documents.ts'

type Query = ReturnType<typeof selectDocuments>

/**
 * A search in the ledger in two steps: what the database can tell by plain columns and keyed hashes, and whether a name that has all parts of the text
 * really contains it. https://www.nta.go.jp/law/joho-zeikaishaku/sonota/jirei/07denshi/02.htm (検索機能)
 */
export interface Search { narrow: (query: Query) => Query, matches: (row: DocumentRow) => Promise<boolean> }

export async function openSearch (tenant: Pick<Tenant, 'secrets'>, filter: DocumentFilter): Promise<Search> {
  const wanted = filter.counterparty === undefined ? null : plainName(filter.counterparty)
  const parts = filter.counterparty === undefined ? null : await indexParts(tenant, filter.counterparty)
  const number = filter.number === undefined ? null : await indexNumber(tenant, filter.number)
  return {
    narrow: (query) => {
      let narrowed = narrowByColumns(query, filter)
      if (parts !== null) narrowed = narrowed.where(sql<boolean>`document.counterparty_parts @> ${parts}::bytea[]`)
      if (number !== null) narrowed = narrowed.where('document.number_index', '=', number)
      return narrowed
    },
    matches: async (row) => wanted === null || (row.counterparty !== null && plainName(await openText(tenant, 'counterparty', row.id, row.counterparty)).includes(wanted))
  }
}

function narrowByColumns (query: Query, { dateFrom, dateTo, amountFrom, amountTo, currency, kind, withdrawn = 'without' }: DocumentFilter): Query {
  let narrowed = query
  if (dateFrom !== undefined) narrowed = narrowed.where('document.transaction_date', '>=', dateFrom)
  if (dateTo !== undefined) narrowed = narrowed.where('document.transaction_date', '<=', dateTo)
  if (amountFrom !== undefined) narrowed = narrowed.where('document.amount', '>=', amountFrom)
  if (amountTo !== undefined) narrowed = narrowed.where('document.amount', '<=', amountTo)
  if (currency !== undefined) narrowed = narrowed.where('document.currency', '=', currency)
  if (kind !== undefined) narrowed = narrowed.where('document.kind', '=', kind)
  if (withdrawn === 'with') return narrowed
  return narrowed.where('document.withdrawn_at', withdrawn === 'only' ? 'is not' : 'is', null)
}
