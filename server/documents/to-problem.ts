import type { Problem } from '../io/tables.ts'

interface Named { code?: string, statusCode?: number, message: string, args?: unknown[] }

/** What people may be told of an error: our own sentences as they are, anything else as one that gives nothing away. */
export function toProblem (error: unknown): Problem {
  const { code, statusCode, message, args = [] } = error as Named
  if (code?.startsWith('CHOHYO_')) return { code, message, status: statusCode ?? 500, args: args.map(String) }
  return { code: 'CHOHYO_UNEXPECTED', message: 'Something unexpected went wrong. Try again; if it stays, give the operator the request id.', status: 500, args: [] }
}

/** Trying again cannot help: the request, the definition or the record is at fault, not the moment. */
export function isPermanent (error: unknown): boolean {
  const { code, statusCode } = error as Named
  return code?.startsWith('CHOHYO_') === true && statusCode !== undefined && statusCode < 500 && statusCode !== 429
}

/** The error a stored problem stands for, to be thrown again. */
export function fromProblem ({ code, message, status, args }: Problem): Error {
  return Object.assign(new Error(message), { code, statusCode: status, args })
}
