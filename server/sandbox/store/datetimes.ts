/** A moment the way the REST API writes it: `2026-10-06T17:00:00.000+0000`. Stored so, it also sorts as text. */
export function writeDatetime (moment: Date): string {
  return moment.toISOString().replace('Z', '+0000')
}

/** An ISO date-time with a zone in the stored form, or null when it is none. */
export function readDatetime (text: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)
  if (parts === null) return null
  const zone = parts[4] ?? 'Z'
  const moment = new Date(`${parts[1]}T${parts[2] ?? '00:00:00'}.${(parts[3] ?? '0').slice(0, 3).padEnd(3, '0')}${zone === 'Z' ? zone : zone.replace(/(\d{2}):?(\d{2})/, '$1:$2')}`)
  return Number.isNaN(moment.getTime()) ? null : writeDatetime(moment)
}

/** Milliseconds since the epoch of a stored moment. */
export function momentOf (stored: string): number {
  return Date.parse(stored.replace('+0000', 'Z'))
}
