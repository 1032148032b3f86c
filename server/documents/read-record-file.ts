import { FileTooLarge } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { findFile } from './find-file.ts'

/** What the console shows; larger ones are opened in Salesforce itself. */
const MOST_MIB = 25

const TYPES: Readonly<Record<string, string>> = { pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg' }

/** The bytes of a file, read from Salesforce as this user. Errors: RecordIdInvalid, FileUnknown, FileTooLarge. */
export async function readRecordFile (tenant: Pick<Tenant, 'salesforce'>, { id }: { id: string }): Promise<{ bytes: Uint8Array, fileName: string, contentType: string }> {
  const { contentVersionId, title, extension, bytes } = await findFile(tenant, { id })
  if (bytes > MOST_MIB * 1024 * 1024) throw new FileTooLarge(MOST_MIB)
  const named = extension === '' || title.toLowerCase().endsWith(`.${extension}`)
  return {
    bytes: await tenant.salesforce.readFile(contentVersionId),
    fileName: named ? title : `${title}.${extension}`,
    contentType: TYPES[extension] ?? 'application/octet-stream'
  }
}
