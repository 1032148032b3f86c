import type { Part, PartName } from './org-package.ts'

interface Component { type: string, fullName: string }

/** What holds data of the org. */
const DATA = new Set(['CustomObject ChohyoOutput__c', 'Layout ChohyoOutput__c-Document Output Layout', 'CustomField ContentVersion.ChohyoKey__c', 'CustomField ContentVersion.ChohyoMapping__c', 'CustomField ContentVersion.ChohyoRecordId__c'])

/** What `org undo` deletes of one part; a flow by its versions. A record of a metadata type goes with the type, a layout with its object. */
export function listRemovals (parts: Part[], name: PartName, withData: boolean, flowVersions: string[]): Component[] {
  const components = parts.find((part) => part.name === name)?.components ?? []
  return components.flatMap((component) => {
    const { type, fullName } = component
    if (type === 'Flow') return flowVersions.map((version) => ({ type, fullName: version }))
    if (type === 'Layout' || type === 'CustomMetadata') return []
    return withData || !DATA.has(`${type} ${fullName}`) ? [component] : []
  })
}

/** package.xml or destructiveChanges.xml. */
export function manifest (components: Component[]): string {
  const types = [...new Set(components.map(({ type }) => type))].sort()
  const blocks = types.map((type) => {
    const members = components.filter((component) => component.type === type).map(({ fullName }) => `        <members>${fullName}</members>\n`).sort()
    return `    <types>\n${members.join('')}        <name>${type}</name>\n    </types>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${blocks.join('')}    <version>66.0</version>\n</Package>\n`
}

/** Goes with every destructiveChanges.xml. */
export const emptyPackage = manifest([])
