import type { Tenant } from '../tenants/open-tenant.ts'
import { gatherPreview, generateDocument } from './generate-document.ts'
import { openPreview } from './open-preview.ts'
import type { Preview } from './preview-schema.ts'

/** `pages`: how many the document has, where the bytes are one of them. */
interface Shown { bytes: Uint8Array, fileName: string, contentType: string, sha256?: string, pages?: number }

/** What the document would be: the finished PDF, one page of it as a picture, the page's HTML, or the Data the template sees. Nothing is kept. */
export async function previewDocument (tenant: Tenant, preview: Preview): Promise<Shown> {
  const ask = await openPreview(tenant, preview)
  if (preview.as === 'data' || preview.as === 'html') {
    const { data, html } = await gatherPreview(tenant, ask)
    return preview.as === 'data'
      ? { bytes: Buffer.from(JSON.stringify(data)), fileName: 'data.json', contentType: 'application/json; charset=utf-8' }
      : { bytes: Buffer.from(html().body), fileName: 'preview.html', contentType: 'text/html; charset=utf-8' }
  }
  const { fileName, bytes, sha256 } = await generateDocument(tenant, ask)
  if (preview.as !== 'png') return { fileName, bytes, sha256, contentType: 'application/pdf' }
  const { pages, images: [image] } = await tenant.pageImages.draw(bytes, { from: preview.from ?? 1, count: 1 })
  return { fileName: fileName.replace(/\.pdf$/, '.png'), bytes: image.png, contentType: 'image/png', pages }
}
