import type { Row } from './row.ts'
import { rows as first } from './rows-01-13.ts'
import { rows as second } from './rows-14-27.ts'
import { rows as third } from './rows-28-38.ts'

/** The 38 rows in their order. */
export const rows: Row[] = [...first, ...second, ...third]
