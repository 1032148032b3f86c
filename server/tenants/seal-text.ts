import type { Place, Secrets } from '../io/secrets.ts'

/** Tells what is sealed from what was kept before columns were. */
const MARK = 's2.'

/** A text as it is kept in the database: sealed, with a mark before it. */
export async function sealText ({ secrets }: { secrets: Secrets }, place: Place, text: string): Promise<string> {
  return MARK + (await secrets.seal(place, text)).toString('base64')
}

/** Errors: KeyUnusable, KeysDestroyed. */
export async function openText ({ secrets }: { secrets: Secrets }, place: Place, kept: string): Promise<string> {
  return kept.startsWith(MARK) ? (await secrets.open(place, Buffer.from(kept.slice(MARK.length), 'base64'))).toString('utf8') : kept
}

/** A value as a column of the type jsonb takes it: a JSON text which holds one sealed text. */
export async function sealJson (tenant: { secrets: Secrets }, place: Place, value: unknown): Promise<string> {
  return JSON.stringify(await sealText(tenant, place, JSON.stringify(value)))
}

/** The value of such a column; null stays null. Errors: KeyUnusable, KeysDestroyed. */
export async function openJson<Value> (tenant: { secrets: Secrets }, place: Place, kept: unknown): Promise<Value> {
  return typeof kept === 'string' ? JSON.parse(await openText(tenant, place, kept)) as Value : kept as Value
}
