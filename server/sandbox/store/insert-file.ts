import { extname } from 'node:path'
import { apiError } from '../api-error.ts'
import { canSee, profileOf } from '../access.ts'
import { rowById, tableOf } from '../org.ts'
import type { Org, SandboxUser } from '../org.ts'
import type { SObject } from '../schema/object.ts'
import { addRecord, changeRecord } from './change-rows.ts'
import type { Upload } from './file-bytes.ts'
import { rowsWith } from './table.ts'
import type { Row } from './table.ts'
import { insertRecord } from './write-record.ts'

interface Writer {
  org: Org
  user: SandboxUser
}

const fileTypes: Record<string, string> = { txt: 'TEXT', jpg: 'JPG', jpeg: 'JPG', htm: 'HTML', html: 'HTML', docx: 'WORD_X', xlsx: 'EXCEL_X' }

/**
 * Inserts a ContentVersion: a new file with its ContentDocument and, given FirstPublishLocationId, its link,
 * or the next version of the ContentDocumentId given. The bytes are adopted last, when nothing can fail any more.
 */
export function insertFile (writer: Writer, object: SObject, body: Record<string, unknown>, upload: Upload): Row {
  const { org, user } = writer
  const path = typeof body.PathOnClient === 'string' ? body.PathOnClient : ''
  if (path === '') throw apiError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [PathOnClient]', { fields: ['PathOnClient'] })
  const name = path.split(/[\\/]/).at(-1) ?? path
  const extension = extname(name).slice(1)
  const title = body.Title ?? (extension === '' ? name : name.slice(0, -extension.length - 1))
  const version = insertRecord(writer, object, { ...body, Title: title })
  const described = {
    FileType: extension === '' ? 'UNKNOWN' : fileTypes[extension.toLowerCase()] ?? extension.toUpperCase(),
    FileExtension: extension === '' ? null : extension,
    ContentSize: upload.bytes
  }
  const document = typeof version.ContentDocumentId === 'string' ? newVersion(writer, version, described) : newDocument(writer, version, described)
  const earlier = rowsWith(tableOf(org, object.name), 'ContentDocumentId', document.Id)?.length ?? 0
  changeRecord(org, object, version, {
    ...described,
    ContentDocumentId: document.Id,
    Checksum: upload.md5,
    IsLatest: true,
    VersionNumber: String(version.ContentDocumentId === document.Id ? earlier : earlier + 1)
  }, user.id)
  org.bytes.adopt(version.Id, upload)
  return version
}

function newDocument ({ org, user }: Writer, version: Row, described: Record<string, unknown>): Row {
  const document = addRecord(org, tableOf(org, 'ContentDocument').object, { ...described, Title: version.Title, OwnerId: user.id, LatestPublishedVersionId: version.Id }, user.id)
  // The file appears in its owner's own files too: that link is there in every org.
  link({ org, user }, document, user.id, 'I')
  const place = version.FirstPublishLocationId
  if (typeof place === 'string' && place !== user.id) link({ org, user }, document, place, 'V')
  return document
}

function link ({ org, user }: Writer, document: Row, anchor: string, shareType: string): void {
  addRecord(org, tableOf(org, 'ContentDocumentLink').object, { ContentDocumentId: document.Id, LinkedEntityId: anchor, ShareType: shareType, Visibility: 'AllUsers' }, user.id)
}

function newVersion ({ org, user }: Writer, version: Row, described: Record<string, unknown>): Row {
  if (version.FirstPublishLocationId !== undefined && version.FirstPublishLocationId !== null) {
    throw apiError('FIELD_INTEGRITY_EXCEPTION', 'Invalid Location: FirstPublishLocationId can be set only for the first version of a document', { fields: ['FirstPublishLocationId'] })
  }
  const documents = tableOf(org, 'ContentDocument')
  const versions = tableOf(org, 'ContentVersion')
  const document = documents.rows.get(String(version.ContentDocumentId))
  if (document === undefined) throw apiError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  if (!mayRevise({ org, user }, document)) {
    throw apiError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', `insufficient access rights on cross-reference id: ${document.Id.slice(0, 15)}`, { fields: [] })
  }
  for (const earlier of rowsWith(versions, 'ContentDocumentId', document.Id) ?? []) {
    if (earlier !== version && earlier.IsLatest === true) changeRecord(org, versions.object, earlier, { IsLatest: false }, user.id)
  }
  changeRecord(org, documents.object, document, { ...described, Title: version.Title, LatestPublishedVersionId: version.Id }, user.id)
  return document
}

/** Its owner, who edits everything, and collaborators: through a link to themselves (C) or by what a link to a record they see infers (I). Viewers (V) may not. */
function mayRevise ({ org, user }: Writer, document: Row): boolean {
  if (profileOf(org, user).seesAll || document.OwnerId === user.id) return true
  const links = rowsWith(tableOf(org, 'ContentDocumentLink'), 'ContentDocumentId', document.Id) ?? []
  return links.some(({ LinkedEntityId: anchor, ShareType: type, IsDeleted: deleted }) => {
    if (deleted === true || type === 'V') return false
    const target = rowById(org, anchor)
    if (target === null) return false
    return target.table.object.name === 'User' ? target.row.Id === user.id : canSee(org, user, target.table.object, target.row)
  })
}
