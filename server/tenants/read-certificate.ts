import { createHash, createPublicKey, X509Certificate } from 'node:crypto'

/** What can be told of a pinned PEM: a certificate, or the bare public key of a sandbox org (`subject` and `expiresAt` are then null). */
export interface ReadCertificate { thumbprint: string, subject: string | null, expiresAt: Date | null }

/** Throws for what is no PEM. */
export function readCertificate (pem: string): ReadCertificate {
  if (!pem.includes('CERTIFICATE')) return { thumbprint: sha256(createPublicKey(pem).export({ type: 'spki', format: 'der' })), subject: null, expiresAt: null }
  const certificate = new X509Certificate(pem)
  return { thumbprint: sha256(certificate.raw), subject: certificate.subject, expiresAt: certificate.validToDate }
}

function sha256 (bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const WARN_DAYS = [1, 7, 30] as const
const DAY_MS = 86_400_000

/** The nearest of 30, 7 and 1 days (0: over) within which a certificate expires, for the alerts; null while there is time. */
export function warnOfExpiry (expiresAt: Date | null, now: Date): 0 | 1 | 7 | 30 | null {
  if (expiresAt === null) return null
  const left = expiresAt.getTime() - now.getTime()
  if (left <= 0) return 0
  return WARN_DAYS.find((days) => left <= days * DAY_MS) ?? null
}
