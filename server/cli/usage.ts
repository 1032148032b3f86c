import createError from '@fastify/error'
import { isAbsolute, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'

/** One verb of the command line. */
export interface Command { usage: string, does: string, run: (args: string[], config: Config) => Promise<void> }

export const WrongUse = createError('CHOHYO_WRONG_USE', '%s')

/** The options of a command as text, a flag that is given as `true`; anything else on the line, or a missing one, is wrong usage. */
export function readOptions<Name extends string> (args: string[], { required, optional = [], flags = [] }: { required: Name[], optional?: Name[], flags?: Name[] }): Partial<Record<Name, string>> {
  const options = Object.fromEntries([...required, ...optional].map((name): [string, OptionType] => [name, { type: 'string' }]))
  for (const name of flags) options[name] = { type: 'boolean' }
  const values = parse(args, options)
  const missing = required.find((name) => values[name] === undefined)
  if (missing !== undefined) throw new WrongUse(`--${missing} is missing.`)
  return values as Partial<Record<Name, string>>
}

interface OptionType { type: 'string' | 'boolean' }

function parse (args: string[], options: Record<string, OptionType>): Record<string, unknown> {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new WrongUse((error as Error).message)
  }
}

/** npm runs scripts in the project's folder; a path means the one the person stands in. */
export function herePath (config: Config, path: string): string {
  return isAbsolute(path) ? path : join(config.INIT_CWD || process.cwd(), path)
}
