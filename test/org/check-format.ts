import { join } from 'node:path'
import * as prettier from 'prettier'
import type { Finding } from './finding.ts'
import { readProject } from './read-project.ts'

const top = join(import.meta.dirname, '../..')
const FORMATTED = /\.(cls|trigger|ts|html|css|json)$|-meta\.xml$/

/** Everything that goes to Salesforce is written as Prettier writes it, by the project's `.prettierrc.json`: says the file and the first line that differs. */
export async function checkFormat (root: string): Promise<Finding[]> {
  const { files, source } = readProject(root)
  const options = await prettier.resolveConfig(join(top, 'lwc/x.ts'), { config: join(top, '.prettierrc.json') })
  const findings: Finding[] = []
  for (const file of files.filter((each) => FORMATTED.test(each))) findings.push(...await checkFile(file, source(file), options?.plugins))
  return findings
}

async function checkFile (file: string, source: string, plugins: prettier.Options['plugins']): Promise<Finding[]> {
  // The place of a file decides its parser, wherever the project lies.
  const options = await prettier.resolveConfig(join(top, file), { config: join(top, '.prettierrc.json') })
  try {
    const formatted = await prettier.format(source, { ...options, plugins, filepath: file })
    if (formatted === source) return []
    const lines = formatted.split('\n')
    const line = source.split('\n').findIndex((each, index) => each !== lines[index])
    return [{ file, line: line < 0 ? lines.length : line + 1, message: 'This is not as Prettier writes it: run npx prettier --write on it.' }]
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { start?: { line?: number } } }
    return [{ file, line: loc?.start?.line, message: `Prettier cannot read it: ${message.split('\n')[0]}` }]
  }
}
