import type { Erasure } from './schema.ts'
import { eraseDocument } from '../documents/erase-ended.ts'
import type { DocumentRow } from '../documents/select-documents.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { gatherPerson } from './gather-person.ts'
import { recordRequest } from './record-request.ts'
import type { EraseAsk } from './schema.ts'

type Kept = Erasure['kept'][number]

/** 消去: erases the documents of a person that neither the law nor a hold keeps, and says of the others why and how long they stay. */
export async function erasePerson (tenant: Tenant, { text, reason }: EraseAsk): Promise<Erasure> {
  const { rows, lines } = await gatherPerson(tenant, text)
  const own = rows.filter(({ because }) => because !== 'user').map(({ row }) => row)
  const kept = own.flatMap((row) => keptBy(row, tenant.now()) ?? [])
  const free = own.filter(({ id }) => !kept.some((one) => one.id === id))
  for (const { id } of free) await eraseDocument(tenant, { id, why: 'person-asked' })
  await recordRequest(tenant, { kind: 'erase', person: text, reason, found: own.length, erased: free.length, kept: kept.length })
  return { erased: free.map(({ id }) => id), kept, lines: lines.length, inSalesforce: [...new Set(free.flatMap(({ content_document_id: id }) => id ?? []))] }
}

/** The database judges by its own clock, and refuses what this would get wrong. */
function keptBy ({ id, state, held_at: heldAt, retain_until: until }: DocumentRow, now: Date): Kept | null {
  if (state === 'queued') return { id, why: 'unfinished', until: null }
  if (heldAt !== null) return { id, why: 'hold', until: until?.toISOString() ?? null }
  return until !== null && until > now ? { id, why: 'retention', until: until.toISOString() } : null
}
