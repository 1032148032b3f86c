import type { Chrome } from '../io/chrome.ts'
import type { AssetBytes, Template } from '../templates/schema.ts'

export interface PrintTemplate {
  template: Template
  /** the warm page to use: the same key always has the same CSS and assets */
  key: string
  title: string
  page: { head: string, body: string }
  assets: ReadonlyMap<string, AssetBytes>
}

/** Prints a rendered template as its definition asks: the one place that both the service and the command line go through. */
export async function printTemplate (chrome: Pick<Chrome, 'printPdf'>, { template, key, title, page, assets }: PrintTemplate): Promise<{ bytes: Uint8Array, pages: number }> {
  const { bytes, pages } = await chrome.printPdf({
    release: key,
    lang: template.lang,
    title,
    head: page.head,
    body: page.body,
    assets,
    tagged: template.tagged ?? false,
    missingGlyphs: template.missingGlyphs ?? 'error'
  })
  return { bytes, pages }
}
