import { availableParallelism } from 'node:os'
import { printTemplate } from '../../server/documents/print-template.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import type { Bench } from './open-bench.ts'

/** Rendering and printing alone, on all warm pages at once. */
export async function measurePrints ({ printer, release, data, assets }: Bench, documents: number): Promise<{ documents: number, ms: number }> {
  let left = documents
  const started = performance.now()
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    while (left-- > 0) await printTemplate(printer, { template: release.template, key: release.sha256, title: 'bench', page: renderHtml(release.template, data), assets })
  }))
  return { documents, ms: performance.now() - started }
}
