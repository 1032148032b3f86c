import type { FastifyInstance } from 'fastify'
import type { Fault } from '../faults.ts'
import type { Org } from '../org.ts'
import { readJson } from './receive-multipart.ts'

/** Doors for tests in other processes. A real org has nothing below `/sandbox`. */
export function addTestRoutes (app: FastifyInstance, org: Org): void {
  app.get('/sandbox/records', async () => org.records)
  app.get('/sandbox/users', async () => org.users)
  app.get('/sandbox/journal', async () => org.journal.list())
  app.delete('/sandbox/journal', async (request, reply) => {
    org.journal.clear()
    return reply.code(204).send()
  })
  app.get('/sandbox/faults', async () => org.faults.list())
  app.post('/sandbox/faults', async (request, reply) => {
    org.faults.add(readJson(String(request.body)) as Fault)
    return reply.code(201).send({ faults: org.faults.list().length })
  })
  app.delete('/sandbox/faults', async (request, reply) => {
    org.faults.clear()
    return reply.code(204).send()
  })
}
