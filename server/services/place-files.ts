import { createHash } from 'node:crypto'
import { DeliveryFailed, DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { DeliveryFile, Reference } from './connector.ts'
import { MOST_COPIES, nameCopy } from './name-copy.ts'
import type { Placing, Shelf } from './shelf.ts'

interface Target { file: DeliveryFile, path: string, temporary: string, state: 'free' | 'same' | 'other' }

/**
 * Writes the files under names that nobody looks for and renames them when all are complete, so a receiver never sees half a file. The temporary name
 * follows from the key, and a file that is there with the same bytes is done: a second call doubles nothing. Errors: those of the shelf.
 */
export async function placeFiles (shelf: Shelf, placing: Placing): Promise<Reference> {
  const targets = await aim(shelf, placing)
  const taken = targets.find(({ state, path }, index) => (state === 'other' && placing.existing !== 'replace') || targets.findIndex((one) => one.path === path) < index)
  if (taken) throw new DeliveryRefused(shelf.host, both(`another file is there already: ${taken.path}`, `別のファイルがすでにあります: ${taken.path}`))
  const missing = targets.filter(({ state }) => state !== 'same')
  if (missing.length > 0) await shelf.makeFolders(placing.top, placing.below)
  try {
    for (const { file, temporary } of missing) await writeWhole(shelf, temporary, file.bytes)
    await moveAllIn(shelf, missing, placing)
  } catch (error) {
    if (codeOf(error) === 'CHOHYO_DELIVERY_REFUSED') for (const { temporary } of missing) await shelf.remove(temporary).catch(() => {})
    throw error
  }
  return referTo(shelf, targets)
}

/** Whether an earlier call of placeFiles came through. Where files are collected, one that is gone, its temporary name too, may have been taken away. Errors: DeliveryUnknown. */
export async function findFiles (shelf: Shelf, placing: Placing): Promise<Reference | null> {
  const targets = await aim(shelf, placing)
  const missing = targets.filter(({ state }) => state !== 'same')
  if (missing.length === 0) return referTo(shelf, targets)
  if (!placing.collected) return null
  for (const { temporary, path } of missing) {
    if (await shelf.size(temporary) === null) throw new DeliveryUnknown(shelf.host, both(`${path} is not there, and may have been taken away`, `${path} はありません。受け取り済みの可能性があります`))
  }
  return null
}

/** The path of each file, and what is there. */
async function aim (shelf: Shelf, { top, below, files, key, existing }: Placing): Promise<Target[]> {
  const targets: Target[] = []
  const folder = [top.replace(/\/+$/, ''), ...below].join('/')
  const short = createHash('sha256').update(key).digest('hex').slice(0, 24)
  for (const [index, file] of files.entries()) {
    const taken = targets.map(({ path }) => path)
    const found = await lookUp(shelf, { folder, file, taken, copies: existing === 'rename' ? MOST_COPIES : 1 })
    targets.push({ ...found, file, temporary: `${folder}/.chohyo-${short}-${index}.part` })
  }
  return targets
}

async function lookUp (shelf: Shelf, { folder, file, taken, copies }: { folder: string, file: DeliveryFile, taken: string[], copies: number }): Promise<Pick<Target, 'path' | 'state'>> {
  for (let copy = 1; ; copy += 1) {
    const path = `${folder}/${nameCopy(file.name, copy)}`
    const state = taken.includes(path) ? 'other' : await compare(shelf, path, file.bytes)
    if (state !== 'other' || copy >= copies) return { path, state }
  }
}

async function compare (shelf: Shelf, path: string, bytes: Uint8Array): Promise<Target['state']> {
  const size = await shelf.size(path)
  if (size === null) return 'free'
  return size === bytes.byteLength && Buffer.compare(await shelf.read(path, size), bytes) === 0 ? 'same' : 'other'
}

async function writeWhole (shelf: Shelf, path: string, bytes: Uint8Array): Promise<void> {
  await shelf.write(path, bytes)
  const size = await shelf.size(path)
  if (size !== bytes.byteLength) throw new DeliveryFailed(shelf.host, both(`of ${bytes.byteLength} bytes ${size ?? 0} arrived`, `${bytes.byteLength} バイトのうち ${size ?? 0} バイトしか届きませんでした`))
}

async function moveAllIn (shelf: Shelf, targets: Target[], { existing, collected }: Placing): Promise<void> {
  for (const [index, target] of targets.entries()) {
    await moveIn(shelf, target, existing === 'replace').catch((error: unknown) => {
      // What has its name already may be gone before the next try, which would write it again.
      if (!collected || index === 0 || codeOf(error) !== 'CHOHYO_DELIVERY_FAILED') throw error
      throw new DeliveryUnknown(shelf.host, both(`${index} of ${targets.length} files are there`, `${targets.length} 件中 ${index} 件は配置済みです`), { cause: error })
    })
  }
}

async function moveIn (shelf: Shelf, { temporary, path, file }: Target, replace: boolean): Promise<void> {
  try {
    await shelf.rename(temporary, path, replace)
  } catch (error) {
    // Another try of the same delivery may have been quicker.
    if (codeOf(error) !== 'CHOHYO_DELIVERY_REFUSED' || await compare(shelf, path, file.bytes) !== 'same') throw error
  }
}

function referTo ({ host }: Shelf, targets: Target[]): Reference {
  return { host, paths: targets.map(({ path }) => path).join('\n') }
}

function codeOf (error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
