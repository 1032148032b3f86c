import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Tenant } from '../tenants/open-tenant.ts'
import { getDefinition, listDefinitions } from './get-definition.ts'
import { keepDefinition } from './keep-definition.ts'
import { publishDefinition } from './publish-definition.ts'
import { Definition, DefinitionName, KeepDefinition, Published, type Kind } from './schema.ts'

const Named = Type.Object({ name: DefinitionName })
const Listed = Type.Object({ definitions: Type.Array(Type.Omit(Definition, ['draft'])) })

export interface DefinitionRoutes<Body> {
  kind: Kind<Body>
  /** what must hold before a body may be published, and the exact versions of what it uses */
  check: (tenant: Tenant, name: string, body: Body) => Promise<Record<string, number>>
}

/** The URLs every kind of definition has: list, get, keep a draft, publish. */
export function definitionRoutes<Body> ({ kind, check }: DefinitionRoutes<Body>): FastifyPluginAsyncTypebox {
  const tags = [kind.name]
  return async (app) => {
    app.get(`/${kind.name}`, {
      config: { role: 'general' },
      schema: { tags, summary: `List the ${kind.name}`, response: { 200: Listed } }
    }, async ({ tenant }) => ({ definitions: await listDefinitions(tenant, kind) }))

    app.get(`/${kind.name}/:name`, {
      config: { role: 'general' },
      schema: { tags, summary: 'One definition with its draft', params: Named, response: { 200: Definition } }
    }, async ({ tenant, params }) => getDefinition(tenant, { kind, name: params.name }))

    app.put(`/${kind.name}/:name`, {
      config: { role: 'admin' },
      schema: { tags, summary: 'Keep a draft', params: Named, body: KeepDefinition, response: { 200: Definition } }
    }, async ({ tenant, params, body }) => {
      await keepDefinition(tenant, { kind, name: params.name, ...body })
      return getDefinition(tenant, { kind, name: params.name })
    })

    app.post(`/${kind.name}/:name/publish`, {
      config: { role: 'admin' },
      schema: { tags, summary: 'Make the draft the next immutable version', params: Named, response: { 200: Published } }
    }, async ({ tenant, params }) => publishDefinition(tenant, { kind, name: params.name, check: (body) => check(tenant, params.name, body) }))
  }
}
