import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { definitionRoutes } from '../definitions/routes.ts'
import { demandTemplate } from './demand-template.ts'
import { keepAsset } from './keep-asset.ts'
import { templateKind } from './kind.ts'
import { loadAssets } from './load-assets.ts'
import { AssetName } from './schema.ts'

export const templateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(definitionRoutes({
    kind: templateKind,
    check: async (tenant, _name, template) => {
      demandTemplate(template, await loadAssets(tenant, template))
      return {}
    }
  }))

  app.put('/assets/:name', {
    config: { role: 'admin' },
    schema: {
      tags: ['templates'],
      summary: 'Keep an image (PNG, JPEG or SVG) as raw bytes; a template refers to it by the SHA-256 in the answer',
      params: Type.Object({ name: AssetName }),
      consumes: ['application/octet-stream'],
      response: { 200: Type.Object({ name: Type.String(), sha256: Type.String() }) }
    }
  }, async ({ tenant, params: { name }, rawBody }) => ({ name, sha256: await keepAsset(tenant, { name, bytes: rawBody ?? Buffer.alloc(0) }) }))
}
