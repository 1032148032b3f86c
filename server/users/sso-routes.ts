import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { SsoRefused } from '../errors.ts'
import { beginSso, readTrip } from './begin-sso.ts'
import { findOrgOfDomain } from './find-org-of-domain.ts'
import { setCookie, setSessionCookie } from './session-cookie.ts'
import { signInBySso } from './sign-in-by-sso.ts'
import { visitorOf } from './visitor-of.ts'

const tags = ['session']
const OrgId = Type.String({ pattern: '^00D[A-Za-z0-9]{15}$', description: 'id of the Salesforce org, 18 characters' })
const Domain = Type.String({ minLength: 3, maxLength: 253, pattern: '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$', description: 'what stands behind the @ of a mail address' })

/** Single sign-on by OpenID Connect: a browser goes to the tenant's provider and comes back signed in. */
export function ssoRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => { reply.header('cache-control', 'no-store') })

    app.get('/session/sso', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'The org whose people with this mail domain sign in by single sign-on: the browser then goes to /v1/session/sso/{org}, or with ?fresh=yes to confirm being there', querystring: Type.Object({ domain: Domain }), response: { 200: Type.Object({ org: Type.Union([OrgId, Type.Null()]) }) } }
    }, async (request) => ({ org: await findOrgOfDomain(deps, { domain: request.query.domain, network: visitorOf(request).network }) }))

    app.get('/session/sso/:org', {
      config: { role: 'anyone' },
      // Addresses for a browser to go to, as pages are; programs have no use for them.
      schema: { hide: true, params: Type.Object({ org: OrgId }), querystring: Type.Object({ fresh: Type.Optional(Type.Literal('yes', { description: 'the provider shall ask for the password even of who is signed in there' })) }) }
    }, async ({ params, query, headers }, reply) => {
      const isPerson = headers.accept?.includes('text/html') === true
      const provider = beginSso(deps, reply, { org: params.org, isFresh: query.fresh === 'yes' })
      return reply.redirect(await (isPerson ? provider.catch(sayOnPage) : provider))
    })

    app.get('/session/sso/return', {
      config: { role: 'anyone' },
      schema: { hide: true }
    }, async (request, reply) => {
      const going = await readTrip(deps, request)
      setCookie(deps.config, reply, { name: 'chohyo_sso', value: null, lax: true })
      try {
        if (!going) throw new SsoRefused()
        setSessionCookie(deps.config, reply, await signInBySso(deps, { ...going, ...visitorOf(request), query: request.url.split('?')[1] ?? '' }))
        return reply.redirect('/')
      } catch (error) {
        return reply.redirect(sayOnPage(error))
      }
    })
  }
}

/** A person is looking at this: the address of the sign-in page, which says it in words. */
function sayOnPage (error: unknown): string {
  const { code = '', statusCode = 500 } = error as { code?: string, statusCode?: number }
  if (statusCode === 500) throw error
  return `/sign-in?problem=${encodeURIComponent(code)}`
}
