import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { serve } from './io/http-server.ts'

/** As much of AWS KMS as a root key needs. https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export interface KmsServer {
  endpoint: string
  credentials: { accessKeyId: string, secretAccessKey: string }
  /** what was asked, as CloudTrail would have it */
  asked: Array<{ verb: string, keyId: string | undefined, context: Record<string, string> }>
  /** From now on it answers nothing but this error, or everything again. */
  fail: (error: string | null) => void
}

interface Asked { KeyId?: string, Plaintext?: string, CiphertextBlob?: string, EncryptionContext?: Record<string, string> }

export async function startKms (t: Test): Promise<KmsServer> {
  const keys = new Map<string, Buffer>()
  const asked: KmsServer['asked'] = []
  let failure: string | null = null
  const endpoint = await serve(t, (request, response) => {
    text(request).then((body) => response.end(answer(request.headers['x-amz-target'], body, (status) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })))).catch(() => response.destroy())
  })

  function answer (target: unknown, body: string, head: (status: number) => void): string {
    const verb = String(target).replace('TrentService.', '')
    const { KeyId, Plaintext = '', CiphertextBlob = '', EncryptionContext: context = {} } = JSON.parse(body) as Asked
    asked.push({ verb, keyId: KeyId, context })
    const said = failure === null ? verb === 'Encrypt' ? encrypt(KeyId ?? '', Plaintext, context) : decrypt(KeyId, CiphertextBlob, context) : { __type: failure }
    head('__type' in said ? 400 : 200)
    return JSON.stringify(said)
  }

  function encrypt (keyId: string, plain: string, context: object): Record<string, string> {
    if (Buffer.from(plain, 'base64').length > 4096) return { __type: 'ValidationException' }
    if (!keys.has(keyId)) keys.set(keyId, randomBytes(32))
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keys.get(keyId) ?? '', nonce).setAAD(Buffer.from(JSON.stringify(context)))
    const sealed = Buffer.concat([cipher.update(plain, 'base64'), cipher.final()])
    const name = Buffer.from(keyId)
    return { KeyId: keyId, CiphertextBlob: Buffer.concat([Buffer.of(name.length), name, nonce, cipher.getAuthTag(), sealed]).toString('base64') }
  }

  function decrypt (wanted: string | undefined, blob: string, context: object): Record<string, string> {
    try {
      const bytes = Buffer.from(blob, 'base64')
      const [name, rest] = [bytes.subarray(1, 1 + (bytes[0] ?? 0)).toString(), bytes.subarray(1 + (bytes[0] ?? 0))]
      if (wanted !== undefined && wanted !== name) return { __type: 'IncorrectKeyException' }
      const decipher = createDecipheriv('aes-256-gcm', keys.get(name) ?? '', rest.subarray(0, 12)).setAAD(Buffer.from(JSON.stringify(context))).setAuthTag(rest.subarray(12, 28))
      return { KeyId: name, Plaintext: Buffer.concat([decipher.update(rest.subarray(28)), decipher.final()]).toString('base64') }
    } catch {
      return { __type: 'InvalidCiphertextException' }
    }
  }

  return {
    endpoint,
    credentials: { accessKeyId: 'TEST', secretAccessKey: 'TEST' },
    asked,
    fail: (error) => { failure = error }
  }
}
