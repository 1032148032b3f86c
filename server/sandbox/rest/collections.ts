import { apiError, isApiError } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'
import { readId } from '../store/ids.ts'
import { undoTo } from '../store/change-rows.ts'
import { removeRecord, updateRecord, visibleRow } from '../store/write-record.ts'
import { tableByPrefix } from '../org.ts'
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
  return eachRecord(call, record => ({ id: createFrom(call, objectFor(call, typeOf(record)), record).Id }))
}

export function updateMany (call: Call): Answer {
  return eachRecord(call, record => {
    const writer = { org: call.org, user: call.session.user }
    const { Id, id, ...values } = record
    const given = Id ?? id
    if (typeof given !== 'string') throw apiError('MISSING_ARGUMENT', 'Id not specified in an update call')
    const object = objectFor(call, typeOf(record))
    const row = visibleRow(writer, object, given)
    updateRecord(writer, object, row, values)
    return { id: row.Id }
  })
}

export function upsertMany (call: Call, name: string, field: string): Answer {
  return eachRecord(call, record => {
    const entry = Object.entries(record).find(([key]) => key.toLowerCase() === field.toLowerCase())
    if (typeof entry?.[1] !== 'string' || entry[1] === '') throw apiError('MISSING_ARGUMENT', `${field} not specified`)
    return upsert(call, objectFor(call, name), { field, value: entry[1] }, record)
  })
}

export function deleteMany (call: Call): Answer {
  const ids = (call.query.get('ids') ?? '').split(',').filter(id => id !== '')
  const records = ids.map(id => ({ id }))
  return runAll(call, records, call.query.get('allOrNone') === 'true', ({ id }) => {
    const object = tableByPrefix(call.org, String(id).slice(0, 3))?.object
    if (object === undefined || readId(id) === null) throw apiError('MALFORMED_ID', `bad id ${String(id)}`, { fields: [] })
    const writer = { org: call.org, user: call.session.user }
    const row = visibleRow(writer, object, String(id))
    removeRecord(writer, object, row)
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

function typeOf (record: Record<string, unknown>): string {
  const { type } = bodyObject(record.attributes)
  if (typeof type !== 'string') throw apiError('INVALID_INPUT', 'attributes.type is required', { fields: [] })
  return type
}

function tooMany (most: number): ApiError {
  return apiError('EXCEEDED_MAX_SIZE_REQUEST', `record limit reached. cannot submit more than ${most} records in this call`)
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
  return { status: 200, body: results.map(result => result.success ? { ...(result.id === undefined ? {} : { id: result.id }), success: false, errors: rolledBack } : result) }
}
