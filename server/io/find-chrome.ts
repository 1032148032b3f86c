import { access, constants } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Logger } from 'pino'
import puppeteer from 'puppeteer'
import { ChromeUnavailable } from '../errors.ts'
import { unpackChrome } from './unpack-chrome.ts'

export type ChromeKind = 'headless-shell' | 'full'
export interface FoundChrome {
  path: string
  kind: ChromeKind
  from: 'CHROME_PATH' | 'puppeteer cache' | 'system' | 'shipped'
  /** Folder of the shared libraries that came with the binary, for LD_LIBRARY_PATH. */
  libraries?: string
}

export interface WhereChrome { path?: string, dir: string, log: Logger }

const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/snap/bin', '/opt/google/chrome', '/usr/lib/chromium']
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell', 'headless_shell']
const FULL = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']

/**
 * The browser to print with: CHROME_PATH, else a headless shell from puppeteer's cache or the system, else the binary
 * that came with the packages, else a full Chrome (its `--headless` prints the same, about four times slower).
 */
export async function findChrome ({ path, dir, log }: WhereChrome): Promise<FoundChrome> {
  if (path !== undefined) {
    if (!await isExecutable(path)) throw new ChromeUnavailable(`CHROME_PATH is set to ${basename(path)}, which is not an executable file there. Correct it, or unset it to use the browser that came with the packages.`)
    return { path, kind: kindOf(path), from: 'CHROME_PATH' }
  }
  const cached = await cachedShell()
  if (cached !== undefined) return { path: cached, kind: 'headless-shell', from: 'puppeteer cache' }
  const shell = await firstExecutable(SHELLS)
  if (shell !== undefined) return { path: shell, kind: 'headless-shell', from: 'system' }
  const shipped = await unpackChrome(dir, log)
  if (shipped !== undefined) return { ...shipped, kind: 'headless-shell', from: 'shipped' }
  const full = await firstExecutable(FULL)
  if (full !== undefined) return { path: full, kind: 'full', from: 'system' }
  throw new ChromeUnavailable(`no browser was found, and none is shipped for ${process.platform} ${process.arch}. Install chromium-headless-shell (Debian: apt install chromium-headless-shell), or set CHROME_PATH.`)
}

function kindOf (path: string): ChromeKind {
  return /headless[-_]shell|^chrome$/.test(basename(path)) && !dirname(path).startsWith('/opt/google') ? 'headless-shell' : 'full'
}

async function cachedShell (): Promise<string | undefined> {
  try {
    // puppeteer names the path whether or not the file is there.
    const path = await puppeteer.executablePath({ headless: 'shell' })
    return await isExecutable(path) ? path : undefined
  } catch {
    return undefined
  }
}

async function firstExecutable (names: string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of FOLDERS) {
      const path = join(folder, name)
      if (await isExecutable(path)) return path
    }
  }
}

async function isExecutable (path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(() => true, () => false)
}
