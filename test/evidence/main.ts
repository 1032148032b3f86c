import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readResults, stateOfSources, type Results } from '../results.ts'
import { countStates, judgeRequirements } from './asvs/judge-requirements.ts'
import { chapters, requirements } from './asvs/requirements.ts'
import { judgeRows } from './judge-rows.ts'
import { printPages } from './print-pages.ts'
import { rows } from './rows.ts'

/**
 * `npm run evidence`: the 38 rows with the tests that prove them, then ASVS 5.0 (levels 1 and 2), as evidence/evidence-{ja,en}.{html,pdf}. The results are
 * those of the last whole `npm test` of these very sources; without them the tests that are named are run. `-- --json FILE` also writes both as data.
 * The exit code is that of the 38 rows: what is open of ASVS is shown.
 */
const { values: { json } } = parseArgs({ options: { json: { type: 'string' } } })
const root = join(import.meta.dirname, '../..')
const results = await freshResults() ?? await runTests()
const seen = { results: results.files, isThere: (file: string) => existsSync(join(root, file)) }
const judged = judgeRows(rows, seen)
const judgedRequirements = judgeRequirements(requirements, seen)
const out = join(root, 'evidence')
await mkdir(out, { recursive: true })
const pages = await printPages({ rows, judged, chapters, judgedRequirements, at: results.at, state: results.state, out })
if (json !== undefined) {
  const asvs = judgedRequirements.map(({ id, level, state, tests }) => ({ id, level, answered: state === 'answered', tests }))
  await writeFile(json, JSON.stringify({ rows: judged.map(({ row, kind, answered, better, tests }) => ({ row, kind, answered, better, tests })), asvs }, null, 2) + '\n')
}

for (const { row, tests, documents } of judged.filter(({ answered }) => !answered)) {
  const missing = [...tests.filter(({ passed }) => !passed), ...documents.filter(({ there }) => !there)].map(({ file }) => file)
  console.log(`not answered: ${row} (${missing.length > 0 ? missing.join(', ') : 'nothing proves it yet'})`)
}
console.log(pages.join('\n'))
console.log(`${judged.filter(({ answered }) => answered).length} of ${judged.length} answered, ${judged.filter(({ answered, tests }) => answered && tests.length > 0).length} by passing tests, ${judged.filter(({ better }) => better).length} better`)
const { all, answered, none, open } = countStates(judgedRequirements)
console.log(`ASVS 5.0: ${answered} of ${all} answered, ${none} not applicable, ${open} open`)
process.exitCode = judged.every(({ answered }) => answered) ? 0 : 1

async function freshResults (): Promise<Results | null> {
  const state = stateOfSources()
  const last = await readResults()
  return state !== null && last?.state === state ? last : null
}

async function runTests (): Promise<Results> {
  const files = [...new Set([...rows, ...requirements].flatMap(({ tests = [] }) => tests))].filter((file) => existsSync(join(root, file)))
  console.log(`Running the ${files.length} files of tests that are named (npm test leaves their results, too) …`)
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-evidence-'))
  try {
    const to = join(dir, 'results.json')
    await once(spawn(process.execPath, [join(root, 'test/run.ts'), '--results', to, ...files], { cwd: root, stdio: 'inherit' }), 'exit')
    return JSON.parse(await readFile(to, 'utf8')) as Results
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
