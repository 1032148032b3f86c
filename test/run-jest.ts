import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Tally } from './run.ts'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  numRuntimeErrorTestSuites: number
  testResults: Array<{ name: string, status: string, message: string, startTime: number, endTime: number }>
}

/** The tests of the components: one line a file, and what failed. A skipped test counts as failed: all of them have to run. */
export async function runJest (root: string, parts: string[]): Promise<Tally> {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-jest-'))
  const file = join(dir, 'report.json')
  try {
    const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin/jest.js')
    const child = spawn(process.execPath, [jest, '--silent', '--json', '--outputFile', file, ...parts], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.on('data', (data: Buffer) => { words += data.toString() })
    await once(child, 'close')
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text !== undefined) return report(root, JSON.parse(text) as Report)
    console.log(`not ok - jest\n${words}`)
    return { passed: 0, failed: 1, files: [] }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function report (root: string, { testResults, ...counts }: Report): Tally {
  for (const { name, status, message, startTime, endTime } of testResults.toSorted((one, other) => one.name.localeCompare(other.name))) {
    console.log(`${status === 'passed' ? 'ok' : 'not ok'} - ${relative(root, name)} (${((endTime - startTime) / 1000).toFixed(1)} s)`)
    if (status !== 'passed') console.log(message)
  }
  const skipped = counts.numPendingTests + counts.numTodoTests
  if (skipped > 0) console.log(`not ok - jest skipped ${skipped} tests`)
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites + skipped,
    files: testResults.map(({ name, status }) => ({ file: relative(root, name), passed: status === 'passed' }))
  }
}
