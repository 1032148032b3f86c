import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realpathSync } from 'node:fs'
import { CodeAnalyzer, CodeAnalyzerConfig, EventType, LogLevel, type EngineLogEvent } from '@salesforce/code-analyzer-core'
import { createEnginePlugin } from '@salesforce/code-analyzer-pmd-engine'
import { findJava } from '../java.ts'
import type { Finding } from './finding.ts'
import { packageDirectories, readProject } from './read-project.ts'

/** Rules of PMD that we do not follow, and why. All others hold, above all those of security. */
const OFF: Record<string, string> = {
  ApexDoc: 'a comment says why; what a method takes and gives stands in its signature',
  ApexAssertionsShouldIncludeMessage: 'the name of the test method is the sentence',
  ApexUnitTestClassShouldHaveRunAs: 'only what depends on the user needs another one',
  AvoidBooleanMethodParameters: 'components and Flow pass parameters by name',
  ExcessiveParameterList: 'components and Flow pass parameters by name',
  AvoidGlobalModifier: 'what other packages may call has to be global'
}

interface Violation { rule: string, file: string, line?: number, message: string }

/** Rules that are for what runs in production. */
const NOT_IN_TESTS = ['AvoidHardcodingId', 'ApexCRUDViolation']

/** Apex and metadata against the rules of PMD that Salesforce's Code Analyzer runs: injection, sharing, permissions on objects and fields, crypto, credentials in the code, limits in loops … */
export async function checkApexSecurity (root: string): Promise<Finding[]> {
  return (await checkApexSecurityOf([root])).get(root) ?? []
}

/** Several projects in one go: starting Java twice is most of the time. */
export async function checkApexSecurityOf (roots: string[]): Promise<Map<string, Finding[]>> {
  const { file, environment } = await findJava()
  // Half of the time without the optimizing compiler, which does not pay off in so short a run.
  Object.assign(process.env, environment, { JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' })
  const analyzer = new CodeAnalyzer(CodeAnalyzerConfig.fromObject({ log_folder: tmpdir(), engines: { pmd: { java_command: file, rule_languages: ['apex', 'xml'] }, cpd: { disable_engine: true } } }))
  const complaints: string[] = []
  analyzer.onEvent(EventType.EngineLogEvent, ({ logLevel, message }: EngineLogEvent) => { if (logLevel === LogLevel.Error) complaints.push(message) })
  await analyzer.addEnginePlugin(createEnginePlugin())
  const workspace = await analyzer.createWorkspace(roots.flatMap((root) => packageDirectories(root).map((dir) => join(root, dir))))
  const results = await analyzer.run(await analyzer.selectRules(['pmd'], { workspace }), { workspace })
  const found: Violation[] = results.getViolations().map((each) => ({
    rule: each.getRule().getName(),
    file: realpathSync(each.getPrimaryLocation().getFile() ?? ''),
    line: each.getPrimaryLocation().getStartLine(),
    message: each.getMessage()
  }))
  found.push(...complaints.flatMap(unread))
  return new Map(roots.map((root) => [root, found.filter(({ file }) => file.startsWith(`${realpathSync(root)}/`))
    .map(({ rule, file, line, message }) => ({ file: file.slice(realpathSync(root).length + 1), line, message: `${rule}: ${message}` }))
    .filter((finding) => !isOff(root, finding))]))
}

/** What it cannot read it leaves out, and says so only in its log. */
function unread (complaint: string): Violation[] {
  const [, file = ''] = /for file '([^']+)'/.exec(complaint) ?? []
  const [, line = '1', message = complaint] = /error at (\d+):\d+: ?(.*)/s.exec(complaint) ?? []
  if (file === '') throw new Error(complaint)
  return [{ rule: 'PMD cannot read it', file: realpathSync(file), line: Number(line), message: message.trim() }]
}

function isOff (root: string, { file, message }: Finding): boolean {
  const [rule = ''] = message.split(':')
  return rule in OFF || (NOT_IN_TESTS.includes(rule) && file.endsWith('.cls') && /@IsTest/i.test(readProject(root).source(file).split('{')[0] ?? ''))
}
