import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { ErasureUnknown } from '../errors.ts'
import { nameKey } from '../histories/anchor.ts'
import { hashToken } from './hand-over-archive.ts'
import type { Certificate } from './offboarding-schema.ts'

/** States what was erased, and signs it with the key of the installation. It names no person. */
export async function certifyErasure (deps: Pick<Deps, 'database' | 'files' | 'signing' | 'config' | 'now'>, tenantId: string): Promise<void> {
  await deps.database.withTenant(tenantId, async (trx) => {
    const row = await trx.selectFrom('offboarding').selectAll().where('state', '=', 'erased').forUpdate().executeTakeFirst()
    if (!row?.archive || !row.shredded || row.certificate) return
    const { sha256, bytes, documents, lines } = row.archive
    const certificate = signErasure(deps.signing, {
      format: 'chohyo-erasure/1',
      tenant: tenantId,
      requestedAt: row.requested_at.toISOString(),
      archive: { sha256, bytes, documents, lines },
      takeover: row.takeover,
      keysDestroyedAt: row.shredded.at,
      keys: row.shredded.keys,
      rows: row.erased.rows ?? {},
      objects: row.erased.objects ?? 0,
      bells: row.erased.bells ?? 0,
      completedAt: deps.now().toISOString(),
      installation: deps.config.publicUrl
    })
    await trx.updateTable('offboarding').set({ certificate: JSON.stringify(certificate) }).execute()
  })
}

export function signErasure (signing: KeyObject, erasure: Certificate['erasure']): Certificate {
  const publicKey = createPublicKey(signing)
  return { erasure, key: nameKey(signing), publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), signature: sign(null, Buffer.from(JSON.stringify(ordered(erasure))), signing).toString('base64') }
}

/** Whether the certificate says what the holder of the key has signed. */
export function isCertified (publicKey: KeyObject, { erasure, signature }: Certificate): boolean {
  return verify(null, Buffer.from(JSON.stringify(ordered(erasure))), publicKey, Buffer.from(signature, 'base64'))
}

/** PostgreSQL does not keep the order of members; a signature needs one. */
function ordered (value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1).map(([name, inner]) => [name, ordered(inner)]))
}

/** For whoever holds the token that was shown at the handover. Errors: ErasureUnknown. */
export async function readCertificate ({ database }: Pick<Deps, 'database'>, tenantId: string, token: string): Promise<Certificate> {
  const known = await database.withDoor((trx) => trx.selectFrom('offboarding').select('tenant_id').where('token_hash', '=', hashToken(token)).where('tenant_id', '=', tenantId).where('state', '=', 'closed').executeTakeFirst())
  const certificate = known ? await findCertificate({ database }, tenantId) : null
  if (!certificate) throw new ErasureUnknown()
  return certificate
}

/** The same for the operator. */
export async function findCertificate ({ database }: Pick<Deps, 'database'>, tenantId: string): Promise<Certificate | null> {
  const row = await database.withTenant(tenantId, (trx) => trx.selectFrom('offboarding').select('certificate').executeTakeFirst())
  return row?.certificate ? row.certificate as Certificate : null
}
