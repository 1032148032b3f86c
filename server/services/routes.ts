import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { definitionRoutes } from '../definitions/routes.ts'
import { languageOf } from '../errors-ja.ts'
import { checkService } from './check-service.ts'
import { listConnectors } from './connectors.ts'
import { keepSecrets } from './keep-secrets.ts'
import { serviceKind } from './kind.ts'
import { listSecrets } from './list-secrets.ts'
import { Checked, KeepSecrets, Named, ShownConnector, ShownSecrets } from './schema.ts'
import { tryService } from './try-service.ts'

const tags = ['services']

/** Services: definitions like the others, and beside them their secrets, which are written and never read back. */
export const serviceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(definitionRoutes({
    kind: serviceKind,
    check: async (_tenant, _name, service) => {
      checkService(service)
      return {}
    }
  }))

  app.get('/connectors', {
    config: { role: 'general' },
    schema: { tags, summary: 'What a Service can be, with its settings and what an Envelope says of each delivery, as JSON Schemas', response: { 200: Type.Object({ connectors: Type.Array(ShownConnector) }) } }
  }, async () => ({ connectors: listConnectors() }))

  app.get('/services/:name/secrets', {
    config: { role: 'auditor' },
    schema: { tags, summary: 'Which secrets a Service has, never what they are', params: Named, response: { 200: ShownSecrets } }
  }, async ({ tenant, params }) => listSecrets(tenant, params.name))

  app.put('/services/:name/secrets', {
    config: { role: 'admin' },
    schema: { tags, summary: 'Keep secrets of a Service; null takes one away', params: Named, body: KeepSecrets, response: { 200: ShownSecrets } }
  }, async ({ tenant, params, body }) => {
    await keepSecrets(tenant, { name: params.name, secrets: body })
    return listSecrets(tenant, params.name)
  })

  app.post('/services/:name/check', {
    config: { role: 'admin' },
    schema: { tags, summary: 'Open the connection of a Service as it is being edited, leaving nothing there', params: Named, response: { 200: Checked } }
  }, async ({ tenant, params, headers }) => tryService(tenant, { name: params.name, language: languageOf(headers['accept-language']) }))
}
