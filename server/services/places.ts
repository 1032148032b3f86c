import type { Place } from '../io/secrets.ts'

/** What a sealed secret of a Service belongs to. */
export function secretPlace (service: string, name: string): Place {
  return { table: 'service_secret', column: 'value', row: `${service}/${name}` }
}
