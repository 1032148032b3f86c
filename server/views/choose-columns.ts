import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'

// What people look for in a list, in the order in which they read it; of each line the first that the object has.
const WANTED = [
  ['QuoteNumber', 'OrderNumber', 'CaseNumber', 'InvoiceNumber', 'ContractNumber'],
  ['AccountId', 'Account__c'],
  ['Product2Id', 'Product__c'],
  ['Status', 'StageName', 'Status__c', 'Stage__c'],
  ['Quantity', 'Quantity__c'],
  ['UnitPrice', 'UnitPrice__c'],
  ['Discount', 'Discount__c'],
  ['GrandTotal', 'Amount', 'TotalAmount', 'TotalPrice', 'GrandTotal__c', 'Amount__c', 'TotalAmount__c', 'Total__c'],
  ['ExpirationDate', 'CloseDate', 'EffectiveDate', 'ActivityDate', 'DueDate__c', 'ClosedDate'],
  ['Subject', 'Subject__c'],
  ['Title'],
  ['Phone'],
  ['Email'],
  ['Type'],
  ['Industry'],
  ['Priority'],
  ['OwnerId']
]
const PLAIN = new Set(['string', 'picklist', 'currency', 'double', 'int', 'percent', 'date', 'datetime', 'boolean', 'reference', 'email', 'phone'])
const TECHNICAL = /^(Id|IsDeleted|SystemModstamp|LastModified(Date|ById)|CreatedById|Last(Viewed|Referenced)Date|RecordTypeId|Pricebook(2|Entry)Id|.*(Latitude|Longitude|GeocodeAccuracy)|(Billing|Shipping|Mailing|Other|Quote To|Additional)?(Street|City|State|PostalCode|Country|StateCode|CountryCode))(__c|__s)?$/

/** The fields that say the most about the records of an object, beside their names: at most so many, in reading order. */
export function chooseColumns ({ fields }: ObjectDescribe, most: number): FieldDescribe[] {
  const useful = fields.filter(({ name, type, nameField }) => !nameField && PLAIN.has(type) && !TECHNICAL.test(name))
  const wanted = WANTED.flatMap((names) => names.flatMap((name) => useful.find((field) => field.name === name) ?? []).slice(0, 1)).slice(0, most)
  const owner = wanted.filter(({ name }) => name === 'OwnerId')
  const others = useful.filter((field) => !wanted.includes(field)).sort((a, b) => rank(a) - rank(b))
  return [...wanted.filter((field) => !owner.includes(field)), ...others.slice(0, most - wanted.length), ...owner]
}

/** Custom fields were made because somebody wanted to see them. */
function rank ({ custom, name }: FieldDescribe): number {
  return name === 'CreatedDate' ? 1 : custom ? 0 : 2
}
