import { RecordIdInvalid, SalesforceRefused, SalesforceReplyLost } from '../errors.ts'
import type { Send } from './salesforce-send.ts'

export type FieldValue = string | number | boolean | null

/**
 * What to write: into the record with this `id`, or into that whose external id field holds `key.value`, which is made when there is none. Only the
 * fields that are named change.
 */
export type RecordWrite = { object: string, fields: Record<string, FieldValue> } & ({ id: string } | { key: { field: string, value: string } })

/** `created` is true for a record that was not there. */
export interface WrittenRecord { id: string, created: boolean }

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}$/
const RECORD_ID = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/

/**
 * Updates one record, or upserts it: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm. Never sent twice by itself,
 * since automation in the org may run at each. Errors: RecordIdInvalid, SalesforceReplyLost when nobody knows, and those of every call.
 */
export async function writeRecord ({ send }: { send: Send }, write: RecordWrite): Promise<WrittenRecord> {
  for (const name of [write.object, ...Object.keys(write.fields), ...'key' in write ? [write.key.field] : []]) {
    if (!NAME.test(name)) throw new SalesforceRefused('INVALID_FIELD', `${JSON.stringify(name.slice(0, 80))} is no API name`)
  }
  if ('id' in write && !RECORD_ID.test(write.id)) throw new RecordIdInvalid(JSON.stringify(write.id.slice(0, 40)))
  const place = 'id' in write ? write.id : `${write.key.field}/${encodeURIComponent(write.key.value)}`
  const path = `/sobjects/${write.object}/${place}`
  const answer = await send({ method: 'PATCH', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(write.fields), safe: false }) as { id?: unknown, created?: unknown } | null | undefined
  if ('id' in write) return { id: write.id, created: false }
  if (typeof answer?.id !== 'string') throw new SalesforceReplyLost()
  return { id: answer.id, created: answer.created === true }
}
