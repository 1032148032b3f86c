import { Readable } from 'node:stream'
import { shapeDocument } from '../documents/shape-document.ts'
import { addDocument, recordExports, writeArchive, type Add } from '../documents/write-archive.ts'
import { writeCsvRow } from '../histories/write-csv.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { gatherPerson, type Gathered } from './gather-person.ts'
import { recordRequest } from './record-request.ts'
import type { AskPerson } from './schema.ts'

/** The data of a person as a ZIP: their documents, documents.json, histories.csv and SHA256SUMS. What they only made as a user is listed, not added. */
export async function exportPerson (tenant: Tenant, { text }: AskPerson): Promise<{ fileName: string, stream: Readable }> {
  const gathered = await gatherPerson(tenant, text)
  await recordRequest(tenant, { kind: 'export', person: text, found: gathered.rows.length })
  await recordExports(tenant, theirs(gathered).map(({ row }) => row))
  return { fileName: `person_${tenant.now().toISOString().slice(0, 10)}.zip`, stream: writeArchive((add) => fill(tenant, gathered, add)) }
}

function theirs ({ rows }: Gathered): Gathered['rows'] {
  return rows.filter(({ because, row }) => because !== 'user' && row.state === 'done')
}

async function fill (tenant: Tenant, gathered: Gathered, add: Add): Promise<void> {
  const files = new Map<string, string | null>()
  for (const { row } of theirs(gathered)) files.set(row.id, await addDocument(tenant, row, add))
  const documents = await Promise.all(gathered.rows.map(async ({ because, row }) => ({ because, file: files.get(row.id) ?? null, ...await shapeDocument(tenant, row) })))
  await add('documents.json', Readable.from([JSON.stringify({ documents, more: gathered.more }, null, 2)]))
  await add('histories.csv', Readable.from(writeLines(gathered)))
}

function * writeLines ({ lines }: Gathered): Generator<string> {
  yield `\uFEFF${writeCsvRow(['Number', 'Time', 'Kind', 'Who', 'What', 'About', 'Result', 'Detail'])}`
  for (const { number, at, kind, who, what, about, result, detail } of lines) yield writeCsvRow([number, at, kind, who, what, about, result, JSON.stringify(detail)])
}
