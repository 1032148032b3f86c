import { address, checkbox, datetime, email, integer, lookup, phone, picklist, text } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'
import { personName } from './names.ts'

const user = object({
  name: 'User',
  keyPrefix: '005',
  label: 'User|ユーザー',
  sharing: 'public',
  readOnly: true,
  fields: [
    text('Username', 'Username|ユーザー名', 80, { required: true }),
    text('LastName', 'Last Name|姓', 80, { required: true, compound: 'Name' }), text('FirstName', 'First Name|名', 40, { compound: 'Name' }),
    text('Name', 'Full Name|氏名', 121, { nameField: true, readOnly: true, formula: personName }),
    text('CompanyName', 'Company Name|会社名', 80), text('Title', 'Title|役職', 80), text('Department', 'Department|部署', 80),
    text('Alias', 'Alias|別名', 8), text('EmployeeNumber', 'Employee Number|社員番号', 20),
    email('Email', 'Email|メール'), phone('Phone', 'Phone|電話'),
    ...address('', ['User', 'ユーザー']).map(part => part.type === 'address' ? part : { ...part, compound: 'Address' }),
    checkbox('IsActive', 'Active|有効'),
    text('TimeZoneSidKey', 'Time Zone|タイムゾーン', 40), text('LocaleSidKey', 'Locale|地域', 40), text('LanguageLocaleKey', 'Language|言語', 40),
    picklist('UserType', 'User Type|ユーザー種別', ['Standard|標準']),
    lookup('ProfileId', 'Profile ID|プロファイル ID', 'Profile', { childName: 'Users' }),
    lookup('ManagerId', 'Manager ID|マネージャー ID', 'User', { relationshipName: 'Manager', childName: 'ManagedUsers' })
  ]
})

const profile = object({ name: 'Profile', keyPrefix: '00e', label: 'Profile|プロファイル', sharing: 'public', readOnly: true, fields: [text('Name', 'Name|名前', 255, { nameField: true })] })

const group = object({
  name: 'Group',
  keyPrefix: '00G',
  label: 'Group|グループ',
  sharing: 'public',
  readOnly: true,
  fields: [text('Name', 'Name|名前', 40, { nameField: true }), text('DeveloperName', 'Developer Name|API 参照名', 80), picklist('Type', 'Type|種別', ['Queue|キュー', 'Regular|通常'])]
})

const organization = object({
  name: 'Organization',
  keyPrefix: '00D',
  label: 'Organization|組織',
  sharing: 'public',
  readOnly: true,
  fields: [
    text('Name', 'Name|名前', 80, { nameField: true }), text('Division', 'Division|部門', 80),
    ...address('', ['Organization', '組織']).map(part => part.type === 'address' ? part : { ...part, compound: 'Address' }),
    phone('Phone', 'Phone|電話'), phone('Fax', 'Fax|Fax'), text('PrimaryContact', 'Primary Contact|取引先責任者', 80),
    text('DefaultLocaleSidKey', 'Locale|地域', 40), text('LanguageLocaleKey', 'Language|言語', 40), text('TimeZoneSidKey', 'Time Zone|タイムゾーン', 40),
    text('OrganizationType', 'Edition|エディション', 40), text('InstanceName', 'Instance Name|インスタンス', 5), checkbox('IsSandbox', 'Is Sandbox|Sandbox'),
    datetime('TrialExpirationDate', 'Trial Expiration Date|トライアルの有効期限'), text('NamespacePrefix', 'Namespace Prefix|名前空間プレフィックス', 15),
    integer('FiscalYearStartMonth', 'Fiscal Year Starts In|会計年度開始月'), checkbox('UsesStartDateAsFiscalYearName', 'Fiscal Year Name by Start|開始日を会計年度名に使用')
  ]
})

export const setup: SObject[] = [user, profile, group, organization]
