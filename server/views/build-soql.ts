import { FilterInvalid } from '../errors.ts'
import type { CheckedFilter, CheckedSort } from './checked-view.ts'
import { writeLiteral } from './write-literal.ts'

/** One SELECT: field paths, child queries, and what narrows them. `object` of a child query is the relationship. */
export interface Query { object: string, fields: string[], children?: Query[], filter?: CheckedFilter | null, sort?: CheckedSort[], limit?: number | null }

const PATH = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,5}$/
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/

/** The query as SOQL text. Names are checked once more here, so that nothing but a name can stand where a name belongs. */
export function buildSoql ({ object, fields, children = [], filter, sort = [], limit }: Query): string {
  const selected = [...new Set(fields.map(checkPath)), ...children.map((child) => `(${buildSoql(child)})`)]
  return `SELECT ${selected.join(', ')} FROM ${checkName(object)}${where(filter)}${orderBy(sort)}${limit == null ? '' : ` LIMIT ${checkLimit(limit)}`}`
}

/** The number of rows the query would have. */
export function buildCount ({ object, filter, limit }: Pick<Query, 'object' | 'filter' | 'limit'>): string {
  return `SELECT COUNT() FROM ${checkName(object)}${where(filter)}${limit == null ? '' : ` LIMIT ${checkLimit(limit)}`}`
}

/** Joins filters of which any may be missing. */
export function allOf (...filters: Array<CheckedFilter | null | undefined>): CheckedFilter | null {
  const all = filters.filter((filter) => filter != null)
  return all.length > 1 ? { all } : all[0] ?? null
}

function where (filter: CheckedFilter | null | undefined): string {
  if (filter == null) return ''
  const parts = 'all' in filter ? filter.all.map(writeFilter).join(' AND ') : writeFilter(filter)
  return ` WHERE ${parts}`
}

function writeFilter (filter: CheckedFilter): string {
  if ('all' in filter) return `(${filter.all.map(writeFilter).join(' AND ')})`
  if ('any' in filter) return `(${filter.any.map(writeFilter).join(' OR ')})`
  if ('not' in filter) return `(NOT ${writeFilter(filter.not)})`
  return `${checkPath(filter.path)} ${filter.op.toUpperCase()} ${writeLiteral(filter.kind, filter)}`
}

function orderBy (sort: CheckedSort[]): string {
  if (sort.length === 0) return ''
  return ` ORDER BY ${sort.map(({ path, direction, nulls }) => `${checkPath(path)} ${direction === 'desc' ? 'DESC' : 'ASC'}${nulls === null ? '' : ` NULLS ${nulls === 'last' ? 'LAST' : 'FIRST'}`}`).join(', ')}`
}

function checkPath (path: string): string {
  if (!PATH.test(path)) throw new FilterInvalid(`${JSON.stringify(path.slice(0, 80))} is not a field path`)
  return path
}

function checkName (name: string): string {
  if (!NAME.test(name)) throw new FilterInvalid(`${JSON.stringify(name.slice(0, 80))} is not a name`)
  return name
}

function checkLimit (limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new FilterInvalid('a limit is a whole number above 0')
  return limit
}
