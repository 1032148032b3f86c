import { createHash } from 'node:crypto'

/** SHA-256 of a JSON value, whatever the order of its keys: two installations that hold the same definition agree on its hash. */
export function hashBody (body: unknown): string {
  return createHash('sha256').update(canonical(body)).digest('hex')
}

/** JSON with sorted keys and no blanks, after RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785) for the values definitions hold. */
export function canonical (value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => a < b ? -1 : 1)
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
