import { apiError, notFound, unknownObject } from '../api-error.ts'
import { canSee, findField, isEditable, profileOf } from '../access.ts'
import { rowById, tableByPrefix, tableOf } from '../org.ts'
import type { Org, Profile, SandboxUser } from '../org.ts'
import { isCustom, labelIn } from '../schema/field.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { addRecord, changeRecord, deleteRecord } from './change-rows.ts'
import { checkValue, showValue } from './check-value.ts'
import { readId } from './ids.ts'
import { rowsWith } from './table.ts'
import type { Row } from './table.ts'

interface Writer {
  org: Org
  user: SandboxUser
}

/** Creates a record as this user: object and field permissions, types, required, lookups and unique keys are checked. */
export function insertRecord (writer: Writer, object: SObject, body: Record<string, unknown>): Row {
  if (object.readOnly) throw apiError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support create`)
  const values = readBody(writer, object, body, 'create')
  return insertValues(writer, object, values)
}

/** The second half of an insert, for values already read. */
export function insertValues ({ org, user }: Writer, object: SObject, values: Record<string, unknown>): Row {
  for (const field of object.fields) {
    if (values[field.name] === undefined && field.defaultValue !== null) values[field.name] = field.defaultValue
  }
  if (object.byName.has('ownerid')) values.OwnerId ??= user.id
  const missing = object.fields.filter(field => field.required && !field.readOnly && (values[field.name] ?? null) === null).map(field => field.name)
  if (missing.length > 0) throw apiError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, { fields: missing })
  checkUnique(org, object, values, null)
  if (object.name === 'ContentDocumentLink') checkLinkedOnce(org, values)
  return addRecord(org, object, values, user.id)
}

export function updateRecord (writer: Writer, object: SObject, row: Row, body: Record<string, unknown>): void {
  const values = readBody(writer, object, body, 'update')
  const emptied = object.fields.filter(field => field.required && field.name in values && values[field.name] === null).map(field => field.name)
  if (emptied.length > 0) throw apiError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${emptied.join(', ')}]`, { fields: emptied })
  checkUnique(writer.org, object, values, row)
  changeRecord(writer.org, object, row, values, writer.user.id)
}

export function removeRecord ({ org }: Writer, object: SObject, row: Row): void {
  if (!object.deletable) throw apiError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', { status: 403 })
  deleteRecord(org, object, row)
}

/** The row this id names, if it is of the object, not deleted, and the user may see it. */
export function visibleRow ({ org, user }: Writer, object: SObject, id: string): Row {
  const long = readId(id)
  // Salesforce takes what is no id for the name of an external id field.
  if (long === null) throw notFound(`Provided external ID field does not exist or is not accessible: ${id}`)
  const row = tableOf(org, object.name).rows.get(long)
  if (row === undefined) throw notFound()
  if (row.IsDeleted === true) throw apiError('ENTITY_IS_DELETED', 'entity is deleted', { status: 404, fields: [] })
  if (!canSee(org, user, object, row)) throw notFound()
  return row
}

type Verb = 'create' | 'update'

function readBody (writer: Writer, object: SObject, body: Record<string, unknown>, verb: Verb): Record<string, unknown> {
  const profile = profileOf(writer.org, writer.user)
  const values: Record<string, unknown> = {}
  const refused: string[] = []
  for (const [key, value] of Object.entries(body)) {
    if (key === 'attributes') continue
    const reference = typeof value === 'object' && value !== null && !Array.isArray(value) ? relationshipField(profile, object, key) : null
    const field = reference ?? findField(profile, object, key)
    if (field === null) throw apiError('INVALID_FIELD', `No such column '${key}' on sobject of type ${object.name}`)
    if (field.readOnly || field.formula !== null || (verb === 'update' && field.createOnly) || !isEditable(profile, object, field)) refused.push(field.name)
    else if (reference !== null) values[field.name] = idByKey(writer, field, value as Record<string, unknown>)
    else values[field.name] = field.type === 'reference' ? checkReference(writer, field, value) : checkValue(field, value)
  }
  if (refused.length > 0) {
    throw apiError('INVALID_FIELD_FOR_INSERT_UPDATE', `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`, { fields: refused })
  }
  return values
}

function relationshipField (profile: Profile, object: SObject, key: string): Field | null {
  const field = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === key.toLowerCase())
  return field === undefined ? null : findField(profile, object, field.name)
}

/** `{"Account__r": {"ExternalKey__c": "A-1"}}` points at a record by its external id. */
function idByKey ({ org }: Writer, field: Field, key: Record<string, unknown>): string {
  const [name = '', value] = Object.entries(key).find(([name]) => name !== 'attributes') ?? []
  const target = field.referenceTo[0] ?? ''
  const table = org.tables.get(target.toLowerCase())
  if (table === undefined) throw unknownObject(target)
  const keyField = table.object.byName.get(name.toLowerCase())
  if (keyField?.externalId !== true) throw apiError('INVALID_FIELD', `Foreign key external ID field '${name}' not found on entity ${target}`)
  const found = rowsWith(table, keyField.name, value)?.find(row => row.IsDeleted !== true)
  if (found === undefined) throw apiError('INVALID_FIELD', `Foreign key external ID: ${showValue(value)} not found for field ${name} in entity ${target}`)
  return found.Id
}

function checkReference ({ org, user }: Writer, field: Field, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  const id = readId(value)
  const label = labelIn(field.label, 'en')
  if (id === null) throw apiError('MALFORMED_ID', `${label}: id value of incorrect type: ${showValue(value)}`, { fields: [field.name] })
  const table = tableByPrefix(org, id.slice(0, 3))
  if (table === undefined || !field.referenceTo.includes(table.object.name)) {
    throw apiError(isCustom(field.name) ? 'FIELD_INTEGRITY_EXCEPTION' : 'MALFORMED_ID', `${label}: id value of incorrect type: ${showValue(value)}`, { fields: [field.name] })
  }
  const target = rowById(org, id)
  if (target === null || target.row.IsDeleted === true) throw apiError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', { fields: [] })
  if (!canSee(org, user, target.table.object, target.row)) {
    throw apiError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', `insufficient access rights on cross-reference id: ${id}`, { fields: [] })
  }
  return id
}

function checkLinkedOnce (org: Org, { ContentDocumentId: document, LinkedEntityId: entity }: Record<string, unknown>): void {
  const links = rowsWith(tableOf(org, 'ContentDocumentLink'), 'ContentDocumentId', document) ?? []
  if (links.some(link => link.LinkedEntityId === entity && link.IsDeleted !== true)) {
    throw apiError('DUPLICATE_VALUE', `Document with ID ${String(document)} is already linked with the entity ${String(entity)}`, { fields: ['LinkedEntityId'] })
  }
}

function checkUnique (org: Org, object: SObject, values: Record<string, unknown>, self: Row | null): void {
  for (const field of object.fields) {
    if (!field.unique || typeof values[field.name] !== 'string') continue
    const twin = rowsWith(tableOf(org, object.name), field.name, values[field.name])?.find(row => row !== self && row.IsDeleted !== true)
    if (twin !== undefined) {
      throw apiError('DUPLICATE_VALUE', `duplicate value found: ${field.name} duplicates value on record with id: ${twin.Id.slice(0, 15)}`, { fields: [] })
    }
  }
}
