import { randomUUID } from 'node:crypto'
import { RecordIdInvalid, SalesforceRefused, SalesforceReplyLost, SalesforceUnavailable } from '../errors.ts'
import { queryTree, type QueryLine } from './salesforce-query.ts'

/**
 * A file to save on a record, or as the next version of the file `versionOf`, which lies on its records already. `key` goes into the unique
 * external id `ChohyoKey__c`, so that it can be saved once only. Record and mapping stand beside it for the history that the org keeps itself
 * (force-app, ChohyoOutputs): of a further version nothing else says from which record it was made.
 */
export interface NewFile { title: string, pathOnClient: string, bytes: Uint8Array, recordId: string, key: string, mapping?: string, versionOf?: string }
export interface SavedFile { contentVersionId: string, contentDocumentId: string }
/** `md5` is hexadecimal; `recordIds` are the records it is attached to, without users. */
export interface FoundFile extends SavedFile { md5: string, size: number, recordIds: string[] }

const RECORD_ID = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/
const KEY = /^[A-Za-z0-9._:-]{1,64}$/
const USER_PREFIX = '005'

/**
 * Inserts a ContentVersion; `FirstPublishLocationId` attaches it in the same transaction, and may not be given for a further version.
 * Errors: SalesforceDuplicate when the key is taken, SalesforceReplyLost when nobody knows: look the key up before anything else.
 */
export async function saveFile (line: QueryLine, file: NewFile): Promise<SavedFile> {
  const recordId = checkId(file.recordId)
  const place: Record<string, string> = file.versionOf === undefined ? { FirstPublishLocationId: recordId } : { ContentDocumentId: checkId(file.versionOf) }
  const origin = { ChohyoRecordId__c: recordId, ...file.mapping !== undefined && { ChohyoMapping__c: file.mapping } }
  const fields = { Title: file.title.slice(0, 255), PathOnClient: file.pathOnClient.slice(0, 500), ...place, ChohyoKey__c: checkKey(file.key), ...origin }
  const boundary = `chohyo-${randomUUID()}`
  const answer = await line.send({
    method: 'POST',
    path: '/sobjects/ContentVersion',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: writeMultipart(boundary, fields, file.bytes),
    safe: false
  }) as { id?: unknown, success?: unknown }
  if (typeof answer?.id !== 'string' || answer.success !== true) throw new SalesforceReplyLost()
  return { contentVersionId: answer.id, contentDocumentId: file.versionOf ?? await readDocumentId(line, answer.id) }
}

/** The insert answers with the version alone. The file is there by now, so a failure here is a lost answer, not a failed save. */
async function readDocumentId (line: QueryLine, contentVersionId: string): Promise<string> {
  const tree = await queryTree(line, `SELECT ContentDocumentId FROM ContentVersion WHERE Id = '${checkId(contentVersionId)}'`).catch(() => null)
  const documentId = tree?.records[0]?.ContentDocumentId
  if (typeof documentId !== 'string') throw new SalesforceReplyLost()
  return documentId
}

/**
 * The file saved under a key, as far as this user may see it; null when there is none. A version of a file of somebody else is found only when
 * that file is named: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contentversion.htm
 */
export async function findFile (line: QueryLine, key: string, versionOf?: string): Promise<FoundFile | null> {
  const within = versionOf === undefined ? '' : ` AND ContentDocumentId = '${checkId(versionOf)}'`
  const versions = await queryTree(line, `SELECT Id, ContentDocumentId, Checksum, ContentSize FROM ContentVersion WHERE ChohyoKey__c = '${checkKey(key)}'${within}`)
  const version = versions.records[0]
  if (!version) return null
  const contentDocumentId = checkId(String(version.ContentDocumentId))
  const links = await queryTree(line, `SELECT LinkedEntityId FROM ContentDocumentLink WHERE ContentDocumentId = '${contentDocumentId}'`)
  return {
    contentVersionId: checkId(String(version.Id)),
    contentDocumentId,
    md5: String(version.Checksum).toLowerCase(),
    size: Number(version.ContentSize),
    recordIds: links.records.map(({ LinkedEntityId }) => String(LinkedEntityId)).filter((id) => !id.startsWith(USER_PREFIX))
  }
}

/** Of these files (at most 200), those that lie on the record and that this user sees there. */
export async function filesOn (line: QueryLine, recordId: string, contentDocumentIds: string[]): Promise<Set<string>> {
  if (contentDocumentIds.length === 0) return new Set()
  const ids = contentDocumentIds.map((id) => `'${checkId(id)}'`).join(', ')
  const links = await queryTree(line, `SELECT ContentDocumentId FROM ContentDocumentLink WHERE LinkedEntityId = '${checkId(recordId)}' AND ContentDocumentId IN (${ids})`)
  return new Set(links.records.map(({ ContentDocumentId }) => String(ContentDocumentId)))
}

/** The bytes of one version. */
export async function readFile (line: QueryLine, contentVersionId: string): Promise<Uint8Array> {
  const bytes = await line.send({ method: 'GET', path: `/sobjects/ContentVersion/${checkId(contentVersionId)}/VersionData`, safe: true, bytes: true })
  if (!(bytes instanceof Uint8Array)) throw new SalesforceUnavailable('an answer that is no file')
  return bytes
}

/** The entity part must have no file name, else Salesforce takes it for binary; the real name travels in PathOnClient, never in a header. */
function writeMultipart (boundary: string, fields: Record<string, string>, bytes: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="entity_content"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(fields)}\r\n`),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="VersionData"; filename="file"\r\nContent-Type: application/octet-stream\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`)
  ])
}

/** Ids go into paths and queries: only letters and digits may pass. */
function checkId (id: string): string {
  if (!RECORD_ID.test(id)) throw new RecordIdInvalid(JSON.stringify(id.slice(0, 40)))
  return id
}

function checkKey (key: string): string {
  if (!KEY.test(key)) throw new SalesforceRefused('KEY', 'a file key has at most 64 letters, digits and . _ : -')
  return key
}
