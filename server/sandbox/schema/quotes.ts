import { address, checkbox, currency, date, email, integer, longText, lookup, master, number, percent, phone, picklist, text } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'

const total = (row: Record<string, unknown>): number =>
  Math.round(Number(row.Quantity ?? 0) * Number(row.UnitPrice ?? 0) * (1 - Number(row.Discount ?? 0) / 100) * 100) / 100

const product = object({
  name: 'Product2',
  keyPrefix: '01t',
  label: 'Product|商品',
  sharing: 'public',
  fields: [
    text('Name', 'Product Name|商品名', 255, { required: true, nameField: true }),
    text('ProductCode', 'Product Code|商品コード', 255),
    text('Description', 'Product Description|商品の説明', 4000, { type: 'textarea' }),
    checkbox('IsActive', 'Active|有効', { defaultValue: true }),
    picklist('Family', 'Product Family|商品ファミリ', ['Hardware|機器', 'Service|役務', 'Food|食品', 'Supplies|消耗品']),
    text('QuantityUnitOfMeasure', 'Quantity Unit Of Measure|単位', 40),
    percent('TaxRate__c', 'Tax Rate|税率')
  ]
})

const pricebook = object({
  name: 'Pricebook2',
  keyPrefix: '01s',
  label: 'Price Book|価格表',
  sharing: 'public',
  fields: [text('Name', 'Price Book Name|価格表名', 255, { required: true, nameField: true }), checkbox('IsActive', 'Active|有効'), checkbox('IsStandard', 'Is Standard Price Book|標準価格表', { readOnly: true })]
})

const pricebookEntry = object({
  name: 'PricebookEntry',
  keyPrefix: '01u',
  label: 'Price Book Entry|価格表エントリ',
  plural: 'Price Book Entries|価格表エントリ',
  sharing: 'public',
  fields: [
    text('Name', 'Product Name|商品名', 255, { nameField: true, readOnly: true }),
    lookup('Pricebook2Id', 'Price Book ID|価格表 ID', 'Pricebook2', { childName: 'PricebookEntries', required: true }),
    lookup('Product2Id', 'Product ID|商品 ID', 'Product2', { childName: 'PricebookEntries', required: true }),
    currency('UnitPrice', 'List Price|定価', 2, { required: true }), checkbox('IsActive', 'Active|有効')
  ]
})

const quote = object({
  name: 'Quote',
  keyPrefix: '0Q0',
  label: 'Quote|見積',
  fields: [
    text('QuoteNumber', 'Quote Number|見積番号', 30, { readOnly: true, autoNumber: '{00000000}' }),
    text('Name', 'Quote Name|見積名', 255, { required: true, nameField: true }),
    lookup('OpportunityId', 'Opportunity ID|商談 ID', 'Opportunity', { childName: 'Quotes', required: true, createOnly: true }),
    lookup('AccountId', 'Account ID|取引先 ID', 'Account', { childName: 'Quotes' }),
    lookup('ContactId', 'Contact ID|取引先責任者 ID', 'Contact', { childName: 'Quotes' }),
    lookup('Issuer__c', 'Issuer|発行者', 'Issuer__c', { childName: 'Quotes__r' }),
    picklist('Status', 'Status|状況', ['Draft|下書き', 'In Review|審査中', 'Presented|提出済み', 'Accepted|受注', 'Denied|失注'], { defaultValue: 'Draft' }),
    date('ExpirationDate', 'Expiration Date|有効期限'),
    currency('Subtotal', 'Subtotal|小計', 2, { readOnly: true }), currency('TotalPrice', 'Total Price|合計金額', 2, { readOnly: true }),
    currency('Tax', 'Tax|税', 2), currency('GrandTotal', 'Grand Total|総計', 2, { readOnly: true }),
    integer('LineItemCount', 'Line Items|品目', { readOnly: true }),
    ...address('Billing', ['Bill To', '請求先']), text('BillingName', 'Bill To Name|請求先名', 255),
    ...address('Shipping', ['Ship To', '納入先']),
    email('Email', 'Email|メール'), phone('Phone', 'Phone|電話'),
    longText('Description', 'Description|備考', { length: 32000 }),
    text('Subject__c', 'Subject|件名', 255), text('DeliveryPlace__c', 'Place of Delivery|納入場所', 255), text('PaymentTerms__c', 'Terms of Payment|支払条件', 255)
  ]
})

const quoteLineItem = object({
  name: 'QuoteLineItem',
  keyPrefix: '0QL',
  label: 'Quote Line Item|見積品目名',
  sharing: { parent: 'QuoteId' },
  fields: [
    text('LineNumber', 'Line Number|明細番号', 255, { nameField: true, readOnly: true, autoNumber: '{00000000}' }),
    master('QuoteId', 'Quote ID|見積 ID', 'Quote', 'QuoteLineItems'),
    integer('SortOrder', 'Sort Order|並び順'),
    lookup('PricebookEntryId', 'Price Book Entry ID|価格表エントリ ID', 'PricebookEntry', { childName: 'QuoteLineItems' }),
    lookup('Product2Id', 'Product ID|商品 ID', 'Product2', { childName: 'QuoteLineItems' }),
    number('Quantity', 'Quantity|数量', 2, { required: true }),
    text('Unit__c', 'Unit|単位', 20),
    currency('UnitPrice', 'Sales Price|販売価格', 2, { required: true }), currency('ListPrice', 'List Price|定価', 2),
    percent('Discount', 'Discount|割引'),
    currency('TotalPrice', 'Total Price|合計金額', 2, { readOnly: true, formula: total }),
    percent('TaxRate__c', 'Tax Rate|税率'),
    text('Description', 'Line Item Description|品目名の説明', 255)
  ]
})

const order = object({
  name: 'Order',
  keyPrefix: '801',
  label: 'Order|注文',
  fields: [
    text('OrderNumber', 'Order Number|注文番号', 30, { readOnly: true, nameField: true, autoNumber: '{00000000}' }),
    text('Name', 'Order Name|注文名', 80),
    lookup('AccountId', 'Account ID|取引先 ID', 'Account', { childName: 'Orders' }),
    lookup('OpportunityId', 'Opportunity ID|商談 ID', 'Opportunity', { childName: 'Orders' }),
    lookup('QuoteId', 'Quote ID|見積 ID', 'Quote', { childName: 'Orders' }),
    lookup('BillToContactId', 'Bill To Contact ID|請求先責任者 ID', 'Contact', { relationshipName: 'BillToContact' }),
    lookup('ShipToContactId', 'Ship To Contact ID|納入先責任者 ID', 'Contact', { relationshipName: 'ShipToContact' }),
    lookup('Issuer__c', 'Issuer|発行者', 'Issuer__c', { childName: 'Orders__r' }),
    date('EffectiveDate', 'Order Start Date|注文開始日', { required: true }), date('EndDate', 'Order End Date|注文終了日'),
    picklist('Status', 'Status|状況', ['Draft|ドラフト', 'Activated|有効'], { required: true }),
    text('PoNumber', 'PO Number|発注番号', 80),
    ...address('Billing', ['Billing', '請求先']), ...address('Shipping', ['Shipping', '納入先']),
    currency('TotalAmount', 'Order Amount|注文金額', 2, { readOnly: true }),
    longText('Description', 'Description|備考', { length: 32000 })
  ]
})

const orderItem = object({
  name: 'OrderItem',
  keyPrefix: '802',
  label: 'Order Product|注文商品',
  sharing: { parent: 'OrderId' },
  fields: [
    text('OrderItemNumber', 'Order Product Number|注文商品番号', 30, { readOnly: true, nameField: true, autoNumber: '{0000000000}' }),
    master('OrderId', 'Order ID|注文 ID', 'Order', 'OrderItems'),
    lookup('Product2Id', 'Product ID|商品 ID', 'Product2', { childName: 'OrderItems' }),
    lookup('PricebookEntryId', 'Price Book Entry ID|価格表エントリ ID', 'PricebookEntry', { childName: 'OrderItems' }),
    number('Quantity', 'Quantity|数量', 2, { required: true }),
    text('Unit__c', 'Unit|単位', 20),
    currency('UnitPrice', 'Unit Price|単価', 2), currency('ListPrice', 'List Price|定価', 2),
    currency('TotalPrice', 'Total Price|合計金額', 2, { readOnly: true, formula: total }),
    percent('TaxRate__c', 'Tax Rate|税率'),
    date('ServiceDate', 'Start Date|開始日'),
    text('Description', 'Line Description|品目名の説明', 255)
  ]
})

export const quotes: SObject[] = [product, pricebook, pricebookEntry, quote, quoteLineItem, order, orderItem]
