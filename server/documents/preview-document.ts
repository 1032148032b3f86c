import { checkBody } from '../definitions/check-body.ts'
import { getVersion } from '../definitions/get-definition.ts'
import type { Kind } from '../definitions/schema.ts'
import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { checkDraft } from '../mappings/check-draft.ts'
import { mappingKind } from '../mappings/kind.ts'
import { makeRelease, newestRelease, openRelease, viewsOf, type Release } from '../mappings/open-release.ts'
import { templateKind } from '../templates/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { viewKind } from '../views/kind.ts'
import type { View } from '../views/schema.ts'
import { generateDocument, gatherPreview } from './generate-document.ts'
import { toLongId } from '../views/record-id.ts'
import type { Preview } from './preview-schema.ts'

interface Shown { bytes: Uint8Array, fileName: string, contentType: string, sha256?: string }

/** What the document would be: the finished PDF, the page's HTML, or the Data the template sees. Nothing is kept. */
export async function previewDocument (tenant: Tenant, preview: Preview): Promise<Shown> {
  const release = await releaseOf(tenant, preview)
  const recordId = toLongId(preview.recordId)
  if (preview.as === 'data' || preview.as === 'html') {
    const { data, html } = await gatherPreview(tenant, { release, recordId, now: tenant.now() })
    return preview.as === 'data'
      ? { bytes: Buffer.from(JSON.stringify(data)), fileName: 'data.json', contentType: 'application/json; charset=utf-8' }
      : { bytes: Buffer.from(html().body), fileName: 'preview.html', contentType: 'text/html; charset=utf-8' }
  }
  const { fileName, bytes, sha256 } = await generateDocument(tenant, { release, recordId, now: tenant.now() })
  return { fileName, bytes, sha256, contentType: 'application/pdf' }
}

async function releaseOf (tenant: Tenant, { mapping, draft }: Preview): Promise<Release> {
  if (mapping !== undefined && draft === undefined) return openRelease(tenant, { mapping, version: await newestRelease(tenant, mapping) })
  if (mapping !== undefined || draft === undefined) throw new RequestInvalid(both('name a mapping or send a draft, one of the two', 'マッピング名と下書きのどちらか一方を指定します'))
  const body = checkBody(mappingKind, draft.mapping)
  const template = await bodyOf(tenant, templateKind, body.template, draft.template)
  const views = new Map<string, View>()
  const drafts = draft.views ?? {}
  for (const name of viewsOf(body)) views.set(name, await bodyOf(tenant, viewKind, name, Object.hasOwn(drafts, name) ? drafts[name] : undefined))
  const release = makeRelease({ name: 'draft', version: null, mapping: body, template, views })
  checkDraft(release)
  return release
}

async function bodyOf<Body> (tenant: Tenant, kind: Kind<Body>, name: string, draft: unknown): Promise<Body> {
  return draft === undefined ? (await getVersion(tenant, { kind, name })).body : checkBody(kind, draft)
}
