import type { FastifyInstance } from 'fastify'

/**
 * While the service stops, every answer ends its connection: a client that keeps it open for its next request would hold up the stop until the
 * grace is over. Node itself closes only the connections that are idle at that moment. https://nodejs.org/api/http.html#servercloseidleconnections
 */
export function endConnections (app: FastifyInstance): void {
  let stopping = false
  app.addHook('preClose', async () => { stopping = true })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}
