import type { CopiedSchema, CopiedTable } from '../io/copy-tables.ts'

/** The first line of a backup, readable by everybody: what it is and the key that sealed the rest, itself sealed by the root key. */
export interface Heading { format: 'chohyo-backup', version: 1, id: string, madeAt: string, key: string }

/** The first entry within: what the rows that follow are rows of. */
export interface Contents { schema: CopiedSchema, tables: CopiedTable[] }
