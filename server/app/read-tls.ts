import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Config } from '../config.ts'
import { ConfigInvalid } from '../errors.ts'

/** What TLS needs: TLS 1.3, and 1.2 with forward secrecy and authenticated encryption only. https://wiki.mozilla.org/Security/Server_Side_TLS#Intermediate_compatibility_.28recommended.29 */
export interface Tls { cert: string, key: string, minVersion: 'TLSv1.2', ciphers: string, honorCipherOrder: true }

const CIPHERS = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'
].join(':')

/** Reads TLS_CERT and TLS_KEY. Errors: ConfigInvalid when one is not there or not readable, when they do not belong together, or the certificate has ended. */
export function readTls ({ TLS_CERT, TLS_KEY }: Pick<Config, 'TLS_CERT' | 'TLS_KEY'>, now = new Date()): Tls {
  const cert = read('TLS_CERT', TLS_CERT, (text) => new X509Certificate(text))
  const key = read('TLS_KEY', TLS_KEY, createPrivateKey)
  if (!cert.parsed.checkPrivateKey(key.parsed)) throw new ConfigInvalid('TLS_KEY', 'it is not the key of the certificate in TLS_CERT')
  if (new Date(cert.parsed.validTo) < now) throw new ConfigInvalid('TLS_CERT', `the certificate ended on ${cert.parsed.validTo}`)
  const tls: Tls = { cert: cert.text, key: key.text, minVersion: 'TLSv1.2', ciphers: CIPHERS, honorCipherOrder: true }
  createSecureContext(tls)
  return tls
}

function read<Parsed> (name: string, file: string, parse: (text: string) => Parsed): { text: string, parsed: Parsed } {
  try {
    const text = readFileSync(file, 'utf8')
    return { text, parsed: parse(text) }
  } catch (error) {
    throw new ConfigInvalid(name, `${file} is not a readable PEM file (${(error as { code?: string }).code ?? 'its contents are something else'})`)
  }
}
