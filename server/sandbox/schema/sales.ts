import { address, checkbox, currency, date, datetime, email, integer, longText, lookup, master, number, percent, phone, picklist, text, url } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'
import { personName } from './names.ts'

const industries = ['Manufacturing|製造', 'Technology|情報通信', 'Retail|小売', 'Construction|建設', 'Transportation|運輸', 'Food & Beverage|食品', 'Healthcare|医療', 'Finance|金融']

const account = object({
  name: 'Account',
  keyPrefix: '001',
  label: 'Account|取引先',
  fields: [
    text('Name', 'Account Name|取引先名', 255, { required: true, nameField: true }),
    text('Kana__c', 'Account Name (Kana)|取引先名(カナ)', 255),
    picklist('Type', 'Account Type|種別', ['Customer|顧客', 'Prospect|見込み客', 'Partner|パートナー', 'Other|その他']),
    lookup('ParentId', 'Parent Account ID|親取引先 ID', 'Account', { childName: 'ChildAccounts' }),
    ...address('Billing', ['Billing', '請求先']),
    ...address('Shipping', ['Shipping', '納入先']),
    phone('Phone', 'Account Phone|電話'), phone('Fax', 'Account Fax|Fax'),
    text('AccountNumber', 'Account Number|取引先番号', 40),
    url('Website', 'Website|Web サイト'),
    picklist('Industry', 'Industry|業種', industries),
    currency('AnnualRevenue', 'Annual Revenue|年間売上'),
    integer('NumberOfEmployees', 'Employees|従業員数'),
    longText('Description', 'Account Description|取引先 説明', { length: 32000 }),
    text('RegistrationNumber__c', 'Registration Number|登録番号', 14),
    text('ExternalKey__c', 'External Key|外部キー', 64, { unique: true, externalId: true, caseSensitive: true })
  ]
})

const contact = object({
  name: 'Contact',
  keyPrefix: '003',
  label: 'Contact|取引先責任者',
  fields: [
    lookup('AccountId', 'Account ID|取引先 ID', 'Account', { childName: 'Contacts' }),
    text('LastName', 'Last Name|姓', 80, { required: true, compound: 'Name' }),
    text('FirstName', 'First Name|名', 40, { compound: 'Name' }),
    picklist('Salutation', 'Salutation|敬称', ['Mr.|様', 'Ms.|様', 'Dr.|先生'], { compound: 'Name' }),
    text('Name', 'Full Name|氏名', 121, { nameField: true, readOnly: true, formula: personName }),
    text('Kana__c', 'Name (Kana)|氏名(カナ)', 121),
    ...address('Mailing', ['Mailing', '郵送先']),
    phone('Phone', 'Business Phone|電話'), phone('MobilePhone', 'Mobile Phone|携帯'),
    email('Email', 'Email|メール'),
    text('Title', 'Title|役職', 128), text('Department', 'Department|部署', 80),
    lookup('ReportsToId', 'Reports To ID|上司 ID', 'Contact', { relationshipName: 'ReportsTo', childName: 'DirectReports' }),
    date('Birthdate', 'Birthdate|誕生日'),
    longText('Description', 'Contact Description|説明', { length: 32000 })
  ]
})

const stages = ['Prospecting|見込み', 'Proposal|提案', 'Negotiation|交渉', 'Closed Won|成立', 'Closed Lost|不成立']

const opportunity = object({
  name: 'Opportunity',
  keyPrefix: '006',
  label: 'Opportunity|商談',
  plural: 'Opportunities|商談',
  fields: [
    lookup('AccountId', 'Account ID|取引先 ID', 'Account', { childName: 'Opportunities' }),
    text('Name', 'Name|商談名', 120, { required: true, nameField: true }),
    longText('Description', 'Description|説明', { length: 32000 }),
    picklist('StageName', 'Stage|フェーズ', stages, { required: true }),
    currency('Amount', 'Amount|金額'),
    percent('Probability', 'Probability (%)|確度 (%)', { precision: 3, scale: 0 }),
    date('CloseDate', 'Close Date|完了予定日', { required: true }),
    picklist('Type', 'Opportunity Type|種別', ['New Business|新規', 'Existing Business|既存']),
    text('NextStep', 'Next Step|次のステップ', 255),
    checkbox('IsClosed', 'Closed|完了', { readOnly: true, formula: row => String(row.StageName).startsWith('Closed') }),
    checkbox('IsWon', 'Won|成立', { readOnly: true, formula: row => row.StageName === 'Closed Won' }),
    lookup('Pricebook2Id', 'Price Book ID|価格表 ID', 'Pricebook2', { childName: 'Opportunities' }),
    lookup('ContactId', 'Contact ID|取引先責任者 ID', 'Contact', { childName: 'Opportunities' }),
    text('DeliveryPlace__c', 'Place of Delivery|納入場所', 255),
    text('PaymentTerms__c', 'Terms of Payment|支払条件', 255)
  ]
})

const amount = (row: Record<string, unknown>): number => Number(row.Quantity ?? 0) * Number(row.UnitPrice ?? 0)

const opportunityLineItem = object({
  name: 'OpportunityLineItem',
  keyPrefix: '00k',
  label: 'Opportunity Product|商談商品',
  sharing: { parent: 'OpportunityId' },
  fields: [
    master('OpportunityId', 'Opportunity ID|商談 ID', 'Opportunity', 'OpportunityLineItems'),
    integer('SortOrder', 'Sort Order|並び順'),
    lookup('PricebookEntryId', 'Price Book Entry ID|価格表エントリ ID', 'PricebookEntry', { childName: 'OpportunityLineItems' }),
    lookup('Product2Id', 'Product ID|商品 ID', 'Product2', { childName: 'OpportunityLineItems' }),
    text('Name', 'Opportunity Product Name|商談商品名', 376, { nameField: true }),
    number('Quantity', 'Quantity|数量', 2, { required: true }),
    currency('UnitPrice', 'Sales Price|販売価格', 2),
    currency('ListPrice', 'List Price|定価', 2),
    currency('TotalPrice', 'Total Price|合計金額', 2, { readOnly: true, formula: amount }),
    percent('Discount', 'Discount|割引'),
    percent('TaxRate__c', 'Tax Rate|税率'),
    date('ServiceDate', 'Date|日付'),
    text('Description', 'Line Description|品目名の説明', 255)
  ]
})

const caseObject = object({
  name: 'Case',
  keyPrefix: '500',
  label: 'Case|ケース',
  owners: ['Group', 'User'],
  fields: [
    text('CaseNumber', 'Case Number|ケース番号', 30, { nameField: true, readOnly: true, autoNumber: '{00000000}' }),
    lookup('ContactId', 'Contact ID|取引先責任者 ID', 'Contact', { childName: 'Cases' }),
    lookup('AccountId', 'Account ID|取引先 ID', 'Account', { childName: 'Cases' }),
    picklist('Type', 'Case Type|種別', ['Question|質問', 'Problem|問題', 'Request|要望']),
    picklist('Status', 'Status|状況', ['New|新規', 'Working|対応中', 'Escalated|エスカレーション', 'Closed|クローズ'], { defaultValue: 'New' }),
    picklist('Origin', 'Case Origin|発生源', ['Phone|電話', 'Email|メール', 'Web']),
    picklist('Priority', 'Priority|優先度', ['High|高', 'Medium|中', 'Low|低'], { defaultValue: 'Medium' }),
    text('Subject', 'Subject|件名', 255), longText('Description', 'Description|説明', { length: 32000 }),
    checkbox('IsClosed', 'Closed|完了', { readOnly: true, formula: row => row.Status === 'Closed' }),
    datetime('ClosedDate', 'Closed Date|完了日')
  ]
})

const task = object({
  name: 'Task',
  keyPrefix: '00T',
  label: 'Task|ToDo',
  owners: ['Group', 'User'],
  fields: [
    lookup('WhoId', 'Name ID|名前 ID', 'Contact', { childName: 'Tasks' }),
    lookup('WhatId', 'Related To ID|関連先 ID', ['Account', 'Opportunity', 'Case', 'Quote', 'Order', 'Invoice__c'], { childName: 'Tasks' }),
    text('Subject', 'Subject|件名', 255, { nameField: true }),
    date('ActivityDate', 'Due Date Only|期日のみ'),
    picklist('Status', 'Status|状況', ['Not Started|未着手', 'In Progress|進行中', 'Completed|完了'], { defaultValue: 'Not Started' }),
    picklist('Priority', 'Priority|優先度', ['High|高', 'Normal|標準', 'Low|低'], { defaultValue: 'Normal' }),
    longText('Description', 'Description|コメント', { length: 32000 })
  ]
})

export const sales: SObject[] = [account, contact, opportunity, opportunityLineItem, caseObject, task]
