import { findObject, profileOf } from '../access.ts'
import { apiError, isApiError, unknownObject } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'
import { readId } from '../store/ids.ts'
import { undoTo } from '../store/change-rows.ts'
import { removeRecord, updateRecord, visibleRow } from '../store/write-record.ts'
import { rowById, tableByPrefix } from '../org.ts'
import { labelIn } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import type { Row } from '../store/table.ts'
import { bodyObject } from './call.ts'
import type { Answer, Call } from './call.ts'
import { createFrom, objectFor, showRecord, upsert } from './sobjects.ts'

interface Result {
  id?: string
  success: boolean
  errors: Array<{ statusCode: string, message: string, fields: string[] }>
  created?: boolean
}

const mostRecords = 200

export function createMany (call: Call): Answer {
  return eachRecord(call, record => ({ id: createFrom(call, objectOf(call, typeOf(record)), record).Id }))
}

export function updateMany (call: Call): Answer {
  return eachRecord(call, record => {
    const { Id, id, ...values } = record
    const given = Id ?? id
    if (typeof given !== 'string') throw apiError('MISSING_ARGUMENT', 'Id not specified in an update call')
    const object = objectOf(call, typeOf(record))
    const row = rowOf(call, object, given)
    updateRecord({ org: call.org, user: call.session.user }, object, row, values)
    return { id: row.Id }
  })
}

export function upsertMany (call: Call, name: string, key: string): Answer {
  const object = objectFor(call, name)
  const field = object.byName.get(key.toLowerCase())
  const valueIn = (record: Record<string, unknown>): unknown => Object.entries(record).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1]
  const fold = (value: unknown): string => field?.caseSensitive === true ? String(value) : String(value).toLowerCase()
  const { records } = bodyObject(call.body)
  const given = Array.isArray(records) ? records.map(record => fold(valueIn(bodyObject(record)))) : []
  return eachRecord(call, record => {
    const value = valueIn(record)
    if (typeof value !== 'string' || value === '') throw apiError('MISSING_ARGUMENT', `${key} not specified`)
    if (given.filter(each => each === fold(value)).length > 1) throw apiError('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, { fields: [field?.name ?? key] })
    return upsert(call, object, { field: key, value }, record)
  })
}

export function deleteMany (call: Call): Answer {
  const ids = (call.query.get('ids') ?? '').split(',').filter(id => id !== '')
  const records = ids.map(id => ({ id }))
  return runAll(call, records, call.query.get('allOrNone') === 'true', ({ id }) => {
    const object = tableByPrefix(call.org, String(id).slice(0, 3))?.object
    if (object === undefined || readId(id) === null) throw apiError('MALFORMED_ID', `bad id ${String(id)}`, { fields: [] })
    const row = rowOf(call, object, String(id))
    removeRecord({ org: call.org, user: call.session.user }, object, row)
    return { id: row.Id }
  })
}

/** Several records of one object by id, in the order asked; null for one the user does not see. */
export function readMany (call: Call, name: string): Answer {
  const body = bodyObject(call.body)
  const ids = Array.isArray(body.ids) ? body.ids.map(String) : (call.query.get('ids') ?? '').split(',')
  const fields = Array.isArray(body.fields) ? body.fields.map(String).join(',') : call.query.get('fields') ?? ''
  const most = call.method === 'POST' ? 2000 : 800
  if (ids.length > most) throw tooMany(most)
  const object = objectFor(call, name)
  return { status: 200, body: ids.map(id => shownOrNull(() => showRecord(call, object, visibleRow({ org: call.org, user: call.session.user }, object, id), fields))) }
}

function shownOrNull (show: () => unknown): unknown {
  try {
    return show()
  } catch (error) {
    if (isApiError(error) && error.status === 404) return null
    throw error
  }
}

function objectOf (call: Call, name: string): SObject {
  const object = findObject(profileOf(call.org, call.session.user), name)
  if (object === null) throw unknownObject(name)
  return object
}

/** The row of one record in a collection, whose errors are worded as those of data and not as those of a URL. */
function rowOf (call: Call, object: SObject, id: string): Row {
  if (readId(id) === null) throw apiError('MALFORMED_ID', `${labelIn(object.label, 'en')} ID: id value of incorrect type: ${id}`, { fields: ['Id'] })
  try {
    return visibleRow({ org: call.org, user: call.session.user }, object, id)
  } catch (error) {
    throw isApiError(error) && error.errorCode === 'NOT_FOUND' ? apiError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id') : error
  }
}

function typeOf (record: Record<string, unknown>): string {
  const { type } = bodyObject(record.attributes)
  if (typeof type !== 'string') throw apiError('INVALID_INPUT', 'attributes.type is required', { fields: [] })
  return type
}

function tooMany (most: number): ApiError {
  return apiError('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${most} records into this call`)
}

type Step = (record: Record<string, unknown>) => { id: string, created?: boolean }

function eachRecord (call: Call, step: Step): Answer {
  const { records, allOrNone } = bodyObject(call.body)
  if (!Array.isArray(records)) throw apiError('INVALID_INPUT', 'records is required')
  return runAll(call, records.map(bodyObject), allOrNone === true, step)
}

/** Each record on its own, or all of them undone together when one fails and allOrNone was asked. */
function runAll (call: Call, records: Array<Record<string, unknown>>, allOrNone: boolean, step: Step): Answer {
  if (records.length > mostRecords) throw tooMany(mostRecords)
  const start = call.org.changes.length
  const results = records.map((record, at): Result => {
    const mark = call.org.changes.length
    try {
      if (call.failEvery !== undefined && (at + 1) % call.failEvery === 0) throw apiError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')
      return { ...step(record), success: true, errors: [] }
    } catch (error) {
      if (!isApiError(error)) throw error
      undoTo(call.org, mark)
      return { success: false, errors: [{ statusCode: error.errorCode, message: error.message, fields: error.fields ?? [] }] }
    }
  })
  if (!allOrNone || results.every(({ success }) => success)) return { status: 200, body: results }
  undoTo(call.org, start)
  const rolledBack = [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: 'Record rolled back because not all records were valid and the request was using AllOrNone header', fields: [] }]
  // An id made in this call is gone with its record.
  const idOf = ({ id }: Result): { id?: string } => rowById(call.org, id) === null || id === undefined ? {} : { id }
  return { status: 200, body: results.map(result => result.success ? { ...idOf(result), success: false, errors: rolledBack } : result) }
}
