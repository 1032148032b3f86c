import type { Tenant } from './open-tenant.ts'

/** Things that never change, kept in the memory of this process: each for its own tenant, by a name. */
export interface Memory<Thing> {
  /** The thing by that name, loaded when it is not at hand. Who asks at the same moment shares one loading; its failure is not remembered. */
  recall: (tenant: Pick<Tenant, 'id'>, name: string, load: () => Promise<Thing>) => Promise<Thing>
}

/** At most `bytes` for all tenants together: what was not used for the longest time makes room. */
export function openMemory<Thing> ({ bytes, sizeOf }: { bytes: number, sizeOf: (thing: Thing) => number }): Memory<Thing> {
  const kept = new Map<string, { thing: Promise<Thing>, size: number }>()
  let total = 0

  function makeRoom (): void {
    for (const [name, { size }] of kept) {
      if (total <= bytes) return
      kept.delete(name)
      total -= size
    }
  }

  async function keep (key: string, thing: Promise<Thing>): Promise<Thing> {
    const entry = { thing, size: 0 }
    kept.set(key, entry)
    const loaded = await thing.catch((error: unknown) => {
      if (kept.get(key) === entry) kept.delete(key)
      throw error
    })
    // It may have had to make room while it was loading.
    if (kept.get(key) === entry) {
      entry.size = sizeOf(loaded)
      total += entry.size
      makeRoom()
    }
    return loaded
  }

  return {
    recall (tenant, name, load) {
      const key = JSON.stringify([tenant.id, name])
      const known = kept.get(key)
      if (known === undefined) return keep(key, load())
      kept.delete(key)
      kept.set(key, known)
      return known.thing
    }
  }
}
