import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CertificateUnreadable } from '../errors.ts'
import { bitString, explicit, integer, octetString, oid, sequence, set, TRUE, utcTime, utf8String } from './org-der.ts'

const YEARS = 10

/** A private key of ours for one org, PKCS #8 as PEM. It never leaves this machine: Salesforce gets the certificate. */
export function makePrivateKey (): string {
  return generateKeyPairSync('rsa', { modulusLength: 3072, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }).privateKey
}

/**
 * A self-signed certificate over the public half of an RSA key, as PEM: what an External Client App takes. The same key may get another one at any time.
 * https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function makeCertificate (privateKey: string, name: string, now: Date): string {
  const until = new Date(now)
  until.setUTCFullYear(now.getUTCFullYear() + YEARS)
  const algorithm = sequence(oid(1, 2, 840, 113549, 1, 1, 11), Buffer.from([5, 0]))
  const subject = sequence(set(sequence(oid(2, 5, 4, 3), utf8String(name))))
  const ownIssuer = sequence(oid(2, 5, 29, 19), TRUE, octetString(sequence(TRUE)))
  const content = sequence(
    explicit(0, integer(Buffer.of(2))),
    integer(randomBytes(16)),
    algorithm,
    subject,
    sequence(utcTime(now), utcTime(until)),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(ownIssuer))
  )
  const certificate = sequence(content, algorithm, bitString(sign('sha256', content, createPrivateKey(privateKey))))
  return new X509Certificate(certificate).toString()
}

/** The certificate in a file that was downloaded from Salesforce, PEM or DER. */
export async function readCertificate (path: string): Promise<X509Certificate> {
  try {
    return new X509Certificate(await readFile(path))
  } catch {
    throw new CertificateUnreadable(path)
  }
}
