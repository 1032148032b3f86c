import { DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { DeliveryFile, Reference } from './connector.ts'
import { MOST_COPIES, nameCopy } from './name-copy.ts'
import type { Placing } from './shelf.ts'

/** What a store has under a name. `same`: by size and checksum it is what we deliver. `doubt`: it is not, but may have been until the store changed it. */
export interface Stored { id: string, same: boolean, doubt?: boolean }

/** Where a file of ours goes, or is looked for. */
export interface Spot { folder: string, name: string, file: DeliveryFile }

/**
 * A store in which a file appears whole or not at all, and which tells the checksum of what it has. Each verb throws what `deliver` may throw; only `put`
 * DeliveryUnknown, when its answer was lost.
 */
export interface Store {
  host: string
  /** The folder of these names below that of the Service, as the store names it; null when it is not there and not to be made. */
  openFolder: (below: string[], make: boolean) => Promise<string | null>
  look: (spot: Spot) => Promise<Stored | null>
  /** A new file, or a new version of `over`. Null when something of that name has come meanwhile. */
  put: (spot: Spot, over: string | null) => Promise<string | null>
}

/** `doubt`: it may have been stored, under this name or one that was passed over. */
interface Target { spot: Spot, found: Stored | null, doubt: boolean }

/** Stores the files, each looked for first: what is there with the same bytes is done, so a second call doubles nothing. Errors: those of the store, DeliveryRefused. */
export async function storeFiles (store: Store, { below, files, existing }: Placing): Promise<Reference> {
  const folder = await store.openFolder(below, true) ?? ''
  const targets = await aim(store, { folder, files, copies: existing === 'rename' ? MOST_COPIES : 1 })
  const taken = targets.find(({ found }) => found?.same === false)
  if (taken && existing !== 'replace') throw sayTaken(store, taken.spot)
  const ids: string[] = []
  for (const { spot, found } of targets) ids.push(found?.same === true ? found.id : await putOne(store, spot, found?.id ?? null))
  return refer(store, targets, ids)
}

/** Whether an earlier call of storeFiles came through, whole. Errors: those of the store, DeliveryUnknown. */
export async function findStored (store: Store, { below, files, existing }: Placing): Promise<Reference | null> {
  const folder = await store.openFolder(below, false)
  if (folder === null) return null
  const targets = await aim(store, { folder, files, copies: existing === 'rename' ? MOST_COPIES : 1 })
  const doubtful = targets.find(({ found, doubt }) => doubt && found?.same !== true)
  if (doubtful) throw new DeliveryUnknown(store.host, both(`under the name ${doubtful.spot.file.name} there is a file that came from here since then, with other bytes`, `${doubtful.spot.file.name} という名前で、その後ここから保存されたファイルがありますが、内容が一致しません`))
  const ids = targets.flatMap(({ found }) => found?.same === true ? [found.id] : [])
  return ids.length === targets.length ? refer(store, targets, ids) : null
}

/** For each file the first name that is free, or has these bytes. */
async function aim (store: Store, { folder, files, copies }: { folder: string, files: DeliveryFile[], copies: number }): Promise<Target[]> {
  const targets: Target[] = []
  for (const file of files) {
    let doubt = false
    for (let copy = 1; ; copy += 1) {
      const spot = { folder, file, name: nameCopy(file.name, copy) }
      const ours = targets.some((target) => target.spot.name === spot.name)
      const found = ours ? { id: '', same: false } : await store.look(spot)
      doubt ||= found?.doubt === true
      if (found?.same === false && copy < copies) continue
      if (ours) throw sayTaken(store, spot)
      targets.push({ spot, found, doubt })
      break
    }
  }
  return targets
}

async function putOne (store: Store, spot: Spot, over: string | null): Promise<string> {
  const id = await store.put(spot, over)
  if (id !== null) return id
  // Another try of the same delivery may have been quicker.
  const found = await store.look(spot)
  if (found?.same !== true) throw sayTaken(store, spot)
  return found.id
}

function sayTaken ({ host }: Store, { name }: Spot): Error {
  return new DeliveryRefused(host, both(`another file is there already: ${name}`, `別のファイルがすでにあります: ${name}`))
}

function refer ({ host }: Store, targets: Target[], ids: string[]): Reference {
  return { host, files: targets.map(({ spot }) => spot.name).join('\n'), ids: ids.join('\n') }
}
