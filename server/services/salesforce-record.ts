import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { DeliveryFailed, DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { FieldValue } from '../io/salesforce-records.ts'
import type { ObjectDescribe } from '../io/salesforce-describe.ts'
import type { Salesforce } from '../io/salesforce.ts'
import type { Call, Connector, Delivery, Reference } from './connector.ts'
import { fitField, isSameValue } from './fit-field.ts'

const ApiName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$', description: 'API name as in Salesforce' })

const Settings = Type.Object({
  object: ApiName,
  keyField: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$', description: 'API name of a unique external id of at least 40 characters: then each delivery makes a record of its own; without it, a record is updated' }))
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Act = Type.Object({
  recordId: Type.Optional(Type.String({ maxLength: 40, description: 'the record to update, when the Service makes none of its own' })),
  fields: Type.Record(Type.String({ maxLength: 80 }), Type.Union([Type.String({ maxLength: 131_072 }), Type.Number(), Type.Boolean(), Type.Null()]), { minProperties: 1, maxProperties: 100, description: 'values by the API names of their fields' })
}, { additionalProperties: false })
type Act = Static<typeof Act>

const RECORD_ID = /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/

/**
 * Writes into a record of the tenant's own org, as the user for whom it is delivered: updates one, or makes one whose external id holds what follows from
 * the key, so that a second call finds it. Files stay where they are.
 */
export const salesforceRecord: Connector<Settings, Act> = {
  name: 'salesforce-record',
  label: both('Salesforce record', 'Salesforce レコード'),
  settings: Settings,
  secrets: [],
  act: Act,
  check: async (call) => { await describe(call) },
  deliver: async (call, delivery) => {
    const { object, keyField } = call.settings
    const { fields, recordId } = await prepare(call, delivery)
    try {
      const written = await orgOf(call).writeRecord(keyField === undefined ? { object, id: recordId, fields } : { object, key: { field: keyField, value: keyOf(delivery.key) }, fields })
      return { object, recordId: written.id }
    } catch (error) {
      // Two tries at the same moment: the other one has made it.
      const found = (error as { code?: string }).code === 'CHOHYO_SALESFORCE_DUPLICATE' && keyField !== undefined ? await find(call, delivery) : null
      if (found) return found
      throw sayEnding(error)
    }
  },
  find
}

async function find (call: Call<Settings>, delivery: Delivery<Act>): Promise<Reference | null> {
  const { object, keyField } = call.settings
  const { fields, recordId } = await prepare(call, delivery)
  const where = keyField === undefined ? `Id = '${recordId}'` : `${keyField} = '${keyOf(delivery.key)}'`
  const { records: [record] } = await orgOf(call).query(`SELECT ${[...new Set(['Id', ...Object.keys(fields)])].join(', ')} FROM ${object} WHERE ${where}`).catch((error: unknown) => { throw sayEnding(error) })
  const same = record !== undefined && Object.entries(fields).every(([name, value]) => isSameValue(record[name], value))
  // A record of our own key is ours, whatever people have made of it since.
  return record !== undefined && (keyField !== undefined || same) ? { object, recordId: String(record.Id) } : null
}

/** The values as their fields take them, and the record; what cannot be written is refused before anything is sent. */
async function prepare (call: Call<Settings>, { act }: Delivery<Act>): Promise<{ fields: Record<string, FieldValue>, recordId: string }> {
  const { fields: known } = await describe(call)
  const recordId = (act.recordId ?? '').trim()
  if (call.settings.keyField === undefined && !RECORD_ID.test(recordId)) throw refuse(`${JSON.stringify(recordId.slice(0, 40))} is no record id`, `${JSON.stringify(recordId.slice(0, 40))} はレコード ID ではありません`)
  const fields: Record<string, FieldValue> = {}
  for (const [name, value] of Object.entries(act.fields)) {
    const field = known.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (!field) throw noField(call, name)
    const fitted = fitField(field.type, value)
    if (fitted === undefined) throw refuse(`${JSON.stringify(value)} does not fit ${field.name}, which is ${field.type}`, `${JSON.stringify(value)} は ${field.name}(${field.type})に入れられません`)
    fields[field.name] = fitted
  }
  return { fields, recordId }
}

async function describe (call: Call<Settings>): Promise<ObjectDescribe> {
  const { object, keyField } = call.settings
  const described = await orgOf(call).describe(object).catch((error: unknown) => { throw sayEnding(error) })
  if (keyField !== undefined && !described.fields.some(({ name }) => name.toLowerCase() === keyField.toLowerCase())) throw noField(call, keyField)
  return described
}

function orgOf ({ salesforce }: Call<Settings>): Salesforce {
  if (!salesforce) throw refuse('there is no org to write into', '書き込み先の組織がありません')
  return salesforce
}

function keyOf (key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 40)
}

/** The sentences of Salesforce's own errors, in the four endings of a delivery. */
function sayEnding (error: unknown): Error {
  const { code = '', statusCode = 0, message } = error as Error & { code?: string, statusCode?: number }
  if (!code.startsWith('CHOHYO_') || code.startsWith('CHOHYO_DELIVERY_')) return error as Error
  if (code === 'CHOHYO_SALESFORCE_DUPLICATE') return refuse('another record has a value that may be there once only (DUPLICATE_VALUE)', '一意であるべき値が別のレコードにあります(DUPLICATE_VALUE)')
  if (code === 'CHOHYO_SALESFORCE_REPLY_LOST') return new DeliveryUnknown('Salesforce', 'its answer did not arrive', { cause: error })
  return statusCode >= 500 ? new DeliveryFailed('Salesforce', message, { cause: error }) : new DeliveryRefused('Salesforce', message, { cause: error })
}

function noField ({ settings: { object } }: Call<Settings>, name: string): Error {
  return refuse(`${object} has no field ${JSON.stringify(name.slice(0, 80))}, or you may not read it`, `${object} に項目 ${JSON.stringify(name.slice(0, 80))} がないか、参照権限がありません`)
}

function refuse (en: string, ja: string): Error {
  return new DeliveryRefused('Salesforce', both(en, ja))
}
