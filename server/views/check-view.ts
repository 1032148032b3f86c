import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'
import { checkFilter, checkSort, type Spot } from './check-filter.ts'
import type { CheckedColumn, CheckedLevel, CheckedList, CheckedView } from './checked-view.ts'
import { meant, resolvePath, type Describe } from './resolve-path.ts'
import type { Column, List, View } from './schema.ts'

/** One thing that is wrong: `place` as in JSON (`lists[0].columns[2].path`), a sentence, and whether reading rights could be the cause. */
export interface Problem { place: string, problem: string, unreadable?: { path: string, column: string } }

/** The View as it can be read, or everything that is wrong with it. Columns with a default may be unreadable: the default stands in. */
export type Checked = { view: CheckedView, problems: [] } | { view: null, problems: Problem[] }

interface Check { describe: Describe, problems: Problem[] }

/** A path to the record has at most five relationships, so lists can lie six deep. */
const MAX_DEPTH = 6
/** Compound fields are objects, and files are no text. */
const PARTS_ONLY = new Set(['address', 'location', 'complexvalue'])
const UNREADABLE_TYPES = new Set(['base64', 'json', 'anyType'])

/** Holds a View against describe as the acting user sees it. Errors: ObjectNotFound, and those of Salesforce itself. */
export async function checkView (describe: Describe, { view, name }: { view: View, name: string }): Promise<Checked> {
  const check: Check = { describe, problems: [] }
  const object = await describe(view.object)
  if (!object.queryable) check.problems.push({ place: 'object', problem: `Salesforce does not let anyone query ${object.name}` })
  const level = await checkLevel(check, object, { place: '', depth: 0, body: view })
  return check.problems.length === 0 ? { view: { ...level, name }, problems: [] } : { view: null, problems: check.problems }
}

interface Part { place: string, depth: number, body: Omit<View, 'object'> }

async function checkLevel (check: Check, object: ObjectDescribe, { place, depth, body }: Part): Promise<CheckedLevel> {
  const report = (at: string, problem: string) => { check.problems.push({ place: at, problem }) }
  const spot = (at: string): Spot => ({ describe: check.describe, object, place: place + at, report })
  checkNames(body, place, report)
  const columns: CheckedColumn[] = []
  for (const [index, column] of body.columns.entries()) columns.push(...await checkColumn(check, spot(`columns[${index}]`), column))
  const lists: CheckedList[] = []
  for (const [index, list] of (body.lists ?? []).entries()) lists.push(...await checkList(check, object, { place: `${place}lists[${index}]`, depth: depth + 1, list }))
  return {
    object: object.name,
    columns,
    lists,
    filter: body.filter ? await checkFilter(spot('filter'), body.filter) : null,
    sort: await checkSort(spot('sort'), body.sort ?? []),
    limit: body.limit ?? null
  }
}

/** Names become keys of the row: each once, and none that JavaScript objects have already. */
function checkNames ({ columns, lists = [] }: Part['body'], place: string, report: Spot['report']): void {
  const seen = new Set<string>()
  const named = [...columns.map(({ name }, index) => ({ name, at: `columns[${index}].name` })), ...lists.map(({ name }, index) => ({ name, at: `lists[${index}].name` }))]
  for (const { name, at } of named) {
    if (seen.has(name)) report(place + at, `the name ${name} is used twice`)
    if (name in {}) report(place + at, `the name ${name} cannot be used`)
    seen.add(name)
  }
}

async function checkColumn (check: Check, { describe, object, place, report }: Spot, column: Column): Promise<CheckedColumn[]> {
  const resolved = await resolvePath(describe, object, column.path)
  if ('missing' in resolved) {
    if (column.default !== undefined) return [{ name: column.name, path: column.path, hidden: true, default: column.default, labels: null }]
    check.problems.push({ place: `${place}.path`, problem: resolved.missing, unreadable: { path: `${object.name}.${column.path}`, column: column.name } })
    return []
  }
  const { path, field } = resolved
  if (PARTS_ONLY.has(field.type)) report(`${place}.path`, `${path} consists of several fields; take its parts: ${partsOf(object, field).join(', ')}`)
  if (UNREADABLE_TYPES.has(field.type)) report(`${place}.path`, `${path} holds a file, not text`)
  if (column.label && !isPicklist(field)) report(`${place}.label`, `${path} is no picklist, so it has no labels`)
  return [{ name: column.name, path, hidden: false, default: column.default ?? null, labels: column.label ? labelsOf(field) : null }]
}

function partsOf (object: ObjectDescribe, { name }: FieldDescribe): string[] {
  return object.fields.map((field) => field.name).filter((other) => other !== name && other.startsWith(name.replace(/Address$|__c$/, '')))
}

function isPicklist ({ type }: FieldDescribe): boolean {
  return type === 'picklist' || type === 'multipicklist' || type === 'combobox'
}

/** Describe gives the labels in the user's own language. */
function labelsOf ({ picklistValues }: FieldDescribe): Map<string, string> {
  return new Map(picklistValues.map(({ value, label }) => [value, label]))
}

async function checkList (check: Check, parent: ObjectDescribe, { place, depth, list }: { place: string, depth: number, list: List }): Promise<CheckedList[]> {
  const report = (problem: string) => { check.problems.push({ place: `${place}.relationship`, problem }) }
  const child = parent.childRelationships.find(({ relationshipName }) => relationshipName.toLowerCase() === list.relationship.toLowerCase())
  if (!child) {
    report(`${parent.name} has no child list ${list.relationship} that you may read${meant(list.relationship, parent.childRelationships.map(({ relationshipName }) => relationshipName))}`)
    return []
  }
  if (depth > MAX_DEPTH) {
    report(`lists can lie ${MAX_DEPTH} deep at most`)
    return []
  }
  const object = await check.describe(child.childSObject)
  const lookup = object.fields.find(({ name }) => name === child.field)
  if (!object.queryable) report(`Salesforce does not let anyone query ${object.name}`)
  if (!lookup) report(`you may not read ${child.childSObject}.${child.field}, which ties the list to its record`)
  if (!lookup || !object.queryable) return []
  const level = await checkLevel(check, object, { place: `${place}.`, depth, body: list })
  return [{ ...level, name: list.name, relationship: child.relationshipName, lookup: lookup.name, parent: lookup.referenceTo.length > 1 ? null : lookup.relationshipName }]
}
