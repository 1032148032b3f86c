import { isCustom, isFilterable, isSortable, labelIn } from './field.ts'
import type { Field } from './field.ts'
import type { SObject } from './object.ts'

/** What the asking user may do with the field. */
export interface FieldRights {
  editable: boolean
  language: string
}

const soapTypes: Record<string, string> = { id: 'tns:ID', reference: 'tns:ID', boolean: 'xsd:boolean', int: 'xsd:int', double: 'xsd:double', currency: 'xsd:double', percent: 'xsd:double', date: 'xsd:date', datetime: 'xsd:dateTime', time: 'xsd:time', base64: 'xsd:base64Binary', address: 'urn:address', location: 'urn:location' }

/** The 57 keys of one field in an object describe. */
export function describeField (object: SObject, field: Field, { editable, language }: FieldRights): Record<string, unknown> {
  const computed = field.formula !== null || field.autoNumber !== null
  const writable = editable && !field.readOnly && !computed && !object.readOnly
  const sortable = isSortable(field)
  const reference = field.type === 'reference'
  return {
    aggregatable: sortable && field.type !== 'boolean',
    aiPredictionField: false,
    autoNumber: field.autoNumber !== null,
    byteLength: ['id', 'reference'].includes(field.type) ? 18 : field.length * 3,
    calculated: field.formula !== null && isCustom(field.name),
    calculatedFormula: null,
    cascadeDelete: field.master,
    caseSensitive: field.caseSensitive,
    compoundFieldName: field.compound,
    controllerName: null,
    createable: writable,
    custom: isCustom(field.name),
    defaultValue: field.type === 'boolean' ? field.defaultValue ?? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: field.defaultValue !== null || computed || field.name === 'OwnerId' || (field.readOnly && field.required),
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 8 : 0,
    displayLocationInDecimal: field.type === 'location',
    encrypted: field.type === 'encryptedstring',
    externalId: field.externalId,
    extraTypeInfo: field.rich ? 'richtextarea' : field.type === 'textarea' ? 'plaintextarea' : field.name === 'Name' && field.formula !== null ? 'personname' : null,
    filterable: isFilterable(field),
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: sortable && !['double', 'currency', 'percent', 'datetime', 'time'].includes(field.type),
    highScaleNumber: false,
    htmlFormatted: field.rich || field.type === 'url',
    idLookup: field.type === 'id' || field.externalId || (field.nameField && field.formula === null),
    inlineHelpText: null,
    label: labelIn(field.label, language),
    length: field.length,
    mask: field.type === 'encryptedstring' ? '*' : null,
    maskType: field.type === 'encryptedstring' ? 'all' : null,
    name: field.name,
    nameField: field.nameField,
    namePointing: reference && field.referenceTo.length > 1,
    nillable: !field.required && field.type !== 'boolean',
    permissionable: !field.required && !field.nameField && !['id', 'datetime'].includes(field.type),
    picklistValues: field.picklist.map(({ value, label }) => ({ active: true, defaultValue: value === field.defaultValue, label: labelIn(label, language), validFor: null, value })),
    polymorphicForeignKey: reference && field.referenceTo.length > 1,
    precision: field.precision,
    queryByDistance: field.type === 'location',
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.master && isCustom(field.name) ? 0 : null,
    restrictedDelete: false,
    restrictedPicklist: field.restricted,
    scale: field.scale,
    searchPrefilterable: reference,
    soapType: soapTypes[field.type] ?? 'xsd:string',
    sortable,
    type: field.type,
    unique: field.unique,
    updateable: writable && !field.createOnly,
    writeRequiresMasterRead: false
  }
}
