import { DeleteObjectCommand, DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { FileMissing } from '../errors.ts'
import type { Files } from './files.ts'

export interface BucketOptions {
  bucket: string
  region: string
  /** of an S3-compatible store; AWS without */
  endpoint?: string | undefined
  /** put before every key */
  prefix?: string | undefined
  /** else as the AWS SDK finds them: environment, profile, instance role */
  credentials?: { accessKeyId: string, secretAccessKey: string } | undefined
}

/** Files in a bucket of S3 or of a store that speaks like it. */
export function openBucket ({ bucket, region, endpoint, prefix = '', credentials }: BucketOptions): Omit<Files, 'probe'> {
  const s3 = new S3Client({
    region,
    // Bucket in the path, not in the host name: what MinIO and its kind answer to.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 30_000 }
  })
  const at = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` })
  return {
    save: async (key, bytes) => { await s3.send(new PutObjectCommand({ ...at(key), Body: bytes })) },
    read: async (key) => {
      const { Body } = await s3.send(new GetObjectCommand(at(key))).catch((error: unknown) => {
        throw missing(error) ? new FileMissing({ cause: error }) : error
      })
      if (Body === undefined) throw new FileMissing()
      return await Body.transformToByteArray()
    },
    has: (key) => s3.send(new HeadObjectCommand(at(key))).then(() => true, (error: unknown) => {
      if (missing(error)) return false
      throw error
    }),
    remove: async (key) => { await s3.send(new DeleteObjectCommand(at(key))) },
    list,
    removeAll: async (folder) => {
      let count = 0
      for await (const keys of list(folder)) {
        const { Errors: [refused] = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys.map((key) => ({ Key: `${prefix}${key}` })), Quiet: true } }))
        if (refused) throw new Error(`S3 did not delete an object: ${refused.Code ?? 'no reason'}`)
        count += keys.length
      }
      return count
    },
    close: async () => s3.destroy()
  }

  // 1,000 keys a page, as many as one deletion takes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
  async function * list (folder: string): AsyncGenerator<string[]> {
    for (let token: string | undefined; ;) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}${folder}`, ContinuationToken: token }))
      const keys = (page.Contents ?? []).flatMap(({ Key }) => Key === undefined ? [] : [Key.slice(prefix.length)])
      if (keys.length > 0) yield keys
      token = page.NextContinuationToken
      if (token === undefined) return
    }
  }
}

/** A missing bucket is also a 404, but a mistake of the operator rather than a lost document. */
const missing = (error: unknown) =>
  error instanceof S3ServiceException && error.name !== 'NoSuchBucket' && error.$metadata.httpStatusCode === 404
