import { checkbox, currency, date, datetime, email, field, geolocation, integer, longText, lookup, multiPicklist, number, percent, phone, picklist, richText, text, textArea, url } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'

/** One field of every type a custom object can have. */
export const sampler: SObject = object({
  name: 'Sampler__c',
  keyPrefix: 'a05',
  label: 'Sampler|見本',
  fields: [
    text('Name', 'Sampler Name|見本名', 80, { nameField: true }),
    text('Serial__c', 'Serial|連番', 30, { readOnly: true, autoNumber: 'S-{0000}' }),
    text('Text__c', 'Text|テキスト', 255),
    text('Required__c', 'Required Text|必須テキスト', 40, { required: true }),
    text('Key__c', 'Key|キー', 64, { unique: true, externalId: true, caseSensitive: true }),
    text('LooseKey__c', 'Loose Key|キー(大小区別なし)', 64, { unique: true, externalId: true }),
    textArea('TextArea__c', 'Text Area|テキストエリア'),
    longText('LongText__c', 'Long Text|ロングテキスト', { length: 131072 }),
    richText('RichText__c', 'Rich Text|リッチテキスト'),
    field('encryptedstring', 'Secret__c', 'Encrypted Text|暗号化テキスト', { length: 100 }),
    checkbox('Checkbox__c', 'Checkbox|チェックボックス'),
    number('Number__c', 'Number|数値', 3), integer('Integer__c', 'Integer|整数'),
    currency('Currency__c', 'Currency|通貨', 2), percent('Percent__c', 'Percent|パーセント'),
    date('Date__c', 'Date|日付'), datetime('DateTime__c', 'Date/Time|日付/時間'), field('time', 'Time__c', 'Time|時間'),
    picklist('Picklist__c', 'Picklist|選択リスト', ['Red|赤', 'Green|緑', 'Blue|青'], { restricted: true }),
    multiPicklist('MultiPicklist__c', 'Picklist (Multi-Select)|複数選択リスト', ['Tokyo|東京', 'Osaka|大阪', 'Nagoya|名古屋', 'Fukuoka|福岡']),
    email('Email__c', 'Email|メール'), phone('Phone__c', 'Phone|電話'), url('Url__c', 'URL|URL'),
    ...geolocation('Place__c', 'Geolocation|地理位置情報'),
    lookup('Account__c', 'Account|取引先', 'Account', { childName: 'Samplers__r' }),
    lookup('Parent__c', 'Parent Sampler|親見本', 'Sampler__c', { childName: 'Samplers__r' }),
    number('Double__c', 'Formula (Number)|数式(数値)', 3, { readOnly: true, formula: row => typeof row.Number__c === 'number' ? row.Number__c * 2 : null }),
    text('Shout__c', 'Formula (Text)|数式(テキスト)', 1300, { readOnly: true, formula: row => typeof row.Text__c === 'string' ? `${row.Text__c}!` : null })
  ]
})
