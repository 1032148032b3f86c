import type { ChildRelationship, ObjectDescribe, ObjectSummary } from '../io/salesforce-describe.ts'

// Lists of standard objects that people open; all others hold the platform's own things.
const STANDARD = ['QuoteLineItems', 'OpportunityLineItems', 'OrderItems', 'Quotes', 'Opportunities', 'Orders', 'Contacts', 'Contracts', 'Cases', 'Assets']

/** The child lists that people look for on a record: lines first, then custom lists, then standard ones; at most so many. */
export function chooseLists ({ childRelationships }: ObjectDescribe, objects: ObjectSummary[], most: number): ChildRelationship[] {
  const seen = new Set(objects.filter(({ queryable, layoutable }) => queryable && layoutable).map(({ name }) => name))
  return childRelationships
    .filter(({ childSObject, relationshipName }) => seen.has(childSObject) && rank(relationshipName) < Infinity)
    .sort((a, b) => rank(a.relationshipName) - rank(b.relationshipName) || a.relationshipName.localeCompare(b.relationshipName))
    .slice(0, most)
}

function rank (relationship: string): number {
  const standard = STANDARD.indexOf(relationship)
  if (standard >= 0 && standard < 3) return standard
  if (relationship.endsWith('__r')) return /Lines?|Items?|Details?/i.test(relationship) ? 3 : 4
  return standard < 0 ? Infinity : 10 + standard
}
