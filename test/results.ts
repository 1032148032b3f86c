import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How a file of tests, or a check as the types or the lint, came out. */
export interface FileResult { file: string, passed: boolean }

/** A run of tests: of which state of the sources (null without git), when, and how each file came out. */
export interface Results { state: string | null, at: string, files: FileResult[] }

const root = join(import.meta.dirname, '..')
const place = join(root, 'test-results.json')

export async function keepResults (files: FileResult[], path = place): Promise<void> {
  const results: Results = { state: stateOfSources(), at: new Date().toISOString(), files }
  await writeFile(path, JSON.stringify(results, null, 2) + '\n')
}

/** The results of the last whole run; null without one. */
export async function readResults (path = place): Promise<Results | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Results
  } catch {
    return null
  }
}

/** Names the sources as they are: the commit, and what was changed since. */
export function stateOfSources (): string | null {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 })
    const changes = git('status', '--porcelain') + git('diff', 'HEAD')
    return git('rev-parse', 'HEAD').trim() + (changes === '' ? '' : ` and changes ${createHash('sha256').update(changes).digest('hex').slice(0, 12)}`)
  } catch {
    return null
  }
}
