import { createHash } from 'node:crypto'
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { KeyUnusable, RootKeyUnavailable } from '../errors.ts'
import type { Keys } from './keys.ts'

export interface KmsOptions {
  /** of a symmetric key, or of an alias */
  arn: string
  /** of a service that speaks like it; AWS without */
  endpoint?: string | undefined
  /** else as the AWS SDK finds them: environment, profile, instance role */
  credentials?: { accessKeyId: string, secretAccessKey: string } | undefined
}

/** The first byte of what a key service sealed. */
export const KMS_SEAL = 4
const NAME = 4

/**
 * A root key that never leaves AWS KMS. The place goes in as encryption context: it is authenticated, and stands in CloudTrail beside each use of the key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function openKmsKeys ({ arn, endpoint, credentials }: KmsOptions): Pick<Keys, 'seal' | 'open' | 'isOld'> {
  const kms = new KMSClient({
    region: regionOf(arn),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 }
  })
  const head = Buffer.concat([Buffer.of(KMS_SEAL), createHash('sha256').update(arn).digest().subarray(0, NAME)])
  return {
    async seal (aad, plain) {
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: arn, Plaintext: plain, EncryptionContext: { place: aad } })).catch(sayWhy)
      if (!CiphertextBlob) throw new RootKeyUnavailable('its answer was empty')
      return Buffer.concat([head, CiphertextBlob])
    },
    async open (aad, sealed) {
      const isOurs = head.equals(sealed.subarray(0, head.length))
      // What an earlier key of the service sealed is found by the service itself.
      const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: sealed.subarray(head.length), EncryptionContext: { place: aad }, ...(isOurs ? { KeyId: arn } : {}) })).catch(sayWhy)
      if (!Plaintext) throw new RootKeyUnavailable('its answer was empty')
      return Plaintext
    },
    isOld: async (sealed) => !head.equals(sealed.subarray(0, head.length))
  }
}

/** arn:aws:kms:REGION:ACCOUNT:key/… */
export function regionOf (arn: string): string {
  return arn.split(':')[3] ?? ''
}

/** The secret is wrong for good, or the service does not do it now. https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors */
function sayWhy (error: Error & { code?: string }): never {
  if (['InvalidCiphertextException', 'IncorrectKeyException'].includes(error.name)) throw new KeyUnusable('The secret was sealed with another key or for another place', { cause: error })
  throw new RootKeyUnavailable(error.code ?? error.name, { cause: error })
}
