import { createReadStream, createWriteStream } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import type { Logger } from 'pino'
import { extract } from 'tar-fs'

const STALE = 10 * 60_000

/**
 * Unpacks the headless shell of `@sparticuz/chromium`, once per version, and the libraries it needs on a bare system.
 * Written beside its place and renamed when whole, so that a crash or a second process never leaves half a browser.
 * (The package's own `executablePath()` trusts any file called `chromium` in the shared temporary folder.)
 * Undefined where no binary is shipped: it is built for x64 Linux only.
 */
export async function unpackChrome (dir: string, log: Logger): Promise<{ path: string, libraries: string } | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string }
  const place = join(dir, `chromium-${version}`)
  const unpacked = { path: join(place, 'chrome'), libraries: join(place, 'lib') }
  if (await exists(unpacked.path)) return unpacked

  log.info(`Unpacking Chrome ${version}, once: about 210 MB, a few seconds`)
  const started = Date.now()
  await mkdir(dir, { recursive: true })
  await removeStale(dir)
  const beside = await mkdtemp(join(dir, 'unpacking-'))
  try {
    await Promise.all([
      pipeline(createReadStream(join(packed, 'bin', 'chromium.br')), createBrotliDecompress(), createWriteStream(join(beside, 'chrome'), { mode: 0o755 })),
      pipeline(createReadStream(join(packed, 'bin', 'al2023.tar.br')), createBrotliDecompress(), extract(beside))
    ])
    // A root service starts Chrome as another user, whatever the umask was.
    const unpackedFiles = await readdir(beside, { recursive: true })
    await Promise.all(['', ...unpackedFiles].map(async (name) => await chmod(join(beside, name), 0o755)))
    await rename(beside, place)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    // Another process was faster: its copy is as good as ours.
    if (!await exists(unpacked.path)) throw error
  }
  log.info(`Chrome unpacked in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return unpacked
}

async function removeStale (dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!name.startsWith('unpacking-')) continue
    const { mtimeMs } = await stat(join(dir, name)).catch(() => ({ mtimeMs: Infinity }))
    if (Date.now() - mtimeMs > STALE) await rm(join(dir, name), { recursive: true, force: true })
  }
}

async function exists (path: string): Promise<boolean> {
  return await access(path).then(() => true, () => false)
}
