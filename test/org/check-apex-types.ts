import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findJava } from '../java.ts'
import { methodsOf, readApex } from './apex.ts'
import type { Finding } from './finding.ts'
import { javaLibraries } from './objects.ts'

interface Report { files: Array<{ path: string, messages: Array<{ start: { line: number }, category: string, message: string }> }> }

const run = promisify(execFile)

/** Every class against its types and our metadata, by apex-ls: unknown fields, methods, types, labels, wrong assignments, missing returns, what is never used. It does not look into SOQL: check-apex-queries.ts. */
export async function checkApexTypes (root: string): Promise<Finding[]> {
  const { file, environment } = await findJava()
  const words = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx1g', '-cp', join(javaLibraries, '*'), 'io.github.apexdevtools.apexls.CheckForIssues', '-w', root, '-d', 'unused', '-f', 'json', '-n']
  const { stdout } = await run(file, words, { env: { ...process.env, ...environment }, maxBuffer: 1e8 }).catch(answerOf)
  const start = realpathSync(root).length + 1
  return (JSON.parse(stdout) as Report).files.flatMap(({ path, messages }) => messages
    .map((each) => ({ file: path.slice(start), line: each.start.line, message: `${each.message}.` }))
    .filter((finding) => !isForFlow(root, finding)))
}

/** It ends with 4 when there is something to say. */
function answerOf (error: unknown): { stdout: string } {
  const { code, stdout, stderr } = error as { code?: number, stdout: string, stderr: string }
  if (code === 4) return { stdout }
  throw new Error(`apex-ls ended with ${code}: ${stderr}`)
}

/** Only Flow calls an invocable method, and apex-ls does not know that. */
function isForFlow (root: string, { file, line = 0, message }: Finding): boolean {
  const methods = readApex(root).filter((each) => each.file === file).flatMap(methodsOf)
  return message.startsWith('Unused public method') && methods.some(({ annotations, node }) => annotations.has('invocablemethod') && node.start.line <= line && line <= (node.stop?.line ?? 0))
}
