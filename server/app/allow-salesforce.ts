import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

/**
 * Where an org's pages come from, in all its forms: `acme.lightning.force.com`, `acme--uat.sandbox.lightning.force.com`, `acme-dev-ed.develop.my.salesforce.com`,
 * `acme--c.vf.force.com`. https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm
 */
const SALESFORCE = /^https:\/\/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9]+)?\.(?:lightning\.force\.com|my\.salesforce\.com|vf\.force\.com)$/

/**
 * Lets pages of Salesforce call the API from the browser, so that pictures of pages and PDFs need not pass through Apex. The bearer token decides who
 * asks; cookies are never taken across origins. A preflight is answered before anybody asks who is calling: it carries no token.
 */
export async function allowSalesforce (app: FastifyInstance): Promise<void> {
  await app.register(cors, {
    delegator: ({ url, headers: { origin } }, done) => done(null, {
      origin: url.startsWith('/v1/') && origin !== undefined && SALESFORCE.test(origin),
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type', 'accept-language', 'prefer', 'idempotency-key'],
      exposedHeaders: ['location', 'content-disposition', 'content-language', 'etag', 'retry-after', 'chohyo-pages'],
      strictPreflight: false,
      maxAge: 600
    })
  })
}
