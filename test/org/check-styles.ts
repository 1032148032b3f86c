import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import * as linter from '@salesforce-ux/slds-linter/executor'
import type { Finding } from './finding.ts'

interface Entry { line: number, message: string, ruleId: string }

/** Its own declarations cannot be read by TypeScript's nodenext. */
const { lint } = linter as unknown as { lint: (options: { directory: string }) => Promise<Array<{ filePath: string, errors: Entry[], warnings: Entry[] }>> }

/** Templates and stylesheets by the linter of the Lightning Design System: what is deprecated, wrong hooks, and fixed values for which there is a hook. */
export async function checkStyles (root: string): Promise<Finding[]> {
  const results = await within(root, () => lint({ directory: join(root, 'lwc') }))
  const start = realpathSync(root).length + 1
  return results.flatMap(({ filePath, errors, warnings }) => [...errors, ...warnings.filter(hasRemedy)].map((each) => ({ file: realpathSync(filePath).slice(start), line: each.line, message: `${each.ruleId}: ${sentence(each)}` })))
}

/** A width of 18rem has no hook and cannot go away. */
function hasRemedy ({ message }: Entry): boolean {
  return !message.includes('There\'s no replacement styling hook')
}

function sentence ({ message }: Entry): string {
  const [, text] = /^\{"message":"(.*?)(?: \([\w/-]+\))?","suggestions"/.exec(message) ?? []
  return text ?? message
}

/** The linter refuses files outside of the folder it runs in. */
async function within<T> (folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd()
  process.chdir(folder)
  try {
    return await work()
  } finally {
    process.chdir(before)
  }
}
