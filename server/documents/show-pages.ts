import type { Tenant } from '../tenants/open-tenant.ts'
import { MOST_PAGES, type PageRange, type Pages } from './pages-schema.ts'

/** Pages of a PDF as pictures, for a browser to show. Errors: PageUnknown when there is no page `from`, PagesNotDrawn. */
export async function showPages ({ pageImages }: Pick<Tenant, 'pageImages'>, { bytes, fileName }: { bytes: Uint8Array, fileName: string }, { from = 1, count = MOST_PAGES }: PageRange): Promise<Pages> {
  const { pages, images } = await pageImages.draw(bytes, { from, count })
  return {
    fileName,
    pages,
    from,
    images: images.map(({ png }) => Buffer.from(png.buffer, png.byteOffset, png.byteLength).toString('base64')),
    width: images[0].width,
    height: images[0].height
  }
}
