import { checkbox, email, phone, text } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'

/** What a lookup to several objects can be asked for without TYPEOF: the fields of Salesforce's own `Name` object. */
export const nameObject: SObject = object({
  name: 'Name',
  keyPrefix: '   ',
  label: 'Name|名前',
  sharing: 'public',
  readOnly: true,
  fields: [
    text('Name', 'Name|名前', 255, { nameField: true }), text('Type', 'Type|種別', 40),
    text('FirstName', 'First Name|名', 40), text('LastName', 'Last Name|姓', 80), text('Title', 'Title|役職', 80),
    text('Username', 'Username|ユーザー名', 80), text('Alias', 'Alias|別名', 8), email('Email', 'Email|メール'), phone('Phone', 'Phone|電話'),
    checkbox('IsActive', 'Active|有効')
  ]
})
