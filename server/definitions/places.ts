import type { Place } from '../io/secrets.ts'

/** What the sealed body of a draft belongs to. */
export function draftPlace (kind: { name: string }, name: string): Place {
  return { table: 'definition', column: 'draft', row: `${kind.name}/${name}` }
}

/** What the sealed body of a published version belongs to. */
export function versionPlace (kind: { name: string }, name: string, version: number): Place {
  return { table: 'definition_version', column: 'body', row: `${kind.name}/${name}/${version}` }
}
