import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { chromeDir } from './chrome.ts'
import { testFolder } from './stores.ts'

/** Shared by all tests of one user: building the base components takes seconds. */
export const consoleDir = join(dirname(chromeDir), 'console')

/** What takes seconds to make and is the same for all tests of one user: the unpacked browser, and the console's builds. Everything else in the folder is new. */
export function shareBuilds (dir: string, parts: Array<'chrome' | 'console'> = ['chrome', 'console']): void {
  for (const part of parts) {
    const shared = join(dirname(chromeDir), part)
    mkdirSync(shared, { recursive: true })
    symlinkSync(shared, join(dir, part))
  }
}

/** A DATA_DIR of a test's own. */
export async function dataFolder (t: Test, parts?: Array<'chrome' | 'console'>): Promise<string> {
  const dir = await testFolder(t)
  shareBuilds(dir, parts)
  return dir
}
