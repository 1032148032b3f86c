import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { lineOf, say, type Finding } from './finding.ts'

/** One mistake put into the sample project, and what its check has to say. */
export interface Fault {
  /** the mistake in words */
  says: string
  file: string
  /** what is replaced; without it the file is new, and is all of `to` */
  from?: string
  /** what it is replaced by; without it the file is taken away */
  to?: string
  /** what else has to be changed for it */
  also?: Array<{ file: string, from?: string, to: string }>
  /** what is found, by default at the place of the mistake; `at` is a text whose line it is, `file` another file, `line: null` where there is no line to tell */
  found: { message: RegExp, file?: string, at?: string, line?: null }
}

const sample = join(import.meta.dirname, 'sample')

/** A copy of the sample project with these mistakes, removed when the test ends. */
export async function plantFaults (t: Test, faults: Fault[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'chohyo-sample-'))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  cpSync(sample, root, { recursive: true })
  for (const fault of faults) for (const change of [fault, ...fault.also ?? []]) plant(root, { says: fault.says, ...change })
  return root
}

function plant (root: string, { says, file, from, to }: Omit<Fault, 'found'>): void {
  const path = join(root, file)
  if (to === undefined) return rmSync(path)
  mkdirSync(dirname(path), { recursive: true })
  if (from === undefined) return writeFileSync(path, to)
  const source = readFileSync(path, 'utf8')
  if (!source.includes(from)) throw new Error(`${says}: ${file} does not hold ${from}`)
  writeFileSync(path, source.replace(from, () => to))
}

/** Plants all of them in one copy: the check has to name each with its file and line, and to say nothing else. */
export async function findsFaults (t: Test, check: (root: string) => Finding[] | Promise<Finding[]>, faults: Fault[]): Promise<void> {
  const root = await plantFaults(t, faults)
  await tellsFaults(t, root, await check(root), faults)
}

export async function tellsFaults (t: Test, root: string, findings: Finding[], faults: Fault[]): Promise<void> {
  for (const fault of faults) {
    await t.test(fault.says, async (t) => {
      const found = findings.filter((finding) => isIt(root, fault, finding))
      t.equal(found.length, 1, `${wanted(root, fault)} is said once`, { found: findings.map(say) })
    })
  }
  t.same(findings.filter((finding) => !faults.some((fault) => isIt(root, fault, finding))).map(say), [], 'nothing else is said')
}

function isIt (root: string, fault: Fault, { file, line, message }: Finding): boolean {
  return file === (fault.found.file ?? fault.file) && line === lineOfFault(root, fault) && fault.found.message.test(message)
}

function wanted (root: string, fault: Fault): string {
  return `${fault.found.file ?? fault.file}:${lineOfFault(root, fault)} ${fault.found.message.source}`
}

function lineOfFault (root: string, { file, from, to = '', found }: Fault): number | undefined {
  if (found.line === null) return undefined
  const source = readFileSync(join(root, found.file ?? file), 'utf8')
  return found.at === undefined && from === undefined ? 1 : lineOf(source, source.indexOf(found.at ?? to))
}
