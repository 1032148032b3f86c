import { RecordNotFound } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { ObjectDescribe } from '../io/salesforce-describe.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { allOf, buildCount, buildSoql } from '../views/build-soql.ts'
import type { CheckedFilter } from '../views/checked-view.ts'
import { nameField } from '../views/name-field.ts'
import { toLongId } from '../views/record-id.ts'
import type { AskChoices, Choice, Choices } from './choice-schema.ts'
import { findOffers, type Offer } from './find-offers.ts'

/**
 * What this user can make of a record, of the records of an object, or of any records. Two API requests when the describes are at hand: the record's name, and one
 * that counts whether it passes the filters of the Views (five of them share a request). Errors: RecordNotFound, ObjectNotFound.
 */
export async function listChoices (tenant: Tenant, ask: AskChoices): Promise<Choices> {
  const id = ask.recordId === undefined ? null : toLongId(ask.recordId)
  const object = await describeAsked(tenant, ask.object, id)
  const offers = await findOffers(tenant, object?.name ?? null)
  const [record, fitting] = id === null || object === null ? [null, offers] : await Promise.all([nameRecord(tenant, object, id), keepFitting(tenant, offers, id)])
  const choices = await Promise.all(fitting.map((offer) => toChoice(tenant, offer)))
  return { object: object && nameObject(object), record, choices: choices.sort(byLabel) }
}

async function describeAsked ({ salesforce }: Tenant, name: string | undefined, id: string | null): Promise<ObjectDescribe | null> {
  if (id === null) return name === undefined ? null : salesforce.describe(name)
  const prefix = id.slice(0, 3)
  const object = name ?? (await salesforce.describeGlobal()).find(({ keyPrefix }) => keyPrefix === prefix)?.name
  if (object === undefined) throw new RecordNotFound(both('Record', 'レコード'), id)
  const described = await salesforce.describe(object)
  if (described.keyPrefix !== prefix || !described.queryable) throw new RecordNotFound(described.name, id)
  return described
}

async function nameRecord ({ salesforce }: Tenant, object: ObjectDescribe, id: string): Promise<{ id: string, name: string }> {
  const field = nameField(object)
  const { records: [record] } = await salesforce.query(buildSoql({ object: object.name, fields: field === null ? ['Id'] : ['Id', field], filter: isRecord(id) }))
  if (!record) throw new RecordNotFound(object.name, id)
  const name = field === null ? null : record[field]
  return { id, name: typeof name === 'string' && name !== '' ? name : id }
}

/** Those whose View lets the record through. Equal filters are asked about once. */
async function keepFitting ({ salesforce }: Tenant, offers: Offer[], id: string): Promise<Offer[]> {
  const asking = new Map(offers.map((offer) => [offer, offer.view.filter && buildCount({ object: offer.view.object, filter: allOf(isRecord(id), offer.view.filter) })]))
  const soqls = [...new Set([...asking.values()].filter((soql) => soql !== null))]
  const counts = await salesforce.count(soqls)
  const passed = new Set(soqls.filter((_, at) => (counts[at] ?? 0) > 0))
  return offers.filter((offer) => {
    const soql = asking.get(offer)
    return soql == null || passed.has(soql)
  })
}

function isRecord (id: string): CheckedFilter {
  return { path: 'Id', op: '=', kind: 'id', value: id }
}

async function toChoice ({ salesforce }: Tenant, { label, release: { name, mapping, template }, view }: Offer): Promise<Choice> {
  const object = await salesforce.describe(view.object)
  return { mapping: name, label, language: template.lang, fileName: mapping.output.fileName, saves: mapping.output.saveTo !== 'nowhere', object: nameObject(object) }
}

function nameObject ({ name, label }: ObjectDescribe): { name: string, label: string } {
  return { name, label }
}

function byLabel (a: Choice, b: Choice): number {
  return a.label.localeCompare(b.label) || a.mapping.localeCompare(b.mapping)
}
