import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { sealLedger } from '../../server/documents/seal-ledger.ts'
import type { Database } from '../../server/io/database.ts'
import type { Ledger } from '../../server/mappings/read-ledger.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import type { Role } from '../../server/tenants/schema.ts'

type FieldSecrets = Pick<Tenant['secrets'], 'seal' | 'open' | 'index'>

/** Sealing as a tenant has it: bound to its place, with a keyed hash beside it. */
export function openSecrets (key = randomBytes(32)): FieldSecrets {
  const aad = (place: object): Buffer => Buffer.from(JSON.stringify(place))
  return {
    seal: async (place, plain) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad(place))
      const text = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open: async (place, sealed) => {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(aad(place)).setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()])
    },
    index: async (purpose, text) => createHmac('sha256', key).update(`${purpose}|${text}`).digest()
  }
}

/** The ledger of one org as one of its users sees it, without a browser and without Salesforce. */
export function ledgerOf (database: Database, { id, secrets, files, username = 'taro', role = 'admin' }: { id: string, secrets: FieldSecrets, files?: Tenant['files'], username?: string, role?: Role }): Tenant {
  const user = { username, role, via: 'api-key' as const }
  return { id, user, secrets, files, now: () => new Date(), db: (work: Parameters<Tenant['db']>[0]) => database.withTenant(id, work, user) } as unknown as Tenant
}

export interface Made { ledger: Ledger | null, createdBy?: string, createdAt?: Date, state?: 'queued' | 'done', bytes?: Buffer, recordId?: string }

/** Finished documents as the room writes them, without printing anything. Gives their ids, in the order given. */
export async function insertDocuments (tenant: Tenant, { parcelId, documents }: { parcelId: string, documents: Made[] }): Promise<string[]> {
  const ids: string[] = []
  for (let start = 0; start < documents.length; start += 500) {
    const some = documents.slice(start, start + 500)
    const rows = await Promise.all(some.map(async (one) => rowOf(tenant, parcelId, { ...one, id: makeId(one.createdAt ?? new Date()) })))
    await tenant.db((trx) => trx.insertInto('document').values(rows).execute())
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}

async function rowOf (tenant: Tenant, parcelId: string, { id, ledger, createdBy = 'taro', createdAt = new Date(), state = 'done', bytes = Buffer.from('%PDF-1.7'), recordId = '0Q0000000000001AAA' }: Made & { id: string }) {
  const storageKey = `documents/${id}/x.pdf`
  if (tenant.files !== undefined) await tenant.files.save(storageKey, bytes)
  return {
    tenant_id: tenant.id,
    id,
    parcel_id: parcelId,
    mapping: 'invoice',
    release: 1,
    record_id: recordId,
    created_by: createdBy,
    created_at: createdAt,
    ...state === 'done' && { state, file_name: `請求書_${ledger?.number ?? id}.pdf`, bytes: bytes.byteLength, pages: 1, sha256: createHash('sha256').update(bytes).digest('hex'), storage_key: storageKey },
    ...await sealLedger(tenant, id, ledger)
  }
}

let count = 0

/** UUID v7 of that moment; those of one moment in the order they are made. */
function makeId (moment: Date): string {
  count += 1
  const time = moment.getTime().toString(16).padStart(12, '0')
  const rest = count.toString(16).padStart(7, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6)}${randomBytes(6).toString('hex').slice(0, 11)}`
}
