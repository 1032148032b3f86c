import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { metricsText } from './metrics.ts'
import type { Deps } from '../deps.ts'

const Check = Type.Union([Type.Literal('ok'), Type.Literal('failed')])
const Ready = Type.Object({ status: Type.Union([Type.Literal('ready'), Type.Literal('not ready')]), database: Check, files: Check, keys: Check, chrome: Type.Object({ version: Type.String(), isolated: Type.Boolean() }) })

/** A process that is very busy lives, and how busy it is can be seen: who restarts it for that loses what it works on. */
const patient = { role: 'anyone', pressureHandler: () => {} } as const

/** For load balancers, monitors and people: is it alive, is it ready, how is it doing, what can it do. */
export function healthRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/health/live', {
      config: patient,
      schema: { tags: ['health'], summary: 'The process answers', response: { 200: Type.Object({ status: Type.Literal('live') }) } }
    }, async () => ({ status: 'live' as const }))

    app.get('/health/ready', {
      config: { role: 'anyone' },
      schema: { tags: ['health'], summary: 'Everything a document needs is there', response: { 200: Ready, 503: Ready } }
    }, async (_request, reply) => {
      const [database, files, keys] = await Promise.all([succeeds(deps.database.ping()), succeeds(deps.files.probe()), succeeds(deps.keys.ping())])
      const { version, isolation } = deps.chrome.about()
      const ready = database && files && keys
      return reply.code(ready ? 200 : 503).send({
        status: ready ? 'ready' : 'not ready',
        database: database ? 'ok' : 'failed',
        files: files ? 'ok' : 'failed',
        keys: keys ? 'ok' : 'failed',
        chrome: { version, isolated: isolation.network }
      })
    })

    app.get('/metrics', {
      config: patient,
      schema: { tags: ['health'], summary: 'Figures for Prometheus', response: { 200: { description: 'Prometheus text format', content: { 'text/plain': { schema: Type.String() } } } } }
    }, async (_request, reply) => reply.type('text/plain; version=0.0.4').send(await metricsText(deps)))

    app.get('/openapi.json', { config: { role: 'anyone' }, schema: { hide: true } }, async () => app.swagger())
  }
}

async function succeeds (check: Promise<unknown>): Promise<boolean> {
  return check.then(() => true, () => false)
}
