import { createHash } from 'node:crypto'
import type { Release } from '../mappings/open-release.ts'
import { gatherData } from '../mappings/gather-data.ts'
import type { Ledger } from '../mappings/read-ledger.ts'
import { loadAssets } from '../templates/load-assets.ts'
import { renderHtml } from '../templates/render-html.ts'
import type { Data } from '../templates/schema.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { nameFile } from './name-file.ts'
import { printTemplate } from './print-template.ts'
import type { Timings } from './schema.ts'

/** One document of a release. `now` is what formulas such as `$today()` go by. */
export interface Generate { release: Release, recordId: string, now: Date }

/** A finished document before it is kept anywhere. */
export interface Generated { fileName: string, bytes: Uint8Array, pages: number, sha256: string, ledger: Ledger | null, timings: Timings }

/** The table of contents of every document, however it was asked for: read and map, render, print. */
export async function generateDocument (tenant: Tenant, ask: Generate): Promise<Generated> {
  const { release } = ask
  const { data, ledger, timings } = await gatherData(tenant, ask)
  const started = performance.now()
  const fileName = nameFile({ pattern: release.mapping.output.fileName, data, extension: 'pdf' })
  const page = renderHtml(release.template, data)
  const assets = await loadAssets(tenant, release.template)
  const printed = await printTemplate(tenant.chrome, { template: release.template, key: release.sha256, title: fileName.replace(/\.pdf$/, ''), page, assets })
  return { fileName, ...printed, sha256: createHash('sha256').update(printed.bytes).digest('hex'), ledger, timings: { ...timings, render: Math.round(performance.now() - started) } }
}

/** The same path, stopped before the print: what the template gets to see. */
export async function gatherPreview (tenant: Tenant, ask: Generate): Promise<{ data: Data, html: () => { head: string, body: string } }> {
  const { data } = await gatherData(tenant, ask)
  return { data, html: () => renderHtml(ask.release.template, data) }
}
