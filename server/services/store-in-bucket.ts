import { createHash } from 'node:crypto'
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException, type HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'
import { askHttp } from './ask-http.ts'
import type { DeliveryFile, Reach } from './connector.ts'
import type { Spot, Store } from './store-files.ts'

export interface BucketStore extends Store {
  /** That the bucket is there and these keys may look into it. */
  demandBucket: () => Promise<void>
}

export interface Bucket { bucket: string, region: string, endpoint: string | undefined, top: string[], credentials: { accessKeyId: string, secretAccessKey: string } }

/** The SHA-256 of the bytes in the object's own metadata, for stores that keep no checksums: shown as x-amz-meta-sha256. */
const HASH = 'sha256'

// S3 does not tell what is missing from what may not be seen.
const RIGHTS = ' (s3:ListBucket, s3:GetObject, s3:PutObject)'
const UNREADABLE = both('it does not answer as S3 does', 'S3 としての応答ではありません')

/** A bucket of S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/) as a store. An object appears when its last byte has come and its checksum fits. */
export function storeInBucket (reach: Reach, { bucket, top, endpoint, ...access }: Bucket): BucketStore {
  const host = endpoint === undefined ? bucket : new URL(endpoint).host
  // Bucket in the path, not in the host name: what MinIO and its kind answer to. One try: whether there is another is decided elsewhere.
  const s3 = new S3Client({ ...access, ...endpoint === undefined ? {} : { endpoint, forcePathStyle: true }, maxAttempts: 1, requestHandler: throughReach(reach) })
  const ask = async <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => { throw sayError(host, error) })

  const head = (key: string): Promise<HeadObjectCommandOutput | null> => ask(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' })).catch((error: unknown) => {
    // A missing bucket is a 404 as well, which the answer to HEAD cannot tell; the PUT that follows can.
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
    throw error
  }))
  const put = async ({ folder, name, file }: Spot, ifNoneMatch: boolean): Promise<boolean> => {
    const sha256 = hash(file)
    try {
      await s3.send(new PutObjectCommand({
        Bucket: bucket, Key: folder + name, Body: file.bytes, ContentType: file.type, Metadata: { [HASH]: sha256.toString('hex') }, ChecksumSHA256: sha256.toString('base64'), ...ifNoneMatch ? { IfNoneMatch: '*' } : {}
      }))
      return true
    } catch (error) {
      const { name: code, $metadata: { httpStatusCode: status } = {} } = error as Partial<S3ServiceException>
      if (ifNoneMatch && (status === 412 || code === 'ConditionalRequestConflict')) return false
      // Some stores do not know the condition; the look before has to do there.
      if (ifNoneMatch && status === 501) return put({ folder, name, file }, false)
      throw error
    }
  }

  return {
    host,
    openFolder: async (below) => [...top, ...below, ''].join('/'),
    look: async ({ folder, name, file }) => {
      const found = await head(folder + name)
      return found && { id: folder + name, same: isSame(found, file) }
    },
    put: async (spot, over) => {
      const key = spot.folder + spot.name
      if (!await ask(put(spot, over === null))) return null
      const kept = await head(key).catch((error: unknown) => { throw new DeliveryUnknown(host, reasonOf(error), { cause: error }) })
      if (kept === null || !isSame(kept, spot.file)) throw new DeliveryUnknown(host, both(`${key} is not what was sent`, `${key} の内容が送信したものと一致しません`))
      return key
    },
    demandBucket: async () => {
      const { Name } = await ask(s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: [...top, ''].join('/'), MaxKeys: 1 })))
      if (Name !== bucket) throw new DeliveryRefused(host, UNREADABLE)
    }
  }
}

function sayError (host: string, error: unknown): unknown {
  const { code, name, message, $response, $metadata } = error as Error & { code?: string, $response?: { statusCode?: number }, $metadata?: { httpStatusCode?: number } }
  if (code?.startsWith('CHOHYO_') === true) return error
  const status = $metadata?.httpStatusCode ?? $response?.statusCode ?? 0
  // What comes from reading is about no answer of S3; a name that it did not give says nothing.
  if (!(error instanceof S3ServiceException) && status < 300) return new DeliveryRefused(host, UNREADABLE, { cause: error })
  const said = error instanceof S3ServiceException && name !== 'Unknown' ? ` ${name}: ${message.replace(/\.$/, '')}` : status === 403 ? RIGHTS : ''
  return new DeliveryRefused(host, `HTTP ${status}${said}`, { cause: error })
}

/** Why it was not done, of an error that is a Delivery… already. */
function reasonOf (error: unknown): Both | string {
  const { args: [, reason] = [], message } = error as Error & { args?: Array<Both | string> }
  return reason ?? message
}

function hash ({ bytes }: DeliveryFile): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function isSame ({ ContentLength, ChecksumSHA256, Metadata }: HeadObjectCommandOutput, file: DeliveryFile): boolean {
  const sha256 = hash(file)
  return ContentLength === file.bytes.byteLength && (ChecksumSHA256 === sha256.toString('base64') || Metadata?.[HASH] === sha256.toString('hex'))
}

/** A request as the SDK hands it over. */
interface SdkRequest { method: string, protocol: string, hostname: string, port?: number, path: string, query?: Record<string, unknown>, headers: Record<string, string>, body?: unknown }

/** All that the SDK sends goes where everything of a Service goes, and no further. */
function throughReach (reach: Reach) {
  return {
    handle: async ({ method, protocol, hostname, port, path, query = {}, headers, body }: SdkRequest) => {
      const search = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join('&')
      const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search === '' ? '' : `?${search}`}`
      const reply = await askHttp(reach, { url, method: method as 'GET' | 'HEAD' | 'PUT', headers, ...body === undefined ? {} : { body: body as Uint8Array } }, { final: method === 'PUT' })
      return { response: { statusCode: reply.status, headers: Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, String(value)])), body: reply.body } }
    }
  }
}
