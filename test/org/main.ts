import { join, resolve } from 'node:path'
import { say } from './finding.ts'
import { LADDER } from './ladder.ts'

/** `node test/org/main.ts [folder of a project] [--only=words]`: every check of the ladder with its seconds and what it found. */

const words = process.argv.slice(2)
const root = resolve(words.find((word) => !word.startsWith('--')) ?? join(import.meta.dirname, '../..'))
const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? ''

for (const { name, check } of LADDER.filter((each) => each.name.includes(only))) {
  const start = Date.now()
  const findings = await check(root)
  console.log(`${findings.length === 0 ? 'ok' : 'not ok'} - ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
  for (const finding of findings) console.log(`  ${say(finding)}`)
  if (findings.length > 0) process.exitCode = 1
}
