import { join } from 'node:path'
import { getVersion, listDefinitions } from '../definitions/get-definition.ts'
import { hashBody } from '../definitions/hash-body.ts'
import { recordHistory } from '../histories/record-history.ts'
import { formatMoment, readMoment } from '../mappings/dates.ts'
import { readDecimal } from '../mappings/decimals.ts'
import { writeKanji } from '../mappings/japanese-numbers.ts'
import { mappingKind } from '../mappings/kind.ts'
import { readFolder } from '../templates/read-folder.ts'
import { renderHtml } from '../templates/render-html.ts'
import type { Data } from '../templates/schema.ts'
import { getSettings } from '../tenants/get-settings.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { PaperName, PaperWords } from './paper-schema.ts'
import { printTemplate } from './print-template.ts'

/** Where the papers lie, one template folder each. */
export const PAPERS = join(import.meta.dirname, 'papers')
const NAMES: Record<PaperName['paper'], string> = { summary: 'システム概要書', rules: '電子取引データの訂正及び削除の防止に関する事務処理規程' }

/**
 * The papers that 電子帳簿保存法 asks for beside the data, filled with the tenant's forms and settings and printed by the same steps as every document.
 * A form to begin with: whoever signs it reads it. https://www.nta.go.jp/law/joho-zeikaishaku/sonota/jirei/0021006-031.htm
 */
export async function printPaper (tenant: Tenant, { paper, ...words }: PaperName & PaperWords): Promise<{ bytes: Uint8Array, fileName: string, contentType: string, pages: number }> {
  const { template, assets } = await readFolder(join(PAPERS, paper))
  const data = await gatherPaper(tenant, words)
  const name = NAMES[paper]
  const { bytes, pages } = await printTemplate(tenant.chrome, { template, key: hashBody(template), title: name, page: renderHtml(template, data), assets })
  await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what: 'print-paper', about: paper, result: 'done' }))
  return { bytes, pages, fileName: `${name}.pdf`, contentType: 'application/pdf' }
}

async function gatherPaper (tenant: Tenant, { effectiveOn, others = [], ...words }: PaperWords): Promise<Data> {
  const settings = await tenant.db(getSettings)
  const published = (await listDefinitions(tenant, mappingKind)).filter(({ version }) => version !== null)
  const mappings = await Promise.all(published.map(async (one) => ({ ...one, ...await getVersion(tenant, { kind: mappingKind, name: one.name }) })))
  const forms = mappings.filter(({ body }) => body.output.ledger !== undefined)
  const today = tenant.now().toISOString()
  return {
    ...words,
    issuedOn: day(today),
    effectiveOn: day(effectiveOn ?? today),
    org: { name: tenant.name, id: tenant.id },
    years: String(settings.retention.years),
    forms: forms.map(({ name, label, version }, index) => ({ name, label, version: String(version), sign: count(index + 1) })),
    others: others.map((text, index) => ({ text, sign: count(index + 2) }))
  }
}

function day (moment: string): string {
  return formatMoment(readMoment(moment, 'Asia/Tokyo'), { pattern: 'Gy年M月d日', locale: 'ja-JP' })
}

/** 一, 二 … as items of Japanese rules are numbered. */
function count (number: number): string {
  return writeKanji(readDecimal(number), 'kanji')
}
