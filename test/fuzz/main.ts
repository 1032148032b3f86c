import { properties } from './properties.ts'
import { runProperty } from './run-property.ts'
import { openServiceProperties } from './service-properties.ts'
import { startTestPostgres } from '../postgres-server.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Fuzzing at depth: `npm run fuzz -- --runs 100000 --seed 7`. What it finds becomes a case of the corpus. Ends with 1 when something was found. */
const words = process.argv.slice(2)
const given = (name: string): number | undefined => words.includes(name) ? Number(words[words.indexOf(name) + 1]) : undefined
const [runs, seed] = [given('--runs') ?? 20_000, given('--seed')]

const dir = await mkdtemp(join(tmpdir(), 'chohyo-fuzz-'))
const postgres = await startTestPostgres(join(dir, 'postgres'))
process.env.TEST_DATABASE_URL = postgres.url
const closers: Array<() => unknown> = []
try {
  const behindTheDoor = await openServiceProperties({ teardown: (close: () => unknown) => { closers.unshift(close) } } as never)
  let found = 0
  for (const one of [...properties, ...behindTheDoor]) {
    const started = performance.now()
    // A request through the whole service costs a hundred times as much as a function.
    const fault = await runProperty(one, { runs: behindTheDoor.includes(one) ? Math.ceil(runs / 20) : runs, seed })
    console.log(`${fault === null ? 'ok' : 'not ok'} - ${one.sentence} (${((performance.now() - started) / 1000).toFixed(1)} s)${fault === null ? '' : `\n  ${fault}`}`)
    if (fault !== null) found += 1
  }
  process.exitCode = found > 0 ? 1 : 0
} finally {
  for (const close of closers) await close()
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
}
