import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import type { Row } from '../store/table.ts'
import type { Org, Profile, SandboxUser } from '../org.ts'

/** Who asks, in which words, below which URL. */
export interface Scope {
  org: Org
  user: SandboxUser
  profile: Profile
  /** The query as sent: error texts quote it. */
  text: string
  /** `/services/data/v66.0` */
  base: string
  /** `queryAll` sees deleted rows. */
  withDeleted: boolean
}

/** A field's value in a row as the REST API shows it. */
export function readField (scope: Pick<Scope, 'profile' | 'base'>, object: SObject, field: Field, row: Row): unknown {
  switch (field.type) {
    case 'address': return readAddress(object, field, row)
    case 'location': return readLocation(field, row)
    case 'base64': return `${scope.base}/sobjects/${object.name}/${row.Id}/${field.name}`

    case 'encryptedstring': return scope.profile.viewsEncrypted || typeof row[field.name] !== 'string' ? row[field.name] ?? null : '*'.repeat(String(row[field.name]).length)
    default: return row[field.name] ?? null
  }
}

function readAddress (object: SObject, field: Field, row: Row): Record<string, unknown> | null {
  const prefix = field.name.replace(/Address$/, '')
  const part = (name: string): unknown => row[prefix + name] ?? null
  const address = { city: part('City'), country: part('Country'), geocodeAccuracy: null, latitude: part('Latitude'), longitude: part('Longitude'), postalCode: part('PostalCode'), state: part('State'), street: part('Street') }
  return Object.values(address).every(value => value === null) ? null : address
}

function readLocation (field: Field, row: Row): { latitude: unknown, longitude: unknown } | null {
  const stem = field.name.replace(/__c$/, '')
  const latitude = row[`${stem}__Latitude__s`] ?? null
  const longitude = row[`${stem}__Longitude__s`] ?? null
  return latitude === null || longitude === null ? null : { latitude, longitude }
}
