import { spawn } from 'node:child_process'
import { SfMissing, SfRefused } from '../errors.ts'
import { progress } from '../io/progress.ts'

/** What `sf … --json` prints: https://developer.salesforce.com/docs/atlas.en-us.sfdx_dev.meta/sfdx_dev/sfdx_dev_cli_json_support.htm */
interface Answer { status?: number, message?: string, result?: unknown }

interface Failure { componentType?: string, fullName?: string, problem?: string, name?: string, methodName?: string, message?: string }

/** Calls the Salesforce CLI and gives its `result`. Whatever it does not want is an SfRefused with its own words. */
export async function callSf<T> (args: string[], { cwd }: { cwd?: string | undefined } = {}): Promise<T> {
  const { code, out, err } = await progress(`      sf ${args.slice(0, 3).join(' ')}`, run([...args, '--json'], cwd))
  const answer = read(out)
  if (code !== 0 || answer?.status !== 0) throw new SfRefused(`sf ${args.slice(0, 3).join(' ')}`, sayWhy(answer) ?? (err.trim() || `exit code ${code}`))
  return answer.result as T
}

function run (args: string[], cwd: string | undefined): Promise<{ code: number | null, out: string, err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sf', args, { stdio: ['ignore', 'pipe', 'pipe'], ...cwd === undefined ? {} : { cwd } })
    let [out, err] = ['', '']
    child.stdout.on('data', (text: Buffer) => { out += text.toString() })
    child.stderr.on('data', (text: Buffer) => { err += text.toString() })
    child.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new SfMissing() : error))
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

function read (text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer
  } catch {
    return undefined
  }
}

interface Outcome { details?: { componentFailures?: Failure | Failure[], runTestResult?: { failures?: Failure | Failure[] } }, failures?: Failure | Failure[], compileProblem?: string, exceptionMessage?: string }

/** What failed of a deployment, of an assignment or of Apex, else the message of the CLI. */
function sayWhy (answer: Answer | undefined): string | undefined {
  const { details, failures, compileProblem, exceptionMessage } = (answer?.result ?? {}) as Outcome
  const components = list(details?.componentFailures).map(({ componentType, fullName, problem }) => `${componentType ?? ''} ${fullName ?? ''}: ${problem ?? ''}`.trim())
  const tests = list(details?.runTestResult?.failures).map(({ name, methodName, message }) => `${name ?? ''}.${methodName ?? ''}: ${message ?? ''}`)
  const failed = [...components, ...tests, ...list(failures).map(({ message }) => message ?? '')]
  if (failed.length === 0) return exceptionMessage || compileProblem || answer?.message
  return `\n  ${failed.slice(0, 20).join('\n  ')}${failed.length > 20 ? `\n  and ${failed.length - 20} more` : ''}`
}

function list (given: Failure | Failure[] | undefined): Failure[] {
  return given === undefined ? [] : Array.isArray(given) ? given : [given]
}
