import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { definitionRoutes } from '../definitions/routes.ts'
import { AskChoices, Choices } from './choice-schema.ts'
import { mappingKind } from './kind.ts'
import { listChoices } from './list-choices.ts'
import { pinMapping } from './pin-mapping.ts'

export const mappingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(definitionRoutes({ kind: mappingKind, check: pinMapping }))

  app.get('/choices', {
    config: { role: 'general' },
    schema: { tags: ['mappings'], summary: 'The published mappings that you may use for a record, for the records of an object, or for any', querystring: AskChoices, response: { 200: Choices } }
  }, async ({ tenant, query }) => listChoices(tenant, query))
}
