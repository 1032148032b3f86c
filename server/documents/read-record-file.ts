import { FileTooLarge, FileUnknown } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { buildSoql } from '../views/build-soql.ts'
import { toLongId } from '../views/record-id.ts'

/** What the console shows; a browser that wants larger ones gets them from Salesforce itself. */
const MOST_MIB = 25

const TYPES: Readonly<Record<string, string>> = { pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg' }

/** The bytes of one version of a file, read from Salesforce as this user. Errors: RecordIdInvalid, FileUnknown, FileTooLarge. */
export async function readRecordFile ({ salesforce }: Pick<Tenant, 'salesforce'>, { id }: { id: string }): Promise<{ bytes: Uint8Array, fileName: string, contentType: string }> {
  const versionId = toLongId(id)
  const { records: [version] } = await salesforce.query(buildSoql({ object: 'ContentVersion', fields: ['Title', 'FileExtension', 'ContentSize'], filter: { path: 'Id', op: '=', kind: 'id', value: versionId } }))
  if (!version) throw new FileUnknown()
  if (Number(version.ContentSize) > MOST_MIB * 1024 * 1024) throw new FileTooLarge(MOST_MIB)
  const extension = (version.FileExtension as string | null)?.toLowerCase() ?? ''
  const title = version.Title as string
  const named = extension === '' || title.toLowerCase().endsWith(`.${extension}`)
  return {
    bytes: await salesforce.readFile(versionId),
    fileName: named ? title : `${title}.${extension}`,
    contentType: TYPES[extension] ?? 'application/octet-stream'
  }
}
