import type { Org } from '../org.ts'
import type { Row } from '../store/table.ts'
import { personName } from '../schema/names.ts'
import { plantCertificate, plantEnglishInvoice, plantInvoice, plantStatement } from './showcase-invoices.ts'
import { dayFrom, plant } from './plant.ts'
import type { Product } from './products.ts'

export interface Showcase {
  org: Org
  owner: string
  account: Row
  contact: Row
  issuer: Row
}

const billing = { BillingPostalCode: '530-0001', BillingCountry: '日本', BillingState: '大阪府', BillingCity: '大阪市北区', BillingStreet: '梅田3丁目1-3\nノースゲートビルディング 14階' }
const shipping = { ShippingPostalCode: '812-0011', ShippingCountry: '日本', ShippingState: '福岡県', ShippingCity: '福岡市博多区', ShippingStreet: '博多駅前2丁目20-1 西日本倉庫' }

/** The records documents are shown and tested with. They come first, so their ids do not depend on the size of the org. */
export function plantShowcase (org: Org, products: Product[]): void {
  const owner = org.users[1]?.id ?? ''
  const issuer = plant(org, 'Issuer__c', {
    Name: '株式会社帳票商事',
    PostalCode__c: '100-0005',
    Address__c: '東京都千代田区丸の内1丁目9-2 グラントウキョウ 20階',
    Phone__c: '03-5555-0100',
    Fax__c: '03-5555-0199',
    RegistrationNumber__c: 'T5010001234567',
    Representative__c: '代表取締役 帳票 一郎',
    BankAccount__c: '青葉中央銀行 丸の内支店(普通)1234567\n口座名義 カ)チョウヒョウショウジ'
  })
  const account = plant(org, 'Account', { Name: '株式会社髙橋製作所', Kana__c: 'タカハシセイサクショ', Type: 'Customer', Industry: 'Manufacturing', Phone: '06-5555-2200', AccountNumber: 'A-0001', Website: 'https://takahashi.example', AnnualRevenue: 4_820_000_000, NumberOfEmployees: 320, RegistrationNumber__c: 'T9120001234563', ExternalKey__c: 'A-0001', OwnerId: owner, ...billing, ...shipping })
  const contact = plant(org, 'Contact', { AccountId: account.Id, LastName: '渡邉', FirstName: '﨑子', Salutation: 'Ms.', Kana__c: 'ワタナベ サキコ', Title: '購買部長', Department: '購買部', Phone: '06-5555-2201', MobilePhone: '090-5555-2201', Email: 'watanabe@takahashi.example', Birthdate: '1979-03-15', OwnerId: owner, MailingPostalCode: '530-0001', MailingCountry: '日本', MailingState: '大阪府', MailingCity: '大阪市北区', MailingStreet: '梅田3丁目1-3' })
  const show = { org, owner, account, contact, issuer }
  const { opportunity, quote } = plantQuote(show, products)
  const order = plantOrder(show, { products, opportunity, quote })
  Object.assign(org.records, { issuer: issuer.Id, account: account.Id, contact: contact.Id, opportunity: opportunity.Id, quote: quote.Id, order: order.Id })
  Object.assign(org.records, {
    invoice: plantInvoice(show, opportunity).Id,
    englishInvoice: plantEnglishInvoice(show).Id,
    statementAccount: plantStatement(show).Id,
    certificate: plantCertificate(show).Id
  })
  plant(org, 'Case', { AccountId: account.Id, ContactId: contact.Id, Subject: '複合機の紙詰まりについて', Description: '2階の複合機で紙詰まりが続いています。', Status: 'Working', Origin: 'Phone', Priority: 'High', Type: 'Problem', OwnerId: owner })
  plant(org, 'Task', { WhatId: opportunity.Id, WhoId: contact.Id, Subject: '見積の説明', ActivityDate: dayFrom(5), OwnerId: owner })
  plant(org, 'Task', { WhatId: account.Id, WhoId: contact.Id, Subject: '挨拶', ActivityDate: dayFrom(-20), Status: 'Completed', OwnerId: owner })
  org.records.sampler = plantSampler(show).Id
  plantPrivate(org)
}

/** Which product, how many, discount in percent: eight lines of both tax rates. */
const quoteLines: Array<[number, number, number]> = [[0, 2, 5], [1, 10, 0], [2, 10, 10], [3, 1, 0], [4, 3, 0], [8, 24, 0], [9, 30, 0], [11, 12, 0]]

function plantQuote ({ org, owner, account, contact, issuer }: Showcase, products: Product[]): { opportunity: Row, quote: Row } {
  const lines = quoteLines.flatMap(([at, quantity, discount]) => {
    const product = products[at]
    return product === undefined ? [] : [{ product, quantity, discount, total: Math.round(product.price * quantity * (1 - discount / 100)) }]
  })
  const subtotal = lines.reduce((sum, { total }) => sum + total, 0)
  const tax = [10, 8].reduce((sum, rate) => sum + Math.floor(lines.reduce((base, { product, total }) => product.taxRate === rate ? base + total : base, 0) * rate / 100), 0)
  const terms = { DeliveryPlace__c: '貴社福岡倉庫', PaymentTerms__c: '月末締め翌月末払い' }
  const opportunity = plant(org, 'Opportunity', { AccountId: account.Id, ContactId: contact.Id, Name: '髙橋製作所 本社事務機器更新', StageName: 'Proposal', Amount: subtotal, Probability: 60, CloseDate: dayFrom(30), Type: 'Existing Business', NextStep: '見積提出', OwnerId: owner, ...terms })
  const quote = plant(org, 'Quote', { Name: '本社事務機器更新 御見積', OpportunityId: opportunity.Id, AccountId: account.Id, ContactId: contact.Id, Issuer__c: issuer.Id, Status: 'Presented', ExpirationDate: dayFrom(30), Subtotal: subtotal, TotalPrice: subtotal, Tax: tax, GrandTotal: subtotal + tax, LineItemCount: lines.length, BillingName: account.Name, Email: contact.Email, Phone: account.Phone, Description: '納期はご発注後3週間です。\n設置場所の電源工事は含みません。', Subject__c: '本社事務機器更新の件', OwnerId: owner, ...billing, ...shipping, ...terms })
  for (const [at, { product, quantity, discount }] of lines.entries()) {
    const shared = { SortOrder: at + 1, PricebookEntryId: product.entry.Id, Product2Id: product.row.Id, Quantity: quantity, UnitPrice: product.price, ListPrice: product.price, Discount: discount, TaxRate__c: product.taxRate, Description: product.taxRate === 8 ? '軽減税率対象' : null }
    plant(org, 'OpportunityLineItem', { ...shared, OpportunityId: opportunity.Id, Name: `${String(opportunity.Name)} ${product.name}`, ServiceDate: dayFrom(40) })
    plant(org, 'QuoteLineItem', { ...shared, QuoteId: quote.Id, Unit__c: product.unit })
  }
  return { opportunity, quote }
}

function plantOrder ({ org, owner, account, contact, issuer }: Showcase, { products, opportunity, quote }: { products: Product[], opportunity: Row, quote: Row }): Row {
  const items = products.slice(0, 10).map((product, at) => ({ product, quantity: 1 + (at * 3) % 7 }))
  const total = items.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)
  const order = plant(org, 'Order', { Name: '本社事務機器 納品', AccountId: account.Id, OpportunityId: opportunity.Id, QuoteId: quote.Id, BillToContactId: contact.Id, ShipToContactId: contact.Id, Issuer__c: issuer.Id, EffectiveDate: dayFrom(0), Status: 'Activated', PoNumber: 'PO-2026-1031', TotalAmount: total, Description: '納品は午前中を指定。', OwnerId: owner, ...billing, ...shipping })
  for (const { product, quantity } of items) {
    plant(org, 'OrderItem', { OrderId: order.Id, Product2Id: product.row.Id, PricebookEntryId: product.entry.Id, Quantity: quantity, Unit__c: product.unit, UnitPrice: product.price, ListPrice: product.price, TaxRate__c: product.taxRate, ServiceDate: dayFrom(0), Description: product.name })
  }
  return order
}

function plantSampler ({ org, owner, account }: Showcase): Row {
  return plant(org, 'Sampler__c', {
    Name: 'すべての型',
    Text__c: '㈱髙﨑・渡邉 <b>"太字"</b> & 𠮷',
    Required__c: '必須',
    Key__c: 'SAMPLER-1',
    LooseKey__c: 'Loose-1',
    TextArea__c: '一行目\n二行目',
    LongText__c: '長い文章です。'.repeat(40),
    RichText__c: '<p>書式<b>付き</b>の<i>文章</i>です。</p><ul><li>一</li><li>二</li></ul><script>alert(1)</script>',
    Secret__c: '1234-5678',
    Checkbox__c: true,
    Number__c: 1234.567,
    Integer__c: 42,
    Currency__c: 1234567.89,
    Percent__c: 12.5,
    Date__c: '2026-10-31',
    DateTime__c: '2026-10-31T15:30:00.000+0000',
    Time__c: '09:05:00.000Z',
    Picklist__c: 'Green',
    MultiPicklist__c: 'Tokyo;Fukuoka',
    Email__c: 'sampler@example.jp',
    Phone__c: '03-5555-0000',
    Url__c: 'https://example.jp/?a=1&b=2',
    Place__Latitude__s: 35.681236,
    Place__Longitude__s: 139.767125,
    Account__c: account.Id,
    OwnerId: owner
  })
}

/** What the rep with a private view of the org owns: sharing is tested with these. */
function plantPrivate (org: Org): void {
  const owner = org.users[3]?.id ?? ''
  const account = plant(org, 'Account', { Name: 'みどり商事株式会社', Kana__c: 'ミドリショウジ', Type: 'Prospect', Industry: 'Retail', AnnualRevenue: 120_000_000, ExternalKey__c: 'A-0002', OwnerId: owner, ...billing })
  const contact = plant(org, 'Contact', { AccountId: account.Id, LastName: '中村', FirstName: '結衣', OwnerId: owner, Kana__c: 'ナカムラ ユイ' })
  plant(org, 'Opportunity', { AccountId: account.Id, ContactId: contact.Id, Name: 'みどり商事 新規導入', StageName: 'Prospecting', Amount: 800_000, CloseDate: dayFrom(60), OwnerId: owner })
  Object.assign(org.records, { privateAccount: account.Id, privateContact: contact.Id })
  // An opportunity of theirs under an account that is not theirs: the parent stays hidden.
  org.records.privateOpportunity = plant(org, 'Opportunity', { AccountId: org.records.account, Name: `${personName({ LastName: '髙橋', FirstName: '翔' })}の商談`, StageName: 'Proposal', Amount: 500_000, CloseDate: dayFrom(15), OwnerId: owner }).Id
}
