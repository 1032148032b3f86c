import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { KeysDestroyed, KeyUnusable } from '../errors.ts'
import type { Keys } from './keys.ts'
import type { KeyStore } from './key-store.ts'
import type { DataKeyPurpose, KeyTables } from './keys-tables.ts'
import { openBytes, sealBytes } from './sealed-bytes.ts'

/** One of a tenant's keys as an admin sees it. */
export interface KeyVersion { version: number, state: 'active' | 'retired' | 'destroyed', createdAt: Date, endedAt: Date | null }

export interface DataKey { id: number, key: Buffer }

/** A tenant's data keys, opened. */
export interface Ring {
  keys: ReadonlyMap<number, Buffer>
  current: (purpose: DataKeyPurpose) => DataKey
  /** Errors: KeyUnusable for a key that was never there. */
  key: (id: number) => Buffer
}

interface Opening { store: KeyStore, root: Pick<Keys, 'seal' | 'open'>, tenantId: string }

/** What a process has sealed with a data key since it last told, and after how many a new key is made. */
export interface Used { id: number, count: number, limit: number }

const PURPOSES = ['fields', 'files', 'index'] as const
const tenantKeyPlace = (tenantId: string, version: number): string => `${tenantId}|tenant_key|wrapped|${version}`
const dataKeyPlace = (tenantId: string, id: number): string => `${tenantId}|data_key|wrapped|${id}`

/** The ring of a tenant, made with its first use. What `earlier` has open already is not opened again. Errors: KeysDestroyed. */
export async function openRing ({ store, root, tenantId, earlier, used }: Opening & { earlier?: Ring | undefined, used?: Used | undefined }): Promise<Ring> {
  const { tenantKeys, dataKeys } = await store.withTenant(tenantId, async (trx) => {
    if (used && used.count > 0) await countUse({ trx, root, tenantId, used })
    const found = await readRows(trx)
    if (found.tenantKeys.length > 0) return found
    await makeKeys({ trx, root, tenantId, version: 1 })
    return readRows(trx)
  })
  if (!tenantKeys.some(({ state }) => state === 'active')) throw new KeysDestroyed()
  const tenantKey = rememberTenantKeys(root, tenantId, tenantKeys)
  const keys = new Map<number, Buffer>()
  for (const { id, version, wrapped } of dataKeys) keys.set(id, earlier?.keys.get(id) ?? openBytes(await tenantKey(version), dataKeyPlace(tenantId, id), wrapped))
  const key = (id: number): Buffer => {
    const found = keys.get(id)
    if (found === undefined) throw new KeyUnusable('A sealed value names a key that is not there')
    return found
  }
  return {
    keys,
    key,
    current (purpose) {
      const id = dataKeys.find((row) => row.purpose === purpose && row.is_current)?.id ?? 0
      return { id, key: key(id) }
    }
  }
}

/** A random nonce must not come twice: long before that is likely, another data key takes over (NIST SP 800-38D, 8.3). */
async function countUse ({ trx, root, tenantId, used: { id, count, limit } }: { trx: Transaction<KeyTables>, root: Opening['root'], tenantId: string, used: Used }): Promise<void> {
  await lock(trx, tenantId)
  const { rows: [row] } = await sql<{ isFull: boolean }>`update chohyo_keys.data_key set sealed = sealed + ${count} where id = ${id} returning is_current and sealed >= ${limit} as "isFull"`.execute(trx)
  if (row?.isFull !== true) return
  const { tenantKeys, dataKeys } = await readRows(trx)
  const version = tenantKeys.find(({ state }) => state === 'active')?.version
  if (version === undefined) return
  const next = Math.max(...dataKeys.map((key) => key.id)) + 1
  const tenantKey = await rememberTenantKeys(root, tenantId, tenantKeys)(version)
  await trx.updateTable('chohyo_keys.data_key').set({ is_current: false }).where('id', '=', id).execute()
  await trx.insertInto('chohyo_keys.data_key').values({ tenant_id: tenantId, id: next, purpose: 'fields', version, wrapped: sealBytes({ id: version, key: tenantKey }, dataKeyPlace(tenantId, next), randomBytes(32)) }).execute()
}

/** A new tenant key, new data keys for fields and files, and the older data keys sealed anew by it. An index keeps its key: what it wrote has to be found again. */
export async function rotateKeys ({ store, root, tenantId }: Opening): Promise<number> {
  return store.withTenant(tenantId, async (trx) => {
    await lock(trx, tenantId)
    const { tenantKeys, dataKeys } = await readRows(trx)
    if (!tenantKeys.some(({ state }) => state === 'active')) throw new KeysDestroyed()
    const tenantKey = rememberTenantKeys(root, tenantId, tenantKeys)
    await trx.updateTable('chohyo_keys.tenant_key').set({ state: 'retired', ended_at: new Date() }).where('state', '=', 'active').execute()
    await trx.updateTable('chohyo_keys.data_key').set({ is_current: false }).where('purpose', '!=', 'index').execute()
    const version = Math.max(...tenantKeys.map((row) => row.version)) + 1
    const fresh = await makeKeys({ trx, root, tenantId, version, purposes: ['fields', 'files'], after: Math.max(...dataKeys.map(({ id }) => id)) })
    for (const { id, wrapped, version: old } of dataKeys) {
      const opened = openBytes(await tenantKey(old), dataKeyPlace(tenantId, id), wrapped)
      await trx.updateTable('chohyo_keys.data_key').set({ version, wrapped: sealBytes({ id: version, key: fresh }, dataKeyPlace(tenantId, id), opened) }).where('id', '=', id).execute()
    }
    return version
  })
}

/** Seals with the root key in use what an earlier one has sealed of this tenant's keys. Answers how many there were. */
export async function resealTenantKeys ({ store, root, tenantId }: Pick<Opening, 'store' | 'tenantId'> & { root: Pick<Keys, 'seal' | 'open' | 'isOld'> }): Promise<number> {
  return store.withTenant(tenantId, async (trx) => {
    await lock(trx, tenantId)
    let count = 0
    for (const { version, wrapped } of (await readRows(trx)).tenantKeys) {
      if (!wrapped || !await root.isOld(wrapped)) continue
      const place = tenantKeyPlace(tenantId, version)
      const sealed = Buffer.from(await root.seal(place, await root.open(place, wrapped)))
      await trx.updateTable('chohyo_keys.tenant_key').set({ wrapped: sealed }).where('version', '=', version).execute()
      count += 1
    }
    return count
  })
}

/** Erases the tenant's keys. Without them nobody opens what they sealed; copies of the key store are to be kept no longer than is said to the tenant. */
export async function destroyKeys ({ store, tenantId }: Pick<Opening, 'store' | 'tenantId'>): Promise<void> {
  await store.withTenant(tenantId, async (trx) => {
    await lock(trx, tenantId)
    await trx.deleteFrom('chohyo_keys.data_key').execute()
    await trx.updateTable('chohyo_keys.tenant_key').set({ state: 'destroyed', wrapped: null, ended_at: new Date() }).where('state', '!=', 'destroyed').execute()
  })
}

export async function listKeys ({ store, tenantId }: Pick<Opening, 'store' | 'tenantId'>): Promise<KeyVersion[]> {
  const { tenantKeys } = await store.withTenant(tenantId, readRows)
  return tenantKeys.map(({ version, state, created_at: createdAt, ended_at: endedAt }) => ({ version, state, createdAt, endedAt }))
}

async function readRows (trx: Transaction<KeyTables>) {
  return {
    tenantKeys: await trx.selectFrom('chohyo_keys.tenant_key').select(['version', 'state', 'wrapped', 'created_at', 'ended_at']).orderBy('version').execute(),
    dataKeys: await trx.selectFrom('chohyo_keys.data_key').select(['id', 'purpose', 'version', 'wrapped', 'is_current']).orderBy('id').execute()
  }
}

interface Making { trx: Transaction<KeyTables>, root: Pick<Keys, 'seal'>, tenantId: string, version: number, purposes?: readonly DataKeyPurpose[], after?: number }

/** Two first uses at once make one key: the second finds what the first has made. */
async function makeKeys ({ trx, root, tenantId, version, purposes = PURPOSES, after = 0 }: Making): Promise<Buffer> {
  await lock(trx, tenantId)
  const key = randomBytes(32)
  const { numInsertedOrUpdatedRows: made } = await trx.insertInto('chohyo_keys.tenant_key')
    .values({ tenant_id: tenantId, version, wrapped: Buffer.from(await root.seal(tenantKeyPlace(tenantId, version), key)) })
    .onConflict((clash) => clash.doNothing()).executeTakeFirst()
  if (made !== 1n) return key
  const rows = purposes.map((purpose, at) => {
    const id = after + at + 1
    return { tenant_id: tenantId, id, purpose, version, wrapped: sealBytes({ id: version, key }, dataKeyPlace(tenantId, id), randomBytes(32)) }
  })
  await trx.insertInto('chohyo_keys.data_key').values(rows).execute()
  return key
}

function rememberTenantKeys (root: Pick<Keys, 'open'>, tenantId: string, rows: Array<{ version: number, wrapped: Buffer | null }>): (version: number) => Promise<Buffer> {
  const opened = new Map<number, Buffer>()
  return async (version) => {
    const known = opened.get(version)
    if (known) return known
    const wrapped = rows.find((row) => row.version === version)?.wrapped
    if (!wrapped) throw new KeyUnusable('The key of a tenant is not there')
    const key = Buffer.from(await root.open(tenantKeyPlace(tenantId, version), wrapped))
    opened.set(version, key)
    return key
  }
}

async function lock (trx: Transaction<KeyTables>, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`chohyo keys ${tenantId}`}))`.execute(trx)
}
