import type { Tenant } from '../tenants/open-tenant.ts'
import { generateDocument } from './generate-document.ts'
import { openPreview } from './open-preview.ts'
import type { Pages } from './pages-schema.ts'
import type { Preview } from './preview-schema.ts'
import { showPages } from './show-pages.ts'

/** Pages of what the document would be, as pictures. Nothing is kept. */
export async function previewPages (tenant: Tenant, preview: Preview): Promise<Pages> {
  return showPages(tenant, await generateDocument(tenant, await openPreview(tenant, preview)), preview)
}
