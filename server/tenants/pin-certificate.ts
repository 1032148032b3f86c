import { createPublicKey, X509Certificate } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { CertificateNeeded, CertificateRefused, CertificateUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from './open-tenant.ts'
import { readCertificate } from './read-certificate.ts'
import type { ShownCertificate } from './tenant-schema.ts'

/** RS256 asks for 2,048 bits at least: https://datatracker.ietf.org/doc/html/rfc7518#section-3.3 */
const BITS = 2048

/** The pinned certificates of the org, in the order they were pinned. */
export async function listCertificates (tenant: Tenant): Promise<ShownCertificate[]> {
  return tenant.db(async (trx) => {
    const { certificates, proven } = await readPinned(trx)
    return certificates.map((pem) => show(pem, proven))
  })
}

/** Pins the certificate that will replace the present one; the first request signed with its key proves it. Errors: CertificateRefused. */
export async function pinCertificate (tenant: Tenant, pem: string): Promise<ShownCertificate> {
  const certificate = check(pem, tenant.now())
  const { thumbprint, expiresAt } = readCertificate(certificate)
  return tenant.db(async (trx) => {
    const { certificates, proven } = await readPinned(trx)
    if (certificates.some((known) => readCertificate(known).thumbprint === thumbprint)) throw new CertificateRefused(both('it is pinned already', '登録済みです'))
    if (certificates.length >= 2) throw new CertificateRefused(both('two are pinned; remove the old one first', '2 件登録済みです。古い証明書を先に削除してください'))
    await trx.updateTable('tenant').set({ certificates: JSON.stringify([...certificates, certificate]) }).where('tenant_id', '=', tenant.id).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'pin-certificate', about: thumbprint, result: 'done', detail: { expiresAt } })
    return show(certificate, proven)
  })
}

/** Takes a certificate away: what it signs is refused from now on. Errors: CertificateUnknown, CertificateNeeded. */
export async function unpinCertificate (tenant: Tenant, thumbprint: string): Promise<void> {
  await tenant.db(async (trx) => {
    const { certificates, proven } = await readPinned(trx)
    const left = certificates.filter((pem) => readCertificate(pem).thumbprint !== thumbprint)
    if (left.length === certificates.length) throw new CertificateUnknown()
    const isProven = (pem: string): boolean => proven[readCertificate(pem).thumbprint] !== undefined
    if (left.length === 0 || (proven[thumbprint] !== undefined && !left.some(isProven))) throw new CertificateNeeded()
    const kept = Object.fromEntries(Object.entries(proven).filter(([name]) => name !== thumbprint))
    await trx.updateTable('tenant').set({ certificates: JSON.stringify(left), proven: JSON.stringify(kept) }).where('tenant_id', '=', tenant.id).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'unpin-certificate', about: thumbprint, result: 'done' })
  })
}

/** The first request that a certificate's key has signed: from now on the one before may go. */
export async function proveCertificate ({ database, now }: Pick<Deps, 'database' | 'now'>, { id, proven }: { id: string, proven: Record<string, string> }, pem: string): Promise<void> {
  const { thumbprint } = readCertificate(pem)
  if (proven[thumbprint] !== undefined) return
  await database.withTenant(id, async (trx) => {
    const { certificates, proven: before } = await readPinned(trx)
    if (before[thumbprint] !== undefined || !certificates.includes(pem)) return
    await trx.updateTable('tenant').set({ proven: JSON.stringify({ ...before, [thumbprint]: now().toISOString() }) }).where('tenant_id', '=', id).execute()
    await recordHistory(trx, id, { kind: 'change', who: 'salesforce', what: 'prove-certificate', about: thumbprint, result: 'done' })
  })
}

async function readPinned (trx: Transaction<Tables>): Promise<{ certificates: string[], proven: Record<string, string> }> {
  return trx.selectFrom('tenant').select(['certificates', 'proven']).forUpdate().executeTakeFirstOrThrow()
}

/** The certificate as PEM without anything around it. */
function check (pem: string, now: Date): string {
  const certificate = parse(pem)
  const key = certificate.publicKey
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < BITS) throw new CertificateRefused(both(`its key is not RSA of at least ${BITS} bits`, `鍵が ${BITS} ビット以上の RSA ではありません`))
  if (certificate.validToDate <= now) throw new CertificateRefused(both('it has expired', '有効期限が切れています'))
  if (certificate.validFromDate > now) throw new CertificateRefused(both('it is not valid yet', 'まだ有効期間に入っていません'))
  createPublicKey(certificate.toString())
  return certificate.toString()
}

function parse (pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new CertificateRefused(both('it is not a certificate in PEM', 'PEM 形式の証明書ではありません'))
  }
}

function show (pem: string, proven: Record<string, string>): ShownCertificate {
  const { thumbprint, subject, expiresAt } = readCertificate(pem)
  return { thumbprint, subject, state: proven[thumbprint] === undefined ? 'pinned' : 'proven', expiresAt: expiresAt?.toISOString() ?? null, provenAt: proven[thumbprint] ?? null }
}
