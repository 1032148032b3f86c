import { Type, type Static } from 'typebox'
import { both } from '../errors-ja.ts'
import type { Call, Connector } from './connector.ts'
import { planPlacing } from './plan-placing.ts'
import { FolderAct, Existing } from './shelf.ts'
import { findStored, storeFiles } from './store-files.ts'
import { storeInBucket, type BucketStore } from './store-in-bucket.ts'
import { authoritySetting, trustAuthority } from './trust-authority.ts'
import { urlSetting } from './url-setting.ts'

const Settings = Type.Object({
  bucket: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$', description: 'name of the bucket' }),
  region: Type.String({ pattern: '^[a-z0-9-]{2,40}$', description: 'region, such as ap-northeast-1' }),
  endpoint: Type.Optional(urlSetting('address of a store that speaks like S3, beginning with https://; Amazon itself without')),
  prefix: Type.Optional(Type.String({ maxLength: 500, description: 'folder in the bucket' })),
  authority: authoritySetting,
  existing: Type.Optional(Existing)
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

/**
 * Stores files in a bucket of Amazon S3 or of a store that speaks like it. The key needs s3:ListBucket, s3:GetObject and s3:PutObject: without the first, S3
 * does not tell what is missing from what may not be seen.
 */
export const s3: Connector<Settings, FolderAct> = {
  name: 's3',
  label: both('Amazon S3', 'Amazon S3'),
  settings: Settings,
  secrets: [
    { name: 'accessKeyId', label: both('the access key', 'アクセスキー') },
    { name: 'secretAccessKey', label: both('the secret access key', 'シークレットアクセスキー') }
  ],
  act: FolderAct,
  check: async (call) => { await open(call).demandBucket() },
  deliver: async (call, delivery) => {
    const store = open(call)
    return storeFiles(store, plan(store, call, delivery))
  },
  find: async (call, delivery) => {
    const store = open(call)
    return findStored(store, plan(store, call, delivery))
  }
}

function plan ({ host }: BucketStore, { settings: { existing = 'refuse' } }: Call<Settings>, delivery: Parameters<typeof s3.deliver>[1]) {
  return planPlacing(host, { folder: '', existing }, delivery)
}

function open ({ settings: { bucket, region, endpoint, prefix = '', authority }, secrets: { accessKeyId = '', secretAccessKey = '' }, reach }: Call<Settings>): BucketStore {
  return storeInBucket(trustAuthority(reach, authority), { bucket, region, endpoint, top: prefix.split('/').filter((part) => part !== ''), credentials: { accessKeyId, secretAccessKey } })
}
