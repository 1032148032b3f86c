import { allObjects } from './schema/all-objects.ts'
import type { Field } from './schema/field.ts'
import type { SObject } from './schema/object.ts'
import { rowById } from './org.ts'
import type { Org, Profile, SandboxUser } from './org.ts'
import type { Row } from './store/table.ts'

/** The user's profile: what field-level security and object permissions hang on. */
export function profileOf (org: Org, user: SandboxUser): Profile {
  const profile = org.profiles.get(user.profile)
  if (profile === undefined) throw new Error(`The sandbox org has no profile ${user.profile}`)
  return profile
}

/** The object by any spelling, or null where the user may not know of it. */
export function findObject (profile: Profile, name: string): SObject | null {
  const object = allObjects.get(name.toLowerCase())
  return object === undefined || profile.hiddenObjects.has(object.name) ? null : object
}

/** The field by any spelling, or null where field-level security hides it: it is then as if it were not there. */
export function findField (profile: Profile, object: SObject, name: string): Field | null {
  const field = object.byName.get(name.toLowerCase())
  return field === undefined || isHidden(profile, object, field) ? null : field
}

export function visibleFields (profile: Profile, object: SObject): Field[] {
  return object.fields.filter(field => !isHidden(profile, object, field))
}

export function isHidden (profile: Profile, object: SObject, field: Field): boolean {
  return profile.hiddenFields.has(`${object.name}.${field.name}`)
}

export function isEditable (profile: Profile, object: SObject, field: Field): boolean {
  return !profile.readOnlyFields.has(`${object.name}.${field.name}`)
}

/** Sharing: does the user see this row? Children follow their parent; a file follows any record it hangs on. */
export function canSee (org: Org, user: SandboxUser, object: SObject, row: Row): boolean {
  const profile = profileOf(org, user)
  if (profile.seesAll || object.sharing === 'public') return true
  if (object.name === 'ContentDocument') return row.OwnerId === user.id || hangsOnVisible(org, user, row)
  if (object.sharing === 'owner') return row.OwnerId === user.id
  const parent = rowById(org, row[object.sharing.parent])
  return parent !== null && canSee(org, user, parent.table.object, parent.row)
}

function hangsOnVisible (org: Org, user: SandboxUser, document: Row): boolean {
  const links = org.tables.get('contentdocumentlink')?.indexes.get('ContentDocumentId')?.get(document.Id) ?? []
  return links.some(link => {
    const anchor = rowById(org, link.LinkedEntityId)
    // Users are seen by everybody; what is in one user's own files is not.
    if (link.IsDeleted === true || anchor?.table.object.name === 'User') return link.IsDeleted !== true && link.LinkedEntityId === user.id
    return anchor !== null && canSee(org, user, anchor.table.object, anchor.row)
  })
}
