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
import { toLongId } from '../views/record-id.ts'
import type { View } from '../views/schema.ts'
import type { Generate } from './generate-document.ts'
import type { Preview } from './preview-schema.ts'

/** What a preview is made of: the newest release of a mapping or the draft that was sent, the record, and now. */
export async function openPreview (tenant: Tenant, preview: Preview): Promise<Generate> {
  return { release: await releaseOf(tenant, preview), recordId: toLongId(preview.recordId), now: tenant.now() }
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
