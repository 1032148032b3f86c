import { getVersion } from '../definitions/get-definition.ts'
import { DefinitionInvalid } from '../errors.ts'
import { both, kinds, type Both } from '../errors-ja.ts'
import { checkText } from '../envelopes/check-text.ts'
import { envelopeKind } from '../envelopes/kind.ts'
import type { Envelope } from '../envelopes/schema.ts'
import { mappingKind } from '../mappings/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { viewKind } from '../views/kind.ts'
import { nearNames } from '../views/near-names.ts'
import type { View } from '../views/schema.ts'
import type { Route, Work } from './work-schema.ts'

/**
 * Pins the newest published versions of what a Work uses, if it fits them: its runs read and fill exactly these. Errors: DefinitionUnknown, NotPublished,
 * DefinitionInvalid.
 */
export async function pinWork (tenant: Tenant, _name: string, work: Work): Promise<Record<string, number>> {
  const { source, key = [], routes } = work
  const view = await getVersion(tenant, { kind: viewKind, name: source.view })
  const columns = view.body.columns.map(({ name }) => name)
  for (const column of key) demandColumn('key', column, columns)
  const open = routes.findIndex(({ when }) => when === undefined)
  if (open !== -1 && open < routes.length - 1) fail(both(`routes[${open}] takes every row, so the routes behind it are never reached; put it last`, `routes[${open}] がすべての行を受け取るため、後ろの振り分けに届きません。最後に置いてください`))
  const pins: Record<string, number> = { [`views/${source.view}`]: view.version }
  for (const [at, route] of routes.entries()) {
    const { version, body } = await getVersion(tenant, { kind: envelopeKind, name: route.envelope })
    pins[`envelopes/${route.envelope}`] = version
    checkRoute(`routes[${at}]`, route, { attributes: body.attributes ?? [], columns })
    await demandObject(tenant, { envelope: route.envelope, body, view: view.body })
  }
  return pins
}

/** A route asks for columns that there are, and fills the attributes of its Envelope: all that have no default, and no others. */
function checkRoute (place: string, { when, envelope, attributes = {} }: Route, known: { attributes: NonNullable<Envelope['attributes']>, columns: string[] }): void {
  if (when) demandColumn(`${place}.when`, when.column, known.columns)
  const names = known.attributes.map(({ name }) => name)
  for (const [name, text] of Object.entries(attributes)) {
    if (!names.includes(name)) fail(both(`${place}: the Envelope ${envelope} has no attribute ${name}${did(name, names).en}`, `${place}: エンベロープ ${envelope} に ${name} という属性はありません${did(name, names).ja}`))
    const [wrong] = checkText(text, { columns: known.columns })
    if (wrong) fail(both(`${place}.attributes.${name}: ${wrong.en}`, `${place}.attributes.${name}: ${wrong.ja}`))
  }
  const empty = known.attributes.find(({ name, default: stand }) => stand === undefined && attributes[name] === undefined)
  if (empty) fail(both(`${place}: nothing fills the attribute ${empty.name} of the Envelope ${envelope}`, `${place}: エンベロープ ${envelope} の属性 ${empty.name} に値が設定されていません`))
}

/** The documents of an Envelope are made of the records that the source has. */
async function demandObject (tenant: Tenant, { envelope, body, view }: { envelope: string, body: Envelope, view: View }): Promise<void> {
  for (const { mapping } of body.documents) {
    const release = await getVersion(tenant, { kind: mappingKind, name: mapping })
    const { object } = (await getVersion(tenant, { kind: viewKind, name: release.body.view })).body
    if (object !== view.object) fail(both(`the Envelope ${envelope} makes documents of ${object} by the mapping ${mapping}, but the source has records of ${view.object}`, `エンベロープ ${envelope} のマッピング ${mapping} は ${object} の帳票を作りますが、データソースは ${view.object} のレコードです`))
  }
}

function demandColumn (place: string, column: string, columns: string[]): void {
  if (!columns.includes(column)) fail(both(`${place}: the View has no column ${column}${did(column, columns).en}`, `${place}: ビューに ${column} という列はありません${did(column, columns).ja}`))
}

function did (name: string, names: string[]): Both {
  const near = nearNames(name, names)
  return near.length === 0 ? both('', '') : both(` (did you mean ${near.join(' or ')}?)`, `(もしかして: ${near.join('、')})`)
}

function fail (why: Both): never {
  throw new DefinitionInvalid(kinds.works, why)
}
