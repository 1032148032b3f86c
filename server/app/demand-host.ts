import type { FastifyInstance } from 'fastify'
import { RequestBroken } from '../errors.ts'

/** A name or address, with a port or without (https://www.rfc-editor.org/rfc/rfc9110#section-7.2). */
const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

/** A request of HTTP/1.1 names one host, and nothing but a host: what stands there is compared with origins, and proxies choose by it. */
export function demandHost (app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw }) => {
    const { httpVersion, headers: { host } } = raw
    if (host === undefined ? httpVersion !== '1.0' : !HOST.test(host)) throw new RequestBroken()
  })
}
