import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { findJava } from './java.ts'
import { startTestPostgres } from './postgres-server.ts'
import { findRedis } from './redis-server.ts'
import { keepResults, type FileResult } from './results.ts'
import { runJest } from './run-jest.ts'

/**
 * The test command: `npm test` runs everything, `node test/run.ts test/io test/x.test.ts lwc/shared` a part without types and lint.
 * What lies in `lwc` is run by jest, everything else by tap.
 * `--verbose` prints every line of tap. Ends with `N passed, N failed`. A whole run leaves test-results.json, from which `npm run evidence` is made;
 * `--results FILE` writes those of a part.
 */

export interface Tally { passed: number, failed: number, files: FileResult[] }

const root = join(import.meta.dirname, '..')
const require = createRequire(import.meta.url)
// What Node has compiled, named by its contents: nearly every test file loads the whole service. https://nodejs.org/api/module.html#module-compile-cache
const compiled = join(tmpdir(), `chohyo-test-${process.getuid?.() ?? 0}`, 'compiled')
const words = process.argv.slice(2)
const verbose = words.includes('--verbose')
const resultsAt = words.includes('--results') ? words[words.indexOf('--results') + 1] : undefined
const parts = words.filter((word) => !word.startsWith('--') && word !== resultsAt)

const ofJest = parts.filter((part) => /^(\.\/)?lwc(\/|$)/.test(part))
const ofTap = parts.filter((part) => !ofJest.includes(part))

const tallies: Tally[] = []
if (parts.length === 0) tallies.push(...await checkTypes(), await check('lint', packageFile('eslint', 'bin/eslint.js'), ['.']))
if (parts.length === 0 || ofJest.length > 0) tallies.push(await runJest(root, ofJest))
if (parts.length === 0 || ofTap.length > 0) tallies.push(await withStores((environment) => runTap(findTests(ofTap), environment)))
const tally = tallies.reduce((sum, { passed, failed, files }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, files: [...sum.files, ...files] }))
if (parts.length === 0 || resultsAt !== undefined) await keepResults(tally.files, resultsAt)
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0

function packageFile (name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), file)
}

/** Each `tsconfig.json` is a world of its own: the service, the components, the console's shell. */
async function checkTypes (): Promise<Tally[]> {
  const projects = globSync('{.,lwc,server/**,test/**}/tsconfig.json', { cwd: root, exclude: ['**/node_modules', 'test/org/sample'] }).sort()
  const results: Tally[] = []
  for (const project of projects) results.push(await check(`types of ${dirname(project) === '.' ? 'server and test' : dirname(project)}`, packageFile('@typescript/native', 'bin/tsc'), ['-p', project]))
  return results
}

async function check (name: string, program: string, rest: string[]): Promise<Tally> {
  const start = Date.now()
  const child = spawn(process.execPath, [program, ...rest], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit') as [number | null]
  console.log(`${code === 0 ? 'ok' : 'not ok'} - ${name} (${seconds(start)})`)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, files: [{ file: name, passed: code === 0 }] }
}

function findTests (wanted: string[]): string[] {
  const under = wanted.length > 0 ? wanted : ['test']
  const files = under.flatMap((name) => statSync(join(root, name)).isDirectory() ? globSync(`${name}/**/*.test.ts`, { cwd: root }) : [relative(root, join(root, name))])
  return files.filter((name) => !name.includes('node_modules')).sort()
}

/** One PostgreSQL for all test files, each with a database of its own; Redis and S3 are started by the files that need them. */
async function withStores (work: (environment: Record<string, string>) => Promise<Tally>): Promise<Tally> {
  const start = Date.now()
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-run-'))
  const postgres = await startTestPostgres(join(dir, 'postgres'))
  console.log(`PostgreSQL: the embedded one, started in ${seconds(start)}`)
  const redis = await findRedis()
  console.log(redis === undefined
    ? 'Redis: NONE FOUND. Install redis-server or valkey-server; without it its tests fail (TEST_WITHOUT_REDIS=1 skips them).'
    : `Redis: ${redis.from}`)
  console.log('S3: s3rver from npm')
  console.log(await findJava().then(({ from }) => `Java: ${from}`, (error: Error) => `Java: NONE FOUND. ${error.message}`))
  try {
    return await work({ TEST_DATABASE_URL: postgres.url })
  } finally {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

async function runTap (files: string[], environment: Record<string, string>): Promise<Tally> {
  const child = spawn(process.execPath, [packageFile('tap', 'dist/esm/run.mjs'), '--reporter=tap', ...files], {
    cwd: root, stdio: ['inherit', 'pipe', 'inherit'], env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...environment }
  })
  let counts: Omit<Tally, 'files'> | undefined
  const results: FileResult[] = []
  const show = verbose ? (line: string) => console.log(line) : failureFilter()
  createInterface({ input: child.stdout }).on('line', (line) => {
    show(line)
    const [, not, file] = /^(not )?ok \d+ - (\S+\.test\.ts)/.exec(line) ?? []
    if (file !== undefined) results.push({ file, passed: not === undefined })
    if (/^# \{ total: .*\}$/.test(line)) counts = { passed: count(line, 'pass'), failed: count(line, 'fail') }
  })
  const [code] = await once(child, 'close') as [number | null]
  const tally = { ...counts ?? { passed: 0, failed: 1 }, files: results }
  return code === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}

function count (line: string, name: string): number {
  return Number(new RegExp(`${name}: (\\d+)`).exec(line)?.[1] ?? 0)
}

/** Shows a line for each test file, the names of what failed around, and the diagnostics of what failed itself. */
function failureFilter (): (line: string) => void {
  let inFailure = false
  return (line) => {
    const [, indent = '', not] = /^( *)(not )?ok \d+/.exec(line) ?? []
    const failed = not !== undefined && !/# (SKIP|TODO)/i.test(line)
    const isAround = indent !== '' && line.includes('# time=')
    if (/^ *(not )?ok \d+/.test(line)) inFailure = failed && !isAround
    if (failed || inFailure || /^(ok|not ok|Bail out!)/.test(line)) console.log(line)
    if (/^ *\.\.\.$/.test(line)) inFailure = false
  }
}

function seconds (start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`
}
