import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import { endConnections } from '../../server/app/end-connections.ts'

t.test('a service that stops does not wait for clients that keep their connection', async (t) => {
  const app = Fastify()
  endConnections(app)
  const begun = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  app.get('/fast', async () => 'done')
  app.get('/slow', async () => {
    begun.resolve()
    await finish.promise
    return 'done'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  const get = (path: string) => new Promise<{ connection: string | undefined }>((resolve, reject) => {
    request({ port: (app.server.address() as AddressInfo).port, host: '127.0.0.1', path, agent }, (answer) => {
      answer.resume().on('end', () => { resolve({ connection: answer.headers.connection }) })
    }).on('error', reject).end()
  })
  t.match(await get('/fast'), { connection: 'keep-alive' })
  const slow = get('/slow')
  await begun.promise
  const closed = app.close()
  // The connection is in use at this moment, so that nobody closes it for us.
  setTimeout(finish.resolve, 100)
  t.match(await slow, { connection: 'close' })
  await closed
  t.equal(await new Promise((resolve) => { app.server.getConnections((_, count) => { resolve(count) }) }), 0)
})
