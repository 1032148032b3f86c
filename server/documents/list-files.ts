import type { TreeRecord } from '../io/salesforce-query.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { buildSoql } from '../views/build-soql.ts'
import { toLongId } from '../views/record-id.ts'
import type { RecordFile } from './file-schema.ts'

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
    fields: ['Id', 'ContentDocumentId', 'Title', 'FileExtension', 'ContentSize', 'VersionNumber', 'CreatedDate', 'Owner.Name'],
    filter: { all: [{ path: 'ContentDocumentId', op: 'in', kind: 'id', value: ids }, { path: 'IsLatest', op: '=', kind: 'boolean', value: true }] },
    sort: [{ path: 'CreatedDate', direction: 'desc', nulls: null }, { path: 'Id', direction: 'desc', nulls: null }]
  }))
  return versions.records.map(shapeFile)
}

function shapeFile (record: TreeRecord): RecordFile {
  return {
    contentDocumentId: record.ContentDocumentId as string,
    contentVersionId: record.Id as string,
    title: record.Title as string,
    extension: (record.FileExtension as string | null)?.toLowerCase() ?? '',
    bytes: Number(record.ContentSize),
    version: Number(record.VersionNumber),
    createdAt: new Date(record.CreatedDate as string).toISOString(),
    owner: (record.Owner as TreeRecord | null)?.Name as string | undefined ?? ''
  }
}
