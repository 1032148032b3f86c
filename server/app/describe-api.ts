import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'

const Problem = Type.Object({
  type: Type.Literal('about:blank'),
  status: Type.Integer(),
  code: Type.String({ pattern: '^CHOHYO_[A-Z_]+$', description: 'Stable: programs may rely on it' }),
  detail: Type.String({ description: 'What failed and what to do next; in Japanese for Accept-Language: ja' }),
  requestId: Type.String({ format: 'uuid', description: 'For the operator, to find the request in the log' })
}, { description: 'RFC 9457' })

const AnyProblem = { description: 'What failed and what to do next', content: { 'application/problem+json': { schema: Problem } } }

// The plugin's own policy lets styles and fonts come from anywhere, and upgrades requests to https, which leaves the pages blank on a plain http host.
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The OpenAPI document and its pages. Every route says who may call it, and answers every error in one form. */
export async function describeApi (app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: { title: 'Chohyo', version: '1', description: 'Salesforce records into documents' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API key, or a JWT signed by the Salesforce org' }, session: { type: 'apiKey', in: 'cookie', name: 'chohyo_session', description: 'The console, signed in' } } },
      security: [{ bearer: [] }, { session: [] }]
    },
    transform: ({ schema, url, route }) => {
      const { role = 'admin', own } = route.config ?? {}
      const reads = String(route.method).includes('GET') || own === true
      const open = role === 'anyone' ? { security: [] } : { description: `Role: ${{ admin: 'admin', auditor: 'auditor or admin', general: reads ? 'any' : 'general or admin' }[role]}` }
      return { url, schema: { ...schema, ...open, response: { ...schema?.response as object, default: AnyProblem } } }
    }
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: POLICY, uiConfig: { layout: 'BaseLayout' } })
}
