import { FilterInvalid, ListElsewhere, ListUnknown, ObjectNotFound, RecordNotFound } from '../errors.ts'
import type { Release } from '../mappings/open-release.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { allOf, buildSoql } from '../views/build-soql.ts'
import { checkFilter } from '../views/check-filter.ts'
import type { CheckedFilter } from '../views/checked-view.ts'
import { nameField } from '../views/name-field.ts'
import { openView } from '../views/open-view.ts'
import type { Filter, View } from '../views/schema.ts'
import type { Source } from './schema.ts'

/** A source as it will be read: what meets `filter` of one object, `ids` in their own order. `name` is the field that records are called by. */
export interface FoundSource { object: string, name: string | null, filter: CheckedFilter | null, ids: string[] | null, limit: number | null }

/**
 * Holds a source against what the acting user may read. Errors: FieldUnreadable and ViewInvalid (no document of the mapping could be made),
 * FilterInvalid, ListUnknown, ListElsewhere, RecordNotFound (the parent), and those of Salesforce.
 */
export async function findSource (tenant: Tenant, { release, source }: { release: Release, source: Source }): Promise<FoundSource> {
  const name = release.mapping.view
  const { view } = await openView(tenant, { view: release.views.get(name) as View, name })
  const found = { object: view.object, name: nameField(await tenant.salesforce.describe(view.object)), ids: null, limit: null }
  if ('recordIds' in source) return { ...found, filter: null, ids: source.recordIds }
  if ('parentId' in source) return { ...found, filter: allOf(await childrenOf(tenant, source, { object: view.object, mapping: release.name }), view.filter) }
  return { ...found, filter: allOf(await checkOwn(tenant, view.object, source.filter), view.filter), limit: source.limit ?? null }
}

async function checkOwn ({ salesforce: { describe } }: Tenant, name: string, filter: Filter): Promise<CheckedFilter | null> {
  const problems: string[] = []
  const checked = await checkFilter({ describe, object: await describe(name), place: 'filter', report: (place, problem) => { problems.push(`${place}: ${problem}`) } }, filter)
  if (problems.length > 0) throw new FilterInvalid(problems.join('; '))
  return checked
}

/** The condition that a record is in this list of this parent. The parent itself is looked up: a list of a record that is not there would just be empty. */
async function childrenOf ({ salesforce }: Tenant, { parentId, relationship }: { parentId: string, relationship: string }, made: { object: string, mapping: string }): Promise<CheckedFilter> {
  const parent = (await salesforce.describeGlobal()).find(({ keyPrefix }) => keyPrefix === parentId.slice(0, 3))
  if (!parent) throw new ObjectNotFound(parentId)
  const { childRelationships } = await salesforce.describe(parent.name)
  const list = childRelationships.find((each) => each.relationshipName.toLowerCase() === relationship.toLowerCase())
  if (!list) throw new ListUnknown(parent.name, relationship)
  if (list.childSObject !== made.object) throw new ListElsewhere(list.relationshipName, list.childSObject, made.mapping, made.object)
  const { records } = await salesforce.query(buildSoql({ object: parent.name, fields: ['Id'], filter: { path: 'Id', op: '=', kind: 'id', value: parentId } }))
  if (records.length === 0) throw new RecordNotFound(parent.name, parentId)
  return { path: list.field, op: '=', kind: 'id', value: parentId }
}
