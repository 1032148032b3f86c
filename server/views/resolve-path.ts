import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'
import { nearNames } from './near-names.ts'

export type Describe = (object: string) => Promise<ObjectDescribe>

/** A path that leads somewhere: in Salesforce's own spelling, with the field at its end. Or the place where it ends too early. */
export type Resolved = { path: string, field: FieldDescribe } | { missing: string }

const same = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase()

/** Follows a path through describe as the acting user sees it. Names are Salesforce's whatever their capitals, so that answers can be read by them. */
export async function resolvePath (describe: Describe, object: ObjectDescribe, path: string): Promise<Resolved> {
  const [step = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    const field = object.fields.find(({ name }) => same(name, step))
    return field ? { path: field.name, field } : { missing: missingField(object, step) }
  }
  const lookup = object.fields.find(({ relationshipName }) => same(relationshipName, step))
  if (!lookup?.relationshipName) return { missing: missingRelationship(object, step) }
  const end = await resolvePath(describe, await describeTarget(describe, lookup), rest.join('.'))
  return 'missing' in end ? end : { path: `${lookup.relationshipName}.${end.path}`, field: end.field }
}

/** A lookup to several objects offers the fields of the object Name: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm */
async function describeTarget (describe: Describe, { referenceTo }: FieldDescribe): Promise<ObjectDescribe> {
  const [first = ''] = referenceTo
  return referenceTo.length > 1 ? describe('Name').catch(() => describe(first)) : describe(first)
}

function missingField (object: ObjectDescribe, name: string): string {
  return `${object.name} has no field ${name} that you may read${meant(name, object.fields.map((field) => field.name))}`
}

function missingRelationship (object: ObjectDescribe, name: string): string {
  return `${object.name} has no relationship ${name} that you may follow${meant(name, object.fields.flatMap(({ relationshipName }) => relationshipName ?? []))}`
}

/** ` (did you mean X?)`, or nothing when no name is near. */
export function meant (written: string, names: string[]): string {
  const near = nearNames(written, names)
  return near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`
}
