import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'
import type { CheckedSort } from './checked-view.ts'
import { nameOfParent } from './frame-cells.ts'
import { nameFieldOf } from './name-field.ts'
import type { Describe } from './resolve-path.ts'

/**
 * What a list is sorted by. `text`: Salesforce orders text by language and compares it otherwise, so that a page cannot begin after a value.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_orderby.htm
 */
export interface ChosenSort { asked: string, path: string, falling: boolean, text: boolean }

// Picklists are ordered by their setup, which the list does not know.
const TEXT = new Set(['string', 'email', 'phone', 'url', 'reference'])
const MEASURED = new Set(['currency', 'double', 'int', 'long', 'percent', 'date', 'datetime'])

/** The order someone asks for: one of the list's columns, the name or the date of creation; newest first unless told. Errors: RequestInvalid. */
export async function chooseSort (describe: Describe, object: ObjectDescribe, columns: FieldDescribe[], asked: string | undefined): Promise<ChosenSort> {
  const created = object.fields.find(({ name }) => name === 'CreatedDate')
  const given = asked ?? (created?.sortable ? '-CreatedDate' : 'Id')
  const wanted = given.replace(/^-/, '')
  if (wanted === 'Id') return { asked: given, path: 'Id', falling: false, text: false }
  const field = [nameFieldOf(object), ...columns, created].find((one) => one !== undefined && (one.name === wanted || (one.nameField && wanted === 'Name')))
  const path = field ? await choosePath(describe, field) : null
  if (!field || path === null) throw new RequestInvalid(both(`this list cannot be sorted by ${wanted}`, `この一覧は ${wanted} で並べ替えできません`))
  return { asked: given, path, falling: given.startsWith('-'), text: TEXT.has(field.type) }
}

/** The path a list is sorted by when someone sorts by this field; null when it cannot be. Parents go by their names. */
export async function choosePath (describe: Describe, field: FieldDescribe): Promise<string | null> {
  if (field.type === 'reference') return nameOfParent(describe, field)
  return field.sortable && field.filterable && (TEXT.has(field.type) || MEASURED.has(field.type)) ? field.name : null
}

/** As SOQL orders it: empty ones last, and what is alike by id. */
export function toOrder ({ path, falling }: ChosenSort): CheckedSort[] {
  const byId: CheckedSort = { path: 'Id', direction: 'asc', nulls: null }
  return path === 'Id' ? [byId] : [{ path, direction: falling ? 'desc' : 'asc', nulls: 'last' }, byId]
}
