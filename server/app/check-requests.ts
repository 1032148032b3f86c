import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'

/** Requests are checked by the schemas of their routes. URLs carry text, so `limit=5` becomes a number there; a body must already be right. */
export function checkRequests (app: FastifyInstance): void {
  app.setValidatorCompiler(compile)
}

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema)
  return (given: unknown) => {
    const value = httpPart === 'body' || httpPart === undefined ? given : Value.Convert(schema, given)
    if (check.Check(value)) return { value }
    const problem = check.Errors(value).at(-1)
    const place = [httpPart, ...(problem?.instancePath.split('/').slice(1) ?? [])].join('.')
    return { error: new Error(`${place} ${problem?.message ?? 'is not as expected'}`) }
  }
}
