import type { Profile, SandboxUser } from '../org.ts'
import { describeField } from './describe-field.ts'
import { isCustom, labelIn } from './field.ts'
import type { SObject } from './object.ts'

export interface Reader {
  user: SandboxUser
  profile: Profile
  /** `/services/data/v66.0` */
  base: string
}

/** The 28 keys an object has in the global describe. */
export function describeBriefly (object: SObject, { user, base }: Reader): Record<string, unknown> {
  const url = `${base}/sobjects/${object.name}`
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: !object.readOnly,
    custom: isCustom(object.name),
    customSetting: false,
    deepCloneable: false,
    deletable: object.deletable,
    deprecatedAndHidden: false,
    feedEnabled: object.sharing === 'owner',
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: labelIn(object.label, user.language),
    labelPlural: labelIn(object.plural, user.language),
    layoutable: !object.readOnly,
    mergeable: ['Account', 'Contact'].includes(object.name),
    mruEnabled: object.sharing === 'owner',
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: object.sharing !== 'public',
    triggerable: true,
    undeletable: object.deletable,
    updateable: !object.readOnly,
    urls: {
      ...(isCustom(object.name) ? {} : { compactLayouts: `${url}/describe/compactLayouts` }),
      rowTemplate: `${url}/{ID}`,
      ...(object.readOnly ? {} : { layouts: `${url}/describe/layouts`, defaultValues: `${url}/defaultValues?recordTypeId&fields` }),
      describe: `${url}/describe`,
      sobject: url
    }
  }
}

/** The whole describe as this user gets it: what field-level security hides is not in it. */
export function describeObject (object: SObject, reader: Reader): Record<string, unknown> {
  const { profile, user, base } = reader
  const brief = describeBriefly(object, reader)
  const url = `${base}/sobjects/${object.name}`
  return {
    actionOverrides: [],
    ...brief,
    childRelationships: object.children.filter(child => !profile.hiddenObjects.has(child.childSObject) && !profile.hiddenFields.has(`${child.childSObject}.${child.field}`)).map(child => ({
      cascadeDelete: child.cascadeDelete,
      childSObject: child.childSObject,
      deprecatedAndHidden: false,
      field: child.field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.relationshipName,
      restrictedDelete: false
    })),
    compactLayoutable: !object.readOnly,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields.filter(field => !profile.hiddenFields.has(`${object.name}.${field.name}`)).map(field =>
      describeField(object, field, { editable: !profile.readOnlyFields.has(`${object.name}.${field.name}`), language: user.language })),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [{ active: true, available: true, defaultRecordTypeMapping: true, developerName: 'Master', master: true, name: labelIn('Master|マスター', user.language), recordTypeId: '012000000000000AAA', urls: { layout: `${url}/describe/layouts/012000000000000AAA` } }],
    searchLayoutable: object.sharing !== 'public',
    sobjectDescribeOption: 'FULL',
    supportedScopes: [{ label: labelIn('All|すべて', user.language), name: 'everything' }, ...(object.sharing === 'owner' ? [{ label: labelIn('My|私の', user.language), name: 'mine' }] : [])]
  }
}
