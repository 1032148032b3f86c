import type { Place } from '../io/secrets.ts'
import type { Kind } from './schema.ts'

/** What the sealed body of a draft belongs to. */
export function draftPlace (kind: Kind<unknown>, name: string): Place {
  return { table: 'definition', column: 'draft', row: `${kind.name}/${name}` }
}

/** What the sealed body of a published version belongs to. */
export function versionPlace (kind: Kind<unknown>, name: string, version: number): Place {
  return { table: 'definition_version', column: 'body', row: `${kind.name}/${name}/${version}` }
}
