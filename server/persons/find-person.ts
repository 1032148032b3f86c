import { shapeDocument } from '../documents/shape-document.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { gatherPerson } from './gather-person.ts'
import { recordRequest } from './record-request.ts'
import type { AskPerson, PersonData } from './schema.ts'

/** 開示: what is held of a person here. https://www.ppc.go.jp/personalinfo/legal/guidelines_tsusoku/ (3-8) */
export async function findPerson (tenant: Tenant, { text }: AskPerson): Promise<PersonData> {
  const { rows, lines, more } = await gatherPerson(tenant, text)
  const documents = await Promise.all(rows.map(async ({ because, row }) => ({ because, document: await shapeDocument(tenant, row) })))
  await recordRequest(tenant, { kind: 'find', person: text, found: rows.length })
  return { documents, lines, more }
}
