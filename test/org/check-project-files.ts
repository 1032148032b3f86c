import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv, type ErrorObject } from 'ajv'
import formats from 'ajv-formats'
import { lineOf, type Finding } from './finding.ts'
import { packageDirectories } from './read-project.ts'

const require = createRequire(import.meta.url)
const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true })
formats.default(ajv)

const FILES = { 'sfdx-project.json': 'sfdx-project', 'config/project-scratch-def.json': 'project-scratch-def' }

/** `sfdx-project.json`, and the scratch org definition where there is one, against Salesforce's own JSON schemas; the package directories exist. */
export function checkProjectFiles (root: string): Finding[] {
  const present = Object.entries(FILES).filter(([file]) => file === 'sfdx-project.json' || existsSync(join(root, file)))
  const missing = packageDirectories(root).filter((dir) => !existsSync(join(root, dir)))
  return [
    ...present.flatMap(([file, schema]) => checkFile(root, file, schema)),
    ...missing.map((dir) => ({ file: 'sfdx-project.json', message: `The package directory ${dir} does not exist.` }))
  ]
}

function checkFile (root: string, file: string, schema: string): Finding[] {
  const source = readFileSync(join(root, file), 'utf8')
  const accepts = ajv.compile<unknown>(require(`@salesforce/schemas/${schema}.schema.json`) as object)
  return accepts(JSON.parse(source)) ? [] : (accepts.errors ?? []).filter(isReal).map((error) => ({ file, line: lineOfError(source, error), message: sentence(error) }))
}

/** The schema's list of scratch org features lags behind the platform: it lacks ExternalClientApps. */
function isReal ({ instancePath }: ErrorObject): boolean {
  return !instancePath.startsWith('/features/')
}

function sentence ({ instancePath, message, params }: ErrorObject): string {
  const detail = Object.values(params as Record<string, unknown>).filter((value) => typeof value === 'string').join(', ')
  return `${instancePath || '/'} ${message}${detail && !message?.includes(detail) ? `: ${detail}` : ''}.`
}

function lineOfError (source: string, { instancePath, params }: ErrorObject): number {
  const names = [(params as { additionalProperty?: string }).additionalProperty, ...instancePath.split('/').reverse()]
  const name = names.find((each) => each !== undefined && source.includes(`"${each}"`))
  return name === undefined ? 1 : lineOf(source, source.indexOf(`"${name}"`))
}
