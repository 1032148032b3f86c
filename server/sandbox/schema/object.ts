import { checkbox, datetime, field, isCustom, lookup } from './field.ts'
import type { Field, Label } from './field.ts'

/** Who sees a row: everybody, its owner, or whoever sees its parent. */
export type Sharing = 'public' | 'owner' | { parent: string }

export interface ChildRelationship {
  childSObject: string
  field: string
  relationshipName: string | null
  cascadeDelete: boolean
}

export interface SObject {
  name: string
  keyPrefix: string
  label: Label
  plural: Label
  fields: Field[]
  /** By lower-case name: SOQL and URLs do not mind case. */
  byName: Map<string, Field>
  sharing: Sharing
  children: ChildRelationship[]
  /** Set up, not written, by the API. */
  readOnly: boolean
  deletable: boolean
}

interface ObjectSpec {
  name: string
  keyPrefix: string
  label: Label
  plural?: Label
  sharing?: Sharing
  owners?: string[]
  readOnly?: boolean
  deletable?: boolean
  fields: Field[]
}

/** An object with the fields every object has put around its own. */
export function object (spec: ObjectSpec): SObject {
  const sharing = spec.sharing ?? 'owner'
  const fields = [
    field('id', 'Id', `${labelWord(spec.label, 0)} ID|${labelWord(spec.label, 1)} ID`, { length: 18, readOnly: true, required: true }),
    ...(sharing === 'owner' ? [owner(spec.owners ?? (isCustom(spec.name) ? ['Group', 'User'] : ['User']))] : []),
    checkbox('IsDeleted', 'Deleted|削除', { readOnly: true }),
    ...spec.fields,
    ...audit()
  ]
  return {
    name: spec.name,
    keyPrefix: spec.keyPrefix,
    label: spec.label,
    plural: spec.plural ?? `${labelWord(spec.label, 0)}s|${labelWord(spec.label, 1)}`,
    fields,
    byName: new Map(fields.map(field => [field.name.toLowerCase(), field])),
    sharing,
    children: [],
    readOnly: spec.readOnly ?? false,
    deletable: spec.deletable ?? !spec.readOnly
  }
}

/** Knows every object by lower-case name, each with the child relationships the others' lookups give it. */
export function catalogue (objects: SObject[]): Map<string, SObject> {
  const byName = new Map(objects.map(object => [object.name.toLowerCase(), object]))
  for (const object of objects) {
    for (const { name, referenceTo, childName, master } of object.fields) {
      for (const parent of referenceTo) {
        byName.get(parent.toLowerCase())?.children.push({ childSObject: object.name, field: name, relationshipName: childName, cascadeDelete: master })
      }
    }
  }
  return byName
}

function labelWord (label: Label, at: 0 | 1): string {
  return label.split('|')[at] ?? label
}

function owner (referenceTo: string[]): Field {
  return lookup('OwnerId', 'Owner ID|所有者 ID', referenceTo, { required: true })
}

function audit (): Field[] {
  const readOnly = { readOnly: true, required: true }
  return [
    datetime('CreatedDate', 'Created Date|作成日', readOnly),
    lookup('CreatedById', 'Created By ID|作成者 ID', 'User', readOnly),
    datetime('LastModifiedDate', 'Last Modified Date|最終更新日', readOnly),
    lookup('LastModifiedById', 'Last Modified By ID|最終更新者 ID', 'User', readOnly),
    datetime('SystemModstamp', 'System Modstamp|System Modstamp', readOnly)
  ]
}
