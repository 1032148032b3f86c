import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, randomInt } from 'node:crypto'
import type { Sandbox } from '../../server/sandbox/start-sandbox.ts'
import { signAsApex, type Signed } from '../service.ts'

/** Hostile or broken bearer tokens (class I): each is refused with a 401 and one sentence that gives nothing away. */
export interface TokenCase { name: string, token: (sandbox: Sandbox, request: Signed) => string }

const b64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const now = () => Math.floor(Date.now() / 1000)
const other = (type: 'rsa' | 'ec') => type === 'rsa'
  ? generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  : generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })

const claims = (name: string, change: () => Record<string, unknown>): TokenCase => ({ name, token: (sandbox, request) => signAsApex(sandbox, { ...request, claims: change() }) })
const header = (name: string, change: Record<string, unknown>): TokenCase => ({ name, token: (sandbox, request) => signAsApex(sandbox, { ...request, header: change }) })
const rewritten = (name: string, rewrite: (head: string, body: string, signature: string) => string): TokenCase => ({
  name,
  token (sandbox, request) {
    const [head = '', body = '', signature = ''] = signAsApex(sandbox, request).split('.')
    return rewrite(head, body, signature)
  }
})
const text = (name: string, token: string): TokenCase => ({ name, token: () => token })

const payloadOf = (body: string, change: Record<string, unknown>) => b64({ ...JSON.parse(Buffer.from(body, 'base64url').toString()) as object, ...change })
const hmacWith = (secret: (sandbox: Sandbox) => string) => (sandbox: Sandbox, request: Signed) => {
  const [, body = ''] = signAsApex(sandbox, request).split('.')
  const head = b64({ alg: 'HS256', typ: 'JWT' })
  return `${head}.${body}.${createHmac('sha256', secret(sandbox)).update(`${head}.${body}`).digest('base64url')}`
}

export const tokens: TokenCase[] = [
  text('nothing at all', ''),
  text('a word', 'hello'),
  text('two dots', '..'),
  text('an API key nobody made', `chy_${randomBytes(32).toString('base64url')}`),
  text('only the prefix of an API key', 'chy_'),
  text('longer than any token', 'a'.repeat(9000)),
  text('a token of four parts', 'a.b.c.d'),
  text('a payload that is null', `${b64({ alg: 'RS256' })}.${b64('null')}.AA`),
  text('a payload that is a list', `${b64({ alg: 'RS256' })}.${b64('[]')}.AA`),
  text('a payload that is no JSON', `${b64({ alg: 'RS256' })}.${b64('{')}.AA`),
  text('a header that is no JSON', `${b64('{')}.${b64({ iss: 'x' })}.AA`),
  rewritten('algorithm none, without a signature', (_head, body) => `${b64({ alg: 'none', typ: 'JWT' })}.${body}.`),
  rewritten('algorithm None', (_head, body) => `${b64({ alg: 'None', typ: 'JWT' })}.${body}.`),
  rewritten('algorithm none with the old signature', (_head, body, signature) => `${b64({ alg: 'none' })}.${body}.${signature}`),
  rewritten('no signature', (head, body) => `${head}.${body}.`),
  rewritten('two parts only', (head, body) => `${head}.${body}`),
  rewritten('a signature of zeros', (head, body) => `${head}.${body}.${Buffer.alloc(256).toString('base64url')}`),
  rewritten('a signature cut short', (head, body, signature) => `${head}.${body}.${signature.slice(0, -10)}`),
  rewritten('another user in the payload', (head, body, signature) => `${head}.${payloadOf(body, { sub: 'admin@elsewhere.example' })}.${signature}`),
  rewritten('a later expiry in the payload', (head, body, signature) => `${head}.${payloadOf(body, { exp: now() + 290 })}.${signature}`),
  { name: 'HS256 with the certificate as the secret', token: hmacWith((sandbox) => sandbox.certificate) },
  { name: 'HS256 with the public key as the secret', token: hmacWith((sandbox) => createPublicKey(sandbox.certificate).export({ type: 'spki', format: 'pem' }).toString()) },
  { name: 'HS256 with the certificate after white space', token: hmacWith((sandbox) => `\n ${sandbox.certificate}`) },
  { name: 'HS256 with an empty secret', token: hmacWith(() => '') },
  { name: 'signed by another RSA key', token: (sandbox, request) => signAsApex(sandbox, { ...request, key: other('rsa').privateKey }) },
  { name: 'signed by an EC key', token: (sandbox, request) => signAsApex(sandbox, { ...request, key: other('ec').privateKey, header: { alg: 'ES256' } }) },
  header('RS512 named, RS256 signed', { alg: 'RS512' }),
  header('PS256 named', { alg: 'PS256' }),
  header('an algorithm nobody knows', { alg: 'XX999' }),
  header('no algorithm', { alg: undefined }),
  header('a critical extension', { crit: ['exp'], exp: 1 }),
  claims('no issuer', () => ({ iss: undefined })),
  claims('an org that is not here', () => ({ iss: '00D000000000000AAA' })),
  claims('an issuer that is SQL', () => ({ iss: "00D' or 1=1 --" })),
  claims('an issuer that is a list', () => ({ iss: ['00D000000000000AAA'] })),
  claims('no user', () => ({ sub: undefined })),
  claims('an empty user', () => ({ sub: '' })),
  claims('a user that is an object', () => ({ sub: { toString: 'admin' } })),
  claims('no audience', () => ({ aud: undefined })),
  claims('another audience', () => ({ aud: 'https://elsewhere.example' })),
  claims('an audience that only begins like ours', () => ({ aud: 'https://chohyo.test.evil.example' })),
  claims('no expiry', () => ({ exp: undefined })),
  claims('expired a minute ago', () => ({ iat: now() - 180, exp: now() - 60 })),
  claims('an expiry that is text', () => ({ exp: String(now() + 60) })),
  claims('an expiry in the year 9999', () => ({ exp: 253_370_764_800 })),
  claims('valid for an hour', () => ({ exp: now() + 3600 })),
  claims('valid for an hour without saying since when', () => ({ iat: undefined, exp: now() + 3600 })),
  claims('issued tomorrow', () => ({ iat: now() + 86_400, exp: now() + 86_500 })),
  claims('issued in five minutes', () => ({ iat: now() + 300, exp: now() + 310 })),
  claims('not valid before tomorrow', () => ({ nbf: now() + 86_400 })),
  claims('no identifier', () => ({ jti: undefined })),
  claims('an empty identifier', () => ({ jti: '' })),
  claims('an identifier that is a number', () => ({ jti: 7 })),
  claims('an identifier without end', () => ({ jti: 'j'.repeat(2500) })),
  claims('an identifier longer than an index takes, in letters of three bytes each', () => ({ jti: Array.from({ length: 1900 }, () => String.fromCharCode(0x4e00 + randomInt(0x5000))).join('') })),
  claims('an identifier with NUL in it', () => ({ jti: 'a\0b' })),
  claims('an identifier with half a character in it', () => ({ jti: 'a\ud83d' })),
  claims('a user with NUL in the name', () => ({ sub: 'a\0b' })),
  claims('no method', () => ({ htm: undefined })),
  claims('signed for another method', () => ({ htm: 'DELETE' })),
  claims('no path', () => ({ htu: undefined })),
  claims('signed for another path', () => ({ htu: '/v1/users' })),
  claims('signed for the path without its query', () => ({ htu: '/v1/documents?limit=1' })),
  claims('no body hash', () => ({ bh: undefined })),
  claims('the hash of another body', () => ({ bh: 'RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=' })),
  claims('a body hash in another alphabet', () => ({ bh: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU' }))
]
