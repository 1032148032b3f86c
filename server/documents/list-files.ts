import type { Tenant } from '../tenants/open-tenant.ts'
import { buildSoql } from '../views/build-soql.ts'
import { toLongId } from '../views/record-id.ts'
import type { RecordFile } from './file-schema.ts'
import { FILE_FIELDS, newestOf, shapeFile } from './find-file.ts'

const MOST = 200

/** The files on a record that this user may see, newest first, 200 at most. Errors: RecordIdInvalid, and those of Salesforce. */
export async function listFiles ({ salesforce }: Pick<Tenant, 'salesforce'>, { id }: { id: string }): Promise<RecordFile[]> {
  const links = await salesforce.query(buildSoql({
    object: 'ContentDocumentLink',
    fields: ['ContentDocumentId'],
    filter: { path: 'LinkedEntityId', op: '=', kind: 'id', value: toLongId(id) },
    sort: [{ path: 'ContentDocument.LastModifiedDate', direction: 'desc', nulls: null }],
    limit: MOST
  }))
  const ids = links.records.map(({ ContentDocumentId }) => ContentDocumentId as string)
  if (ids.length === 0) return []
  const versions = await salesforce.query(buildSoql({
    object: 'ContentVersion',
    fields: FILE_FIELDS,
    filter: newestOf(ids),
    sort: [{ path: 'CreatedDate', direction: 'desc', nulls: null }, { path: 'Id', direction: 'desc', nulls: null }]
  }))
  return versions.records.map(shapeFile)
}
