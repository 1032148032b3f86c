import { checkbox, field, integer, lookup, picklist, text, textArea } from './field.ts'
import { object } from './object.ts'
import type { SObject } from './object.ts'

/** What a file may hang on: every object of the org that people write. */
const anchors = ['Account', 'Contact', 'Opportunity', 'Case', 'Quote', 'Order', 'Invoice__c', 'Certificate__c', 'Sampler__c', 'User']

const contentDocument = object({
  name: 'ContentDocument',
  keyPrefix: '069',
  label: 'Content Document|コンテンツドキュメント',
  fields: [
    text('Title', 'Title|タイトル', 255, { required: true, nameField: true }),
    lookup('LatestPublishedVersionId', 'Latest Published Version ID|最新公開バージョン ID', 'ContentVersion', { readOnly: true }),
    text('FileType', 'File Type|ファイル種別', 20, { readOnly: true }), text('FileExtension', 'File Extension|拡張子', 40, { readOnly: true }),
    integer('ContentSize', 'Size|サイズ', { readOnly: true }),
    textArea('Description', 'Description|説明', { length: 1000 })
  ]
})

const contentVersion = object({
  name: 'ContentVersion',
  keyPrefix: '068',
  label: 'Content Version|コンテンツバージョン',
  sharing: { parent: 'ContentDocumentId' },
  deletable: false,
  fields: [
    lookup('ContentDocumentId', 'ContentDocument ID|ContentDocument ID', 'ContentDocument', { childName: 'ContentVersions', createOnly: true, master: true }),
    lookup('OwnerId', 'Owner ID|所有者 ID', 'User', { required: true }),
    checkbox('IsLatest', 'Is Latest|最新', { readOnly: true }),
    text('VersionNumber', 'Version Number|バージョン番号', 20, { readOnly: true }),
    text('Title', 'Title|タイトル', 255, { required: true, nameField: true }),
    textArea('Description', 'Description|説明', { length: 1000 }),
    text('ReasonForChange', 'Reason For Change|変更の理由', 1000),
    text('PathOnClient', 'Path On Client|クライアントのパス', 500, { createOnly: true }),
    field('base64', 'VersionData', 'Version Data|バージョンデータ', { createOnly: true }),
    integer('ContentSize', 'Size|サイズ', { readOnly: true }),
    text('FileType', 'File Type|ファイル種別', 20, { readOnly: true }), text('FileExtension', 'File Extension|拡張子', 40, { readOnly: true }),
    lookup('FirstPublishLocationId', 'First Publish Location ID|最初の公開場所 ID', anchors, { createOnly: true }),
    picklist('Origin', 'Content Origin|コンテンツの発生源', ['C|Content', 'H|Chatter'], { defaultValue: 'C', createOnly: true }),
    text('Checksum', 'Checksum|チェックサム', 50, { readOnly: true }),
    text('ChohyoKey__c', 'Chohyo Key|Chohyo キー', 64, { unique: true, externalId: true, caseSensitive: true }),
    text('ChohyoMapping__c', 'Chohyo Mapping|Chohyo マッピング', 120),
    text('ChohyoRecordId__c', 'Chohyo Record Id|Chohyo レコード ID', 18)
  ]
})

const contentDocumentLink = object({
  name: 'ContentDocumentLink',
  keyPrefix: '06A',
  label: 'Content Document Link|コンテンツドキュメントリンク',
  sharing: { parent: 'ContentDocumentId' },
  fields: [
    lookup('LinkedEntityId', 'Linked Entity ID|リンクされたエンティティ ID', anchors, { childName: 'ContentDocumentLinks', required: true, createOnly: true }),
    lookup('ContentDocumentId', 'ContentDocument ID|ContentDocument ID', 'ContentDocument', { childName: 'ContentDocumentLinks', required: true, createOnly: true, master: true }),
    picklist('ShareType', 'Share Type|共有種別', ['V|閲覧者', 'C|コラボレータ', 'I|推定'], { defaultValue: 'V' }),
    picklist('Visibility', 'Visibility|表示', ['AllUsers|すべて', 'InternalUsers|内部', 'SharedUsers|共有'], { defaultValue: 'AllUsers' })
  ]
})

export const files: SObject[] = [contentDocument, contentVersion, contentDocumentLink]
