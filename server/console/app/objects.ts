import { words } from './words.ts'

/** The tabs of the app, in their order. */
export const TABS = [
  { name: 'Quote', label: words.tabQuotes, href: '/o/Quote' },
  { name: 'Opportunity', label: words.tabOpportunities, href: '/o/Opportunity' },
  { name: 'Account', label: words.tabAccounts, href: '/o/Account' },
  { name: 'generate', label: words.tabGenerate, href: '/generate' }
] as const

/** What an object is called before the org has said it. */
export function tabOf (object: string): string {
  return TABS.find(({ name }) => name === object)?.label ?? object
}

const ICONS: Readonly<Record<string, string>> = {
  Account: 'standard:account',
  Case: 'standard:case',
  Contact: 'standard:contact',
  Opportunity: 'standard:opportunity',
  OpportunityLineItem: 'standard:product_item',
  Order: 'standard:orders',
  OrderItem: 'standard:order_item',
  Product2: 'standard:product',
  Quote: 'standard:quotes',
  QuoteLineItem: 'standard:product_item'
}

/** The icon of an object, as Salesforce draws it; custom objects have one for all. */
export function iconOf (object: string): string {
  return ICONS[object] ?? (object.endsWith('__c') ? 'standard:custom' : 'standard:record')
}
