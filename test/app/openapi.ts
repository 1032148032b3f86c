import type { FastifyInstance } from 'fastify'

/** A JSON schema, as far as tests read it. */
export interface Schema { type?: string, properties?: Record<string, Schema>, required?: string[], anyOf?: Schema[], maxLength?: number, minimum?: number, maximum?: number, pattern?: string, format?: string }

export interface Parameter { name: string, in: 'path' | 'query' | 'header', schema: Schema }

/** One route as the OpenAPI document describes it. */
export interface Operation { method: Method, path: string, role: 'admin' | 'general' | 'anyone', parameters: Parameter[], body?: Schema, responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Method = typeof METHODS[number]

interface Described { description?: string, security?: unknown[], parameters?: Parameter[], requestBody?: { content: Record<string, { schema: Schema }> }, responses: Operation['responses'] }

/** All routes, read from /openapi.json as a stranger would. */
export async function readOperations (app: FastifyInstance): Promise<Operation[]> {
  const { paths } = (await app.inject('/openapi.json')).json<{ paths: Record<string, Record<string, Described>> }>()
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, described]): Operation => ({
    method: method.toUpperCase() as Method,
    path,
    role: described.security?.length === 0 ? 'anyone' : described.description === 'Role: admin' ? 'admin' : 'general',
    parameters: described.parameters ?? [],
    body: described.requestBody?.content['application/json']?.schema,
    responses: described.responses
  })))
}

const SAMPLES: Record<string, string> = { kind: 'output', id: '01900000-0000-7000-8000-000000000000', name: 'nope' }

/** The path of a route with its parameters filled in; what is not given is well formed and does not exist. */
export function fill (path: string, given: Record<string, string> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? SAMPLES[name] ?? '')
}
