import type { Keys } from './keys.ts'
import type { KeyStore } from './key-store.ts'
import { destroyKeys, listKeys, openRing, rotateKeys, type KeyVersion, type Ring, type Used } from './key-rings.ts'
import { indexText, keyOf, openBytes, sealBytes } from './sealed-bytes.ts'
import { keyOfFile, openFile, sealFile } from './sealed-files.ts'

/** What a sealed value belongs to: moved to another table, column or row it does not open. `row` is the primary key as text. */
export interface Place { table: string, column: string, row: string }

/** One tenant's means to keep something from everybody who sees the database or the file store. Errors: KeysDestroyed, KeyUnusable. */
export interface Secrets {
  seal: (place: Place, plain: string | Uint8Array) => Promise<Buffer>
  open: (place: Place, sealed: Uint8Array) => Promise<Buffer>
  /** A blind index: the same text gives the same 32 bytes for this tenant and purpose, which tell nothing of the text. */
  index: (purpose: string, text: string) => Promise<Buffer>
  sealFile: (name: string, bytes: Uint8Array) => Promise<Buffer>
  openFile: (name: string, bytes: Uint8Array) => Promise<Uint8Array>
}

/** All tenants' keys. */
export interface KeyRings {
  secretsOf: (tenantId: string) => Secrets
  /** A new key for what is sealed from now on; all that was sealed before stays readable. Answers the number of its version. */
  rotate: (tenantId: string) => Promise<number>
  /** Nothing of the tenant opens any more, in this process at once and in others within five seconds. */
  destroy: (tenantId: string) => Promise<void>
  list: (tenantId: string) => Promise<KeyVersion[]>
}

/** Read again after this time: a rotation or destruction elsewhere is seen. */
const FRESH_MS = 5000
/** Opened keys stay in memory no longer. */
const LONGEST_MS = 300_000

/** A key that has sealed so many values gets a successor: half of what is allowed, for what a process that dies has not counted. */
const MOST_SEALS = 2 ** 31

interface Held { ring: Promise<Ring>, readAt: number, openedAt: number }

export function openKeyRings ({ store, root, mostSeals = MOST_SEALS }: { store: KeyStore, root: Pick<Keys, 'seal' | 'open'>, mostSeals?: number }): KeyRings {
  const held = new Map<string, Held>()
  const uses = new Map<string, Used>()

  async function ringOf (tenantId: string, isFresh = false): Promise<Ring> {
    const known = held.get(tenantId)
    const now = Date.now()
    if (known && !isFresh && now - known.readAt < FRESH_MS) return known.ring
    const isYoung = known !== undefined && now - known.openedAt < LONGEST_MS
    const earlier = isYoung ? await known.ring.catch(() => undefined) : undefined
    const used = uses.get(tenantId)
    uses.delete(tenantId)
    const ring = openRing({ store, root, tenantId, earlier, used })
    held.set(tenantId, { ring, readAt: now, openedAt: earlier ? known?.openedAt ?? now : now })
    ring.catch(() => { held.delete(tenantId) })
    return ring
  }

  function count (tenantId: string, id: number): void {
    const used = uses.get(tenantId)
    if (used?.id === id) used.count += 1
    else uses.set(tenantId, { id, count: 1, limit: mostSeals })
  }

  return {
    secretsOf: (tenantId) => secretsOf(tenantId, (isFresh) => ringOf(tenantId, isFresh), (id) => count(tenantId, id)),
    async rotate (tenantId) {
      await ringOf(tenantId)
      const version = await rotateKeys({ store, root, tenantId })
      held.delete(tenantId)
      return version
    },
    async destroy (tenantId) {
      await destroyKeys({ store, tenantId })
      held.delete(tenantId)
    },
    list: (tenantId) => listKeys({ store, tenantId })
  }
}

function secretsOf (tenantId: string, ring: (isFresh?: boolean) => Promise<Ring>, count: (id: number) => void): Secrets {
  /** Another process may have sealed it with a key that is newer than what is held here. */
  const keyOfId = async (id: number): Promise<Buffer> => (await ring()).keys.get(id) ?? (await ring(true)).key(id)
  const at = ({ table, column, row }: Place): string => [tenantId, table, column, row].join('|')
  return {
    async seal (place, plain) {
      const key = (await ring()).current('fields')
      count(key.id)
      return sealBytes(key, at(place), typeof plain === 'string' ? Buffer.from(plain) : plain)
    },
    open: async (place, sealed) => openBytes(await keyOfId(keyOf(sealed)), at(place), sealed),
    index: async (purpose, text) => indexText((await ring()).current('index').key, purpose, text),
    sealFile: async (name, bytes) => sealFile((await ring()).current('files'), `${tenantId}|${name}`, bytes),
    async openFile (name, bytes) {
      const id = keyOfFile(bytes)
      // Kept before files were sealed; whoever reads a file compares its SHA-256.
      return id === null ? bytes : openFile(await keyOfId(id), `${tenantId}|${name}`, bytes)
    }
  }
}
