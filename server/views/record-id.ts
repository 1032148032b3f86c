import { RecordIdInvalid } from '../errors.ts'

const RECORD_ID = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/
const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** 15 or 18 letters and digits; whether such a record exists only Salesforce knows. */
export function isRecordId (id: string): boolean {
  return RECORD_ID.test(id)
}

/**
 * The 18-character form, as every answer of the API has it: three letters more say which of the 15 are capitals.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm#i1435616
 */
export function toLongId (id: string): string {
  if (!isRecordId(id)) throw new RecordIdInvalid(JSON.stringify(id.slice(0, 40)))
  const short = id.slice(0, 15)
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...short.slice(start, start + 5)].map((letter, place) => /[A-Z]/.test(letter) ? 1 << place : 0)
    return SUFFIX[bits.reduce((sum, bit) => sum + bit, 0)]
  })
  return short + suffix.join('')
}
