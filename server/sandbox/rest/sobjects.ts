import { createHash } from 'node:crypto'
import { apiError, notFound, unknownObject } from '../api-error.ts'
import { findField, findObject, profileOf, visibleFields } from '../access.ts'
import { allObjects } from '../schema/all-objects.ts'
import { describeBriefly, describeObject } from '../schema/describe-object.ts'
import type { SObject } from '../schema/object.ts'
import { tableOf } from '../org.ts'
import { insertFile } from '../store/insert-file.ts'
import { rowsWith } from '../store/table.ts'
import type { Row } from '../store/table.ts'
import { insertRecord, removeRecord, updateRecord, visibleRow } from '../store/write-record.ts'
import { readField } from '../soql/read-field.ts'
import { bodyObject, scopeOf } from './call.ts'
import type { Answer, Call } from './call.ts'

export function listObjects (call: Call): Answer {
  const { profile, user } = scopeOf(call, '')
  const sobjects = [...allObjects.values()].filter(object => !profile.hiddenObjects.has(object.name)).sort((left, right) => left.name < right.name ? -1 : 1)
  return cached(call, { encoding: 'UTF-8', maxBatchSize: 200, sobjects: sobjects.map(object => describeBriefly(object, { user, profile, base: call.base })) })
}

export function aboutObject (call: Call, name: string): Answer {
  const { profile, user } = scopeOf(call, '')
  return { status: 200, body: { objectDescribe: describeBriefly(objectFor(call, name), { user, profile, base: call.base }), recentItems: [] } }
}

export function describe (call: Call, name: string): Answer {
  const { profile, user } = scopeOf(call, '')
  return cached(call, describeObject(objectFor(call, name), { user, profile, base: call.base }))
}

/** With an ETag: describes hardly ever change, and clients ask for them often. */
function cached (call: Call, body: unknown): Answer {
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)}"`
  const known = (call.headers['if-none-match'] ?? '').replaceAll('W/', '').replaceAll('--gzip', '').split(/,\s*/)
  return known.includes(etag) ? { status: 304, headers: { ETag: etag } } : { status: 200, body, headers: { ETag: etag } }
}

export function objectFor (call: Call, name: string): SObject {
  const object = findObject(profileOf(call.org, call.session.user), name)
  if (object === null) throw notFound()
  return object
}

export function createRecord (call: Call, name: string): Answer {
  const object = objectFor(call, name)
  const row = createFrom(call, object, bodyObject(call.body))
  return { status: 201, body: { id: row.Id, success: true, errors: [] }, headers: { Location: `${call.base}/sobjects/${object.name}/${row.Id}` } }
}

/** Inserts one record; a ContentVersion brings its bytes as a part of the call or as base64. */
export function createFrom (call: Call, object: SObject, body: Record<string, unknown>): Row {
  const writer = { org: call.org, user: call.session.user }
  if (object.name !== 'ContentVersion') return insertRecord(writer, object, body)
  const { VersionData: data, ...rest } = body
  if (call.upload === undefined && typeof data !== 'string') throw apiError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [VersionData]', { fields: ['VersionData'] })
  const upload = call.upload ?? call.org.bytes.receiveBuffer(readBase64(String(data)))
  try {
    return insertFile(writer, object, rest, upload)
  } catch (error) {
    call.org.bytes.discard(upload)
    throw error
  }
}

function readBase64 (text: string): Buffer {
  if (!/^[\w+/\s-]*={0,2}\s*$/.test(text)) throw apiError('JSON_PARSER_ERROR', 'Cannot deserialize instance of base64Binary from VALUE_STRING value or request may be missing a required field at [line:1, column:1]')
  return Buffer.from(text, 'base64')
}

export function readRecord (call: Call, name: string, id: string): Answer {
  const object = objectFor(call, name)
  const row = visibleRow({ org: call.org, user: call.session.user }, object, id)
  return { status: 200, body: showRecord(call, object, row, call.query.get('fields')) }
}

/** A record with the fields asked for, or with all the user may see. */
export function showRecord (call: Call, object: SObject, row: Row, asked: string | null): Record<string, unknown> {
  const scope = scopeOf(call, '')
  const names = asked?.split(',').map(name => name.trim()).filter(name => name !== '') ?? null
  const fields = names === null
    ? visibleFields(scope.profile, object)
    : names.map(name => {
      const field = findField(scope.profile, object, name)
      if (field === null) throw apiError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`)
      return field
    })
  const record: Record<string, unknown> = { attributes: { type: object.name, url: `${call.base}/sobjects/${object.name}/${row.Id}` } }
  for (const field of fields) record[field.name] = readField(scope, object, field, row)
  return record
}

export function patchRecord (call: Call, name: string, id: string): Answer {
  const writer = { org: call.org, user: call.session.user }
  const object = objectFor(call, name)
  updateRecord(writer, object, visibleRow(writer, object, id), bodyObject(call.body))
  return { status: 204 }
}

export function dropRecord (call: Call, name: string, id: string): Answer {
  const writer = { org: call.org, user: call.session.user }
  const object = objectFor(call, name)
  removeRecord(writer, object, visibleRow(writer, object, id))
  return { status: 204 }
}

export function readBlob (call: Call, name: string, id: string, fieldName: string): Answer {
  const object = objectFor(call, name)
  const row = visibleRow({ org: call.org, user: call.session.user }, object, id)
  const field = findField(profileOf(call.org, call.session.user), object, fieldName)
  const file = field?.type === 'base64' ? call.org.bytes.read(row.Id) : null
  if (file === null) throw notFound()
  return { status: 200, file, headers: { 'Content-Type': 'application/octetstream' } }
}

/** The record with this value in an external id field, or null; the field has to be one. */
export function rowByKey (call: Call, object: SObject, fieldName: string, value: string): Row | null {
  const { org, session: { user } } = call
  const field = findField(profileOf(org, user), object, fieldName)
  if (field === null || (!field.externalId && field.type !== 'id')) throw notFound(`Provided external ID field does not exist or is not accessible: ${fieldName}`)
  const found = field.type === 'id' ? tableOf(org, object.name).rows.get(value) : rowsWith(tableOf(org, object.name), field.name, value)?.find(row => row.IsDeleted !== true)
  return found === undefined ? null : visibleRow({ org, user }, object, found.Id)
}

export function readByKey (call: Call, name: string, field: string, value: string): Answer {
  const object = objectFor(call, name)
  const row = rowByKey(call, object, field, value)
  if (row === null) throw notFound()
  return { status: 200, body: showRecord(call, object, row, call.query.get('fields')) }
}

/** Upsert: 201 when created; 200 when updated. */
export function upsertByKey (call: Call, name: string, field: string, value: string): Answer {
  const object = objectFor(call, name)
  const { id, created } = upsert(call, object, { field, value }, bodyObject(call.body))
  return { status: created ? 201 : 200, body: { id, success: true, errors: [], created } }
}

export function upsert (call: Call, object: SObject, key: { field: string, value: string }, body: Record<string, unknown>): { id: string, created: boolean } {
  const row = rowByKey(call, object, key.field, key.value)
  const field = object.byName.get(key.field.toLowerCase())
  if (field === undefined) throw unknownObject(object.name)
  const values = Object.fromEntries(Object.entries(body).filter(([name]) => name.toLowerCase() !== key.field.toLowerCase()))
  if (row === null) return { id: createFrom(call, object, field.type === 'id' ? values : { ...values, [field.name]: key.value }).Id, created: true }
  updateRecord({ org: call.org, user: call.session.user }, object, row, values)
  return { id: row.Id, created: false }
}

export function dropByKey (call: Call, name: string, field: string, value: string): Answer {
  const object = objectFor(call, name)
  const row = rowByKey(call, object, field, value)
  if (row === null) throw notFound()
  removeRecord({ org: call.org, user: call.session.user }, object, row)
  return { status: 204 }
}
