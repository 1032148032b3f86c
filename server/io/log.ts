import type { Logger } from 'pino'

/** What a store needs of a logger; pino's own fits. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
