import type { FunctionExp } from '@jetstreamapp/soql-parser-js'
import type { SObject } from '../schema/object.ts'
import type { Row } from '../store/table.ts'
import { readField } from './read-field.ts'
import type { Scope } from './read-field.ts'
import { pathWords, resolvePath } from './resolve-names.ts'
import { malformed } from './soql-errors.ts'

const earthRadius = { km: 6371, mi: 3958.8 }

/** `DISTANCE(Place__c, GEOLOCATION(35.6, 139.7), 'km')` as a measure of a row; null where it has no place. */
export function distanceFrom (scope: Scope, object: SObject, fn: FunctionExp): (row: Row) => number | null {
  const [name, point, unit] = fn.parameters ?? []
  if (typeof name !== 'string' || typeof point !== 'object') throw malformed(scope.text, 0, 'DISTANCE takes a location field, a GEOLOCATION and a unit')
  const { field } = resolvePath(scope, object, pathWords(object, undefined, name))
  const [latitude = NaN, longitude = NaN] = (point.parameters ?? []).map(Number)
  const radius = typeof unit === 'string' && unit.toLowerCase() === '\'mi\'' ? earthRadius.mi : earthRadius.km
  return row => {
    const place = readField(scope, object, field, row) as { latitude: number | null, longitude: number | null } | null
    if (typeof place?.latitude !== 'number' || typeof place.longitude !== 'number') return null
    return radius * angleBetween([latitude, longitude], [place.latitude, place.longitude])
  }
}

/** The haversine angle between two points in degrees, in radians. */
function angleBetween (from: [number, number], to: [number, number]): number {
  const radians = (degrees: number): number => degrees * Math.PI / 180
  const sin2 = (angle: number): number => Math.sin(angle / 2) ** 2
  const [latitude, other] = [radians(from[0]), radians(to[0])]
  const h = sin2(other - latitude) + Math.cos(latitude) * Math.cos(other) * sin2(radians(to[1] - from[1]))
  return 2 * Math.asin(Math.sqrt(h))
}
