import { apiError, notFound } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'
import type { Answer, Call, Route } from './call.ts'
import { bulkAbort, bulkCreate, bulkDelete, bulkResults, bulkStatus } from './bulk.ts'
import { createMany, deleteMany, readMany, updateMany, upsertMany } from './collections.ts'
import { batch, composite } from './composite.ts'
import { limits, resources, uiRecord } from './org-info.ts'
import { query, queryAll, queryMore } from './queries.ts'
import { aboutObject, createRecord, describe, dropByKey, dropRecord, listObjects, patchRecord, readBlob, readByKey, readRecord, upsertByKey } from './sobjects.ts'

/** Every route below `/services/data/vXX.0`; `*` stands for one segment, given to the route decoded. */
const routes: Array<[method: string, path: string, route: Route]> = [
  ['GET', '/', resources],
  ['GET', '/limits', limits],
  ['GET', '/query', query],
  ['GET', '/queryAll', queryAll],
  ['GET', '/query/*', queryMore],
  ['GET', '/queryAll/*', queryMore],
  ['GET', '/sobjects', listObjects],
  ['GET', '/sobjects/*', aboutObject],
  ['POST', '/sobjects/*', createRecord],
  ['GET', '/sobjects/*/describe', describe],
  ['GET', '/sobjects/*/*', readRecord],
  ['PATCH', '/sobjects/*/*', patchRecord],
  ['DELETE', '/sobjects/*/*', dropRecord],
  ['GET', '/sobjects/*/*/*', readThird],
  ['PATCH', '/sobjects/*/*/*', upsertByKey],
  ['DELETE', '/sobjects/*/*/*', dropByKey],
  ['POST', '/composite', call => composite(call, answer)],
  ['POST', '/composite/batch', call => batch(call, answer)],
  ['POST', '/composite/sobjects', createMany],
  ['PATCH', '/composite/sobjects', updateMany],
  ['DELETE', '/composite/sobjects', deleteMany],
  ['PATCH', '/composite/sobjects/*/*', upsertMany],
  ['GET', '/composite/sobjects/*', readMany],
  ['POST', '/composite/sobjects/*', readMany],
  ['POST', '/jobs/query', bulkCreate],
  ['GET', '/jobs/query/*', bulkStatus],
  ['PATCH', '/jobs/query/*', bulkAbort],
  ['DELETE', '/jobs/query/*', bulkDelete],
  ['GET', '/jobs/query/*/results', bulkResults],
  ['GET', '/ui-api/records/*', uiRecord]
]

const table = routes.map(([method, path, route]) => ({ method, words: segments(path), route }))

/** `/sobjects/X/{id}/VersionData` is a file, `/sobjects/X/Key__c/{value}` a record. */
function readThird (call: Call, name = '', second = '', third = ''): Answer {
  return /^[a-zA-Z0-9]{15,18}$/.test(second) && call.org.tables.get(name.toLowerCase())?.object.byName.has(second.toLowerCase()) !== true
    ? readBlob(call, name, second, third)
    : readByKey(call, name, second, third)
}

/** Answers one call; errors of the API are thrown. */
export function answer (call: Call): Answer {
  const path = segments(call.path)
  const here = table.filter(({ words }) => words.length === path.length && words.every((word, at) => word === '*' || word === path[at]))
  const found = here.find(({ method }) => method === (call.method === 'HEAD' ? 'GET' : call.method))
  if (found === undefined) throw here.length === 0 ? notFound() : notAllowed(call.method, here.map(({ method }) => method))
  return found.route(call, ...path.filter((word, at) => found.words[at] === '*').map(decode))
}

function notAllowed (method: string, allowed: string[]): ApiError {
  const names = allowed.includes('GET') ? ['HEAD', ...allowed] : allowed
  return apiError('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${[...new Set(names)].join(',')}`, { status: 405 })
}

function segments (path: string): string[] {
  return path.split('/').filter(word => word !== '')
}

function decode (word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    throw notFound()
  }
}
