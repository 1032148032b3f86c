import { currency, date, lookup, longText, master, number, percent, phone, picklist, richText, text, textArea } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'

const amount = (row: Record<string, unknown>): number => Number(row.Quantity__c ?? 0) * Number(row.UnitPrice__c ?? 0)

const invoice = object({
  name: 'Invoice__c',
  keyPrefix: 'a00',
  label: 'Invoice|請求',
  fields: [
    text('Name', 'Invoice Number|請求番号', 80, { readOnly: true, nameField: true, autoNumber: 'INV-{00000}' }),
    lookup('Account__c', 'Account|取引先', 'Account', { childName: 'Invoices__r' }),
    lookup('Opportunity__c', 'Opportunity|商談', 'Opportunity', { childName: 'Invoices__r' }),
    lookup('Contact__c', 'Contact|取引先責任者', 'Contact', { childName: 'Invoices__r' }),
    lookup('Issuer__c', 'Issuer|発行者', 'Issuer__c', { childName: 'Invoices__r' }),
    date('IssueDate__c', 'Issue Date|発行日'), date('DueDate__c', 'Due Date|支払期日'),
    text('RegistrationNumber__c', 'Registration Number|登録番号', 14),
    picklist('Status__c', 'Status|状況', ['Draft|下書き', 'Issued|発行済み', 'Paid|入金済み', 'Overdue|期限超過']),
    text('Currency__c', 'Currency|通貨', 3, { defaultValue: 'JPY' }),
    text('Subject__c', 'Subject|件名', 255),
    longText('Notes__c', 'Notes|備考'),
    text('ExternalKey__c', 'External Key|外部キー', 64, { unique: true, externalId: true, caseSensitive: true })
  ]
})

const invoiceLine = object({
  name: 'InvoiceLine__c',
  keyPrefix: 'a01',
  label: 'Invoice Line|請求明細',
  sharing: { parent: 'Invoice__c' },
  fields: [
    text('Name', 'Item|品名', 80, { nameField: true }),
    master('Invoice__c', 'Invoice|請求', 'Invoice__c', 'Lines__r'),
    number('Position__c', 'Position|行番号'),
    number('Quantity__c', 'Quantity|数量', 2), text('Unit__c', 'Unit|単位', 20),
    currency('UnitPrice__c', 'Unit Price|単価', 2), percent('TaxRate__c', 'Tax Rate|税率'),
    date('Date__c', 'Date|取引日'),
    currency('Amount__c', 'Amount|金額', 2, { readOnly: true, formula: amount }),
    textArea('Description__c', 'Description|摘要')
  ]
})

const invoiceLinePart = object({
  name: 'InvoiceLinePart__c',
  keyPrefix: 'a02',
  label: 'Invoice Line Part|請求明細内訳',
  sharing: { parent: 'InvoiceLine__c' },
  fields: [
    text('Name', 'Part|内訳', 80, { nameField: true }),
    master('InvoiceLine__c', 'Invoice Line|請求明細', 'InvoiceLine__c', 'Parts__r'),
    number('Position__c', 'Position|行番号'), number('Quantity__c', 'Quantity|数量', 2),
    currency('UnitPrice__c', 'Unit Price|単価', 2),
    currency('Amount__c', 'Amount|金額', 2, { readOnly: true, formula: amount })
  ]
})

const issuer = object({
  name: 'Issuer__c',
  keyPrefix: 'a03',
  label: 'Issuer|発行者',
  sharing: 'public',
  fields: [
    text('Name', 'Company Name|会社名', 80, { nameField: true }),
    text('PostalCode__c', 'Postal Code|郵便番号', 10), text('Address__c', 'Address|住所', 255),
    phone('Phone__c', 'Phone|電話'), phone('Fax__c', 'Fax|Fax'),
    text('RegistrationNumber__c', 'Registration Number|登録番号', 14),
    text('Representative__c', 'Representative|代表者', 80),
    longText('BankAccount__c', 'Bank Account|振込先')
  ]
})

const certificate = object({
  name: 'Certificate__c',
  keyPrefix: 'a04',
  label: 'Certificate|証書',
  fields: [
    text('Name', 'Certificate|証書', 80, { nameField: true }),
    lookup('Recipient__c', 'Recipient|受領者', 'Contact', { childName: 'Certificates__r' }),
    lookup('Issuer__c', 'Issuer|発行者', 'Issuer__c', { childName: 'Certificates__r' }),
    text('Title__c', 'Title|表題', 120), longText('Body__c', 'Body|本文'), richText('Remarks__c', 'Remarks|付記'),
    date('IssuedOn__c', 'Issued On|発行日'), text('Number__c', 'Number|番号', 40)
  ]
})

export const invoices: SObject[] = [invoice, invoiceLine, invoiceLinePart, issuer, certificate]
