import { FileUnknown } from '../errors.ts'
import type { TreeRecord } from '../io/salesforce-query.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { buildSoql } from '../views/build-soql.ts'
import type { CheckedFilter } from '../views/checked-view.ts'
import { toLongId } from '../views/record-id.ts'
import type { RecordFile } from './file-schema.ts'

/** What is read of a version to tell of its file. */
export const FILE_FIELDS = ['Id', 'ContentDocumentId', 'Title', 'FileExtension', 'ContentSize', 'VersionNumber', 'CreatedDate', 'Owner.Name']

const DOCUMENT = '069'

/** One file by its own id, in its newest version, or by the id of one version. Errors: RecordIdInvalid, FileUnknown. */
export async function findFile ({ salesforce }: Pick<Tenant, 'salesforce'>, { id: given }: { id: string }): Promise<RecordFile> {
  const id = toLongId(given)
  const { records: [version] } = await salesforce.query(buildSoql({ object: 'ContentVersion', fields: FILE_FIELDS, filter: id.startsWith(DOCUMENT) ? newestOf([id]) : { path: 'Id', op: '=', kind: 'id', value: id } }))
  if (!version) throw new FileUnknown()
  return shapeFile(version)
}

/** The newest versions of these files. */
export function newestOf (documentIds: string[]): CheckedFilter {
  return { all: [{ path: 'ContentDocumentId', op: 'in', kind: 'id', value: documentIds }, { path: 'IsLatest', op: '=', kind: 'boolean', value: true }] }
}

export function shapeFile (record: TreeRecord): RecordFile {
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
