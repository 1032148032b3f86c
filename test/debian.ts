import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, globSync, lstatSync, readlinkSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'

/** A program out of a Debian package that was unpacked, not installed. */
export interface Unpacked {
  file: string
  /** where its libraries are, for LD_LIBRARY_PATH */
  libraryPath: string
}

/** What to unpack: a name for its folder, the packages, and the program in them (a glob). */
export interface Wanted { name: string, file: string, packages: (dependsOn: (...names: string[]) => string[]) => string[] }

const CACHES = [join(import.meta.dirname, '../node_modules/.cache/chohyo'), join(tmpdir(), `chohyo-test-${process.getuid?.()}`)]

/** From a cache folder, else downloaded into it without root; undefined when it cannot be had. */
export async function unpackFromDebian (wanted: Wanted): Promise<Unpacked | undefined> {
  for (const cache of CACHES) {
    const found = unpacked(cache, wanted) ?? await unpack(cache, wanted).catch(() => undefined)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first of these programs on PATH. */
export function findOnPath (...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function unpacked (cache: string, { name, file }: Wanted): Unpacked | undefined {
  const root = join(cache, name)
  const [found] = globSync(file, { cwd: root })
  const program = join(root, found ?? file)
  // The folder for temporary files is everybody's: only what is ours, or root's, is run.
  if (!isExecutable(program) || ![0, process.getuid?.()].includes(statSync(program).uid)) return undefined
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  return { file: program, libraryPath: ['usr/lib', 'lib'].map((folder) => join(root, folder, triplet)).join(delimiter) }
}

/** Downloads with the system's package lists, else (none there, or not readable) with lists of its own; neither needs root. */
async function unpack (cache: string, wanted: Wanted): Promise<Unpacked | undefined> {
  const work = await makeFolder(cache)
  const own = ['-o', `Dir::State::lists=${join(work, 'lists')}`, '-o', `Dir::Cache=${join(work, 'apt')}`]
  const got = download(work, [], wanted) || (run(work, 'apt-get', ...own, 'update') && download(work, own, wanted))
  if (got) {
    for (const deb of (await readdir(work)).filter((name) => name.endsWith('.deb'))) run(work, 'dpkg', '-x', deb, 'root')
    await bendLinks(join(work, 'root'))
    await rename(join(work, 'root'), join(cache, wanted.name)).catch(() => {})
  }
  await rm(work, { recursive: true, force: true })
  return unpacked(cache, wanted)
}

function download (work: string, options: string[], { packages }: Wanted): boolean {
  const names = packages((...of) => dependencies(options, of))
  return names.length > 0 && run(work, 'apt-get', ...options, 'download', ...new Set(names))
}

function dependencies (options: string[], names: string[]): string[] {
  const depends = spawnSync('apt-cache', [...options, 'depends', ...names], { encoding: 'utf8' }).stdout ?? ''
  return [...depends.matchAll(/^ +Depends: (\S+)/gm)].map(([, name = '']) => name)
}

/** Packages link to their files as if they were installed (`/etc/…`): here these are beside them. */
async function bendLinks (root: string): Promise<void> {
  for (const name of globSync('**/*', { cwd: root })) {
    const link = join(root, name)
    const to = lstatSync(link).isSymbolicLink() ? readlinkSync(link) : ''
    if (!to.startsWith('/') || !existsSync(join(root, to))) continue
    await rm(link)
    await symlink(relative(dirname(link), join(root, to)), link)
  }
}

function run (cwd: string, command: string, ...words: string[]): boolean {
  return spawnSync(command, words, { cwd, stdio: 'ignore', timeout: 180_000 }).status === 0
}

async function makeFolder (cache: string): Promise<string> {
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'unpack-'))
  for (const folder of ['lists/partial', 'apt/archives/partial']) await mkdir(join(work, folder), { recursive: true })
  return work
}

function isExecutable (file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
