import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Says that a folder is whole: which files it has, and how long they are. Written last. */
const INVENTORY = 'inventory.json'
const HALF_BUILT_MS = 10 * 60_000
const OLD_MS = 7 * 24 * 3_600_000

/**
 * The folder `name` in `dir`, built by `build` unless it is there and whole. It is built beside its place and renamed when whole, so that a crash or a
 * second process never leaves half of it.
 */
export async function keepFolder (dir: string, name: string, build: (folder: string) => Promise<void>): Promise<string> {
  const place = join(dir, name)
  if (await isWhole(place)) return place
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const beside = await mkdtemp(join(dir, 'building-'))
  try {
    await build(beside)
    await writeFile(join(beside, INVENTORY), JSON.stringify(await measure(beside)))
    await put(beside, place)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
  return place
}

/** Whether everything that was built is still there. */
export async function isWhole (place: string): Promise<boolean> {
  try {
    const files = JSON.parse(await readFile(join(place, INVENTORY), 'utf8')) as Record<string, number>
    const sizes = await Promise.all(Object.keys(files).map(async (name) => (await stat(join(place, name))).size))
    return Object.values(files).every((size, at) => size === sizes[at])
  } catch {
    return false
  }
}

/** Removes what a crash has left, and builds that nobody has used for a week; `used` are the folders in use. */
export async function clearFolders (dir: string, used: string[]): Promise<void> {
  const now = new Date()
  for (const name of await readdir(dir).catch(() => [])) {
    const path = join(dir, name)
    if (used.includes(name)) {
      await utimes(path, now, now).catch(() => {})
      continue
    }
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    if (now.getTime() - mtimeMs > (name.startsWith('building-') ? HALF_BUILT_MS : OLD_MS)) await rm(path, { recursive: true, force: true })
  }
}

async function measure (folder: string): Promise<Record<string, number>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const sizes = await Promise.all(names.map(async (path) => [path.slice(folder.length + 1), (await stat(path)).size] as const))
  return Object.fromEntries(sizes)
}

async function put (beside: string, place: string): Promise<void> {
  try {
    await rename(beside, place)
  } catch (error) {
    // Another process was faster: its folder is as good as ours, unless it is the broken one that we replace.
    if (await isWhole(place)) return
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    await rm(place, { recursive: true, force: true })
    await rename(beside, place)
  }
}
