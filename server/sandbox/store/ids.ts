const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const suffixes = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The 18-character form of an id. The suffix holds one bit for every capital letter, so that ids stay apart
 * where case is lost: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm
 */
export function toLongId (id: string): string {
  if (id.length !== 15) return id
  let suffix = ''
  for (let group = 0; group < 15; group += 5) {
    let bits = 0
    for (let at = 0; at < 5; at++) {
      const letter = id.charCodeAt(group + at)
      if (letter >= 65 && letter <= 90) bits |= 1 << at
    }
    suffix += suffixes[bits]
  }
  return id + suffix
}

/** An id from outside in its 18-character form, or null when it is none. A wrong suffix is wrong. */
export function readId (text: unknown): string | null {
  if (typeof text !== 'string' || !/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-5]{3})?$/.test(text)) return null
  const long = toLongId(text.slice(0, 15))
  return text.length === 15 || long.slice(15) === text.slice(15).toUpperCase() ? long : null
}

/** The id of the n-th row of an object, counted from one. Ids of one object sort as they were made. */
export function makeId (keyPrefix: string, serial: number): string {
  let tail = ''
  for (let rest = serial; rest > 0; rest = Math.floor(rest / 62)) tail = (digits[rest % 62] ?? '0') + tail
  return toLongId(keyPrefix + 'CY' + tail.padStart(10, '0'))
}

/** The number `makeId` was given; 0 for an id of another making. */
export function serialOf (id: string): number {
  let serial = 0
  for (const letter of id.slice(5, 15)) serial = serial * 62 + digits.indexOf(letter)
  return serial
}
