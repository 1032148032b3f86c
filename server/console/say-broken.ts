import { relative } from 'node:path'
import type { Places } from './places.ts'

interface Failure { message: string, code?: string, pluginCode?: unknown, args?: string[], cause?: unknown, id?: string, loc?: { line?: number } }

/**
 * Why a build failed, with the file and the line, without a full stop: it stands in a sentence. Rollup wraps what its plugins throw. Anyone may read it:
 * no path of this machine.
 */
export function sayBroken (error: unknown, { root }: Pick<Places, 'root'>): string {
  const { message, code, pluginCode, args, cause, id, loc } = error as Failure
  if ([code, pluginCode].includes('CHOHYO_CONSOLE_BROKEN') && args) return args.join(' ')
  if (code === 'ERR_MODULE_NOT_FOUND') return `${/'[^']+'/.exec(message)?.[0] ?? 'a package'} is not installed; run npm ci`
  if (cause !== undefined && id === undefined) return sayBroken(cause, { root })
  const file = id === undefined ? '' : `${relative(root, id.split('?')[0] ?? '')}${loc?.line === undefined ? '' : `:${loc.line}`}: `
  return file + message.replace(/^\[plugin [\w-]+\] /, '').replaceAll(`${root}/`, '').replace(/(?<![\w.])(?:\/[\w@.+-]+)+\//g, '…/').replace(/\.$/, '')
}
