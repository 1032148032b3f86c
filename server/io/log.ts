import { pino, type DestinationStream, type Logger } from 'pino'

/** What a store needs of a logger; pino's own fits. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/**
 * The log is for operators: it says what happened, to which id, and never what a record, template or request said. Addresses lose what comes after `?`
 * (searches name customers), errors what they quote. https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude
 */
export function openLog (level: string, destination?: DestinationStream): Logger {
  return pino({ level, serializers: { req: sayRequest, err: sayError, error: sayError }, hooks: { logMethod } }, destination)
}

/** Without a text pino would take the error's own. */
function logMethod (this: Logger, [first, ...rest]: unknown[], write: (...args: unknown[]) => void): void {
  const what = first instanceof Error ? { err: first } : first
  write.apply(this, rest.length === 0 && typeof what === 'object' ? [what, 'failed'] : [what, ...rest])
}

interface Asked { method?: string, url?: string, host?: string, ip?: string }

function sayRequest ({ method, url = '', host, ip }: Asked): Record<string, unknown> {
  return { method, path: url.split('?')[0], host, ip }
}

interface Failed { name?: string, code?: string, message?: string, stack?: string, statusCode?: number, cause?: unknown }

/** Of an error of ours the code says all, and its gaps may quote a record; of another one the message stays, without what it quotes. */
function sayError (error: unknown): unknown {
  if (typeof error === 'string') return mask(error)
  if (typeof error !== 'object' || error === null) return error
  const { name, code, message = '', stack = '', statusCode, cause } = error as Failed
  const isOurs = code?.startsWith('CHOHYO_') === true
  return {
    type: name,
    code,
    statusCode,
    message: isOurs ? undefined : mask(message),
    at: stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim()),
    cause: cause === undefined || cause === error ? undefined : sayError(cause)
  }
}

/** `invalid input syntax for type uuid: "Acme"` becomes `invalid input syntax for type uuid: "…"`. */
function mask (message: string): string {
  return message.replace(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'|`[^`]*`|\([^)]*\)=\([^)]*\)/g, (quoted) => `${quoted[0] ?? ''}…${quoted[0] ?? ''}`).slice(0, 300)
}
