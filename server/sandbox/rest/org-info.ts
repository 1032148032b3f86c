import { apiError, notFound } from '../api-error.ts'
import { findField, profileOf } from '../access.ts'
import { tableByPrefix } from '../org.ts'
import { visibleRow } from '../store/write-record.ts'
import type { Field } from '../schema/field.ts'
import { formatValue, toLabel } from '../soql/build-function.ts'
import type { Scope } from '../soql/read-field.ts'
import { resolvePath } from '../soql/resolve-names.ts'
import { scopeOf } from './call.ts'
import type { Answer, Call } from './call.ts'

export const oldestVersion = 50
export const newestVersion = 67
const seasons = ['Winter', 'Spring', 'Summer']

/** The versions the org speaks; version 66 is Spring '26. */
export function versions (): Array<{ label: string, url: string, version: string }> {
  return Array.from({ length: newestVersion - oldestVersion + 1 }, (unused, at) => {
    const version = oldestVersion + at
    const year = 21 + Math.floor((version - 50) / 3)
    return { label: `${seasons[(version - 50) % 3] ?? ''} '${year}`, url: `/services/data/v${version}.0`, version: `${version}.0` }
  })
}

export function resources (call: Call): Answer {
  const names = ['composite', 'jobs', 'limits', 'query', 'queryAll', 'sobjects', 'ui-api']
  return { status: 200, body: { ...Object.fromEntries(names.map(name => [name, `${call.base}/${name}`])), identity: `${call.org.url}/id/${call.org.id}/${call.session.user.id}` } }
}

export function limits ({ org }: Call): Answer {
  const { used, max } = org.apiRequests
  const free = (Max: number, Remaining = Max): { Max: number, Remaining: number } => ({ Max, Remaining })
  return {
    status: 200,
    body: {
      ConcurrentAsyncGetReportInstances: free(200),
      DailyApiRequests: free(max, Math.max(0, max - used)),
      DailyAsyncApexExecutions: free(250_000),
      DailyBulkApiBatches: free(15_000),
      DailyBulkV2QueryFileStorageMB: free(976_562),
      DailyBulkV2QueryJobs: free(10_000, 10_000 - org.bulkJobs.size),
      DataStorageMB: free(1024),
      FileStorageMB: free(10_240),
      HourlyTimeBasedWorkflow: free(1000),
      SingleEmail: free(5000)
    }
  }
}

/** `GET /ui-api/records/{id}?fields=Account.Name,Account.Owner.Name`: values with what the user's screen would show. */
export function uiRecord (call: Call, id: string): Answer {
  const scope = scopeOf(call, '')
  const object = tableByPrefix(call.org, id.slice(0, 3))?.object
  if (object === undefined) throw notFound()
  const row = visibleRow({ org: call.org, user: call.session.user }, object, id)
  const [required, optional] = ['fields', 'optionalFields'].map(key => call.query.getAll(key).flatMap(list => list.split(',')).filter(name => name !== ''))
  if (required?.length === 0 && optional?.length === 0) throw apiError('ILLEGAL_QUERY_PARAMETER_VALUE', 'At least one of layoutTypes, fields or optionalFields is required')
  const fields: Record<string, unknown> = {}
  for (const [at, names] of [required ?? [], optional ?? []].entries()) {
    for (const name of names) {
      const words = name.split('.').slice(1)
      if (at === 1 && words.length === 1 && findField(profileOf(call.org, call.session.user), object, words[0] ?? '') === null) continue
      const path = resolvePath(scope, object, words)
      const value = path.read(row)
      const shown = { value, displayValue: displayOf(scope, path.field, value) }
      setDeep(fields, [...path.hops.map(hop => hop.name), path.field.name], shown)
    }
  }
  return { status: 200, body: { apiName: object.name, childRelationships: {}, fields, id: row.Id, lastModifiedById: row.LastModifiedById, lastModifiedDate: String(row.LastModifiedDate).replace('+0000', 'Z'), recordTypeInfo: null, systemModstamp: String(row.SystemModstamp).replace('+0000', 'Z') } }
}

/** What the screen would show where that is not the value itself. */
function displayOf (scope: Scope, field: Field, value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || field.type === 'string') return null
  return field.picklist.length > 0 ? toLabel(field, value, scope.user.language) : formatValue(scope, field, value)
}

function setDeep (fields: Record<string, unknown>, [name = '', ...rest]: string[], shown: unknown): void {
  if (rest.length === 0) {
    fields[name] = shown
    return
  }
  const parent = (fields[name] ?? { displayValue: null, value: { fields: {} } }) as { value: { fields: Record<string, unknown> } }
  fields[name] = parent
  setDeep(parent.value.fields, rest, shown)
}
