import { tableOf } from '../org.ts'
import type { Org } from '../org.ts'
import type { Row } from '../store/table.ts'
import { makeCompany, makeRegistrationNumber } from './companies.ts'
import { departments, englishDepartments, englishTitles, makePerson, titles } from './people.ts'
import { makePlace, placeFields } from './places.ts'
import { dayFrom, plant } from './plant.ts'
import type { Product } from './products.ts'
import type { Random } from './random.ts'

interface Garden {
  org: Org
  random: Random
  products: [Product, ...Product[]]
}

const industries = ['Manufacturing', 'Technology', 'Retail', 'Construction', 'Transportation', 'Food & Beverage', 'Healthcare', 'Finance'] as const
const stages = ['Prospecting', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'] as const
const themes = ['機器更新', '年間契約', '新規導入', '保守更新', '消耗品定期'] as const
const englishThemes = ['Renewal', 'New deployment', 'Annual contract', 'Expansion'] as const

/** One account and what hangs on it: about fifteen records. Two of three are Japanese. */
export function plantAccount (garden: Garden, serial: number): void {
  const { org, random } = garden
  const japanese = random.chance(2 / 3)
  const owner = org.users[random.pick([1, 1, 2, 3, 5])]?.id ?? ''
  const company = makeCompany(random, japanese)
  const account = plant(org, 'Account', {
    Name: company.name,
    Kana__c: company.kana,
    Type: random.pick(['Customer', 'Prospect', 'Partner', 'Other']),
    Industry: random.pick(industries),
    Phone: japanese ? `0${random.between(3, 9)}-5555-${String(random.between(0, 9999)).padStart(4, '0')}` : `+1 555 0${random.between(100, 199)}`,
    AccountNumber: `A-${serial}`,
    ExternalKey__c: `A-${serial}`,
    AnnualRevenue: random.between(1, 9000) * 1_000_000,
    NumberOfEmployees: random.between(3, 5000),
    RegistrationNumber__c: japanese ? makeRegistrationNumber(random) : null,
    OwnerId: owner,
    ...placeFields('Billing', makePlace(random, japanese)),
    ...placeFields('Shipping', makePlace(random, japanese))
  })
  const grown = { garden, account, owner, japanese }
  const contacts = Array.from({ length: random.between(1, 2) }, () => plantContact(grown))
  const contact = contacts[0] ?? null
  const opportunity = plantOpportunity(grown, contact)
  if (random.chance(0.5)) plantInvoice(grown, opportunity)
  if (random.chance(0.3)) plant(org, 'Case', { AccountId: account.Id, ContactId: contact?.Id ?? null, Subject: japanese ? '請求内容のお問い合わせ' : 'Question about an invoice', Status: random.pick(['New', 'Working', 'Closed']), Origin: random.pick(['Phone', 'Email', 'Web']), Priority: random.pick(['High', 'Medium', 'Low']), OwnerId: owner })
}

interface Grown {
  garden: Garden
  account: Row
  owner: string
  japanese: boolean
}

function plantContact ({ garden: { org, random }, account, owner, japanese }: Grown): Row {
  const { romaji, ...name } = makePerson(random, japanese)
  return plant(org, 'Contact', {
    ...name,
    AccountId: account.Id,
    Salutation: random.pick(['Mr.', 'Ms.']),
    Title: japanese ? random.pick(titles) : random.pick(englishTitles),
    Department: japanese ? random.pick(departments) : random.pick(englishDepartments),
    Email: `${romaji}@example.${japanese ? 'jp' : 'com'}`,
    Phone: account.Phone,
    Birthdate: `${random.between(1960, 2000)}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
    OwnerId: owner
  })
}

function plantOpportunity ({ garden, account, owner, japanese }: Grown, contact: Row | null): Row {
  const { org, random } = garden
  const lines = Array.from({ length: random.between(1, 4) }, () => ({ product: random.pick(garden.products), quantity: random.between(1, 20) }))
  const amount = lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  const theme = japanese ? random.pick(themes) : random.pick(englishThemes)
  const stage = random.pick(stages)
  const opportunity = plant(org, 'Opportunity', { AccountId: account.Id, ContactId: contact?.Id ?? null, Name: `${String(account.Name)} ${theme}`, StageName: stage, Amount: amount, Probability: stage === 'Closed Won' ? 100 : random.between(0, 9) * 10, CloseDate: dayFrom(random.between(-300, 120)), Type: random.pick(['New Business', 'Existing Business']), OwnerId: owner, PaymentTerms__c: japanese ? '月末締め翌月末払い' : 'Net 30' })
  for (const [at, { product, quantity }] of lines.entries()) {
    plant(org, 'OpportunityLineItem', { OpportunityId: opportunity.Id, SortOrder: at + 1, PricebookEntryId: product.entry.Id, Product2Id: product.row.Id, Name: `${String(opportunity.Name)} ${product.name}`, Quantity: quantity, UnitPrice: product.price, ListPrice: product.price, TaxRate__c: product.taxRate, ServiceDate: opportunity.CloseDate })
  }
  if (random.chance(0.5)) plantQuote(garden, opportunity, { account, owner, lines, amount })
  return opportunity
}

function plantQuote ({ org, random }: Garden, opportunity: Row, { account, owner, lines, amount }: { account: Row, owner: string, lines: Array<{ product: Product, quantity: number }>, amount: number }): void {
  const tax = Math.floor(lines.reduce((sum, { product, quantity }) => sum + product.price * quantity * product.taxRate / 100, 0))
  const quote = plant(org, 'Quote', { Name: `${String(opportunity.Name)} 御見積`, OpportunityId: opportunity.Id, AccountId: account.Id, ContactId: opportunity.ContactId, Issuer__c: org.records.issuer ?? null, Status: random.pick(['Draft', 'Presented', 'Accepted']), ExpirationDate: opportunity.CloseDate, Subtotal: amount, TotalPrice: amount, Tax: tax, GrandTotal: amount + tax, LineItemCount: lines.length, BillingName: account.Name, BillingPostalCode: account.BillingPostalCode, BillingState: account.BillingState, BillingCity: account.BillingCity, BillingStreet: account.BillingStreet, BillingCountry: account.BillingCountry, OwnerId: owner })
  const order = random.chance(0.4) ? plant(org, 'Order', { Name: `${String(opportunity.Name)} 注文`, AccountId: account.Id, OpportunityId: opportunity.Id, QuoteId: quote.Id, BillToContactId: opportunity.ContactId, Issuer__c: org.records.issuer ?? null, EffectiveDate: opportunity.CloseDate, Status: 'Activated', TotalAmount: amount, OwnerId: owner }) : null
  for (const [at, { product, quantity }] of lines.entries()) {
    const line = { PricebookEntryId: product.entry.Id, Product2Id: product.row.Id, Quantity: quantity, Unit__c: product.unit, UnitPrice: product.price, ListPrice: product.price, TaxRate__c: product.taxRate, Description: product.name }
    plant(org, 'QuoteLineItem', { ...line, QuoteId: quote.Id, SortOrder: at + 1 })
    if (order !== null) plant(org, 'OrderItem', { ...line, OrderId: order.Id })
  }
}

function plantInvoice ({ garden: { org, random, products }, account, owner, japanese }: Grown, opportunity: Row): void {
  const day = random.between(-300, 0)
  const invoice = plant(org, 'Invoice__c', { Account__c: account.Id, Opportunity__c: opportunity.Id, Contact__c: opportunity.ContactId, Issuer__c: org.records.issuer ?? null, IssueDate__c: dayFrom(day), DueDate__c: dayFrom(day + 30), RegistrationNumber__c: 'T5010001234567', Status__c: random.pick(['Draft', 'Issued', 'Paid', 'Overdue']), Currency__c: japanese ? 'JPY' : 'USD', Subject__c: String(opportunity.Name), OwnerId: owner })
  const count = random.between(2, 6)
  for (let at = 1; at <= count; at++) {
    const product = random.pick(products)
    plant(org, 'InvoiceLine__c', { Name: product.name, Invoice__c: invoice.Id, Position__c: at, Quantity__c: random.between(1, 12), Unit__c: product.unit, UnitPrice__c: product.price, TaxRate__c: product.taxRate, Date__c: dayFrom(day - random.between(0, 20)) })
  }
}

/** How many records the org holds. */
export function countRecords (org: Org): number {
  return [...org.tables.keys()].reduce((sum, name) => sum + tableOf(org, name).rows.size, 0)
}
