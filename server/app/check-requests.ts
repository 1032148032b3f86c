import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import { sayMisfit } from '../definitions/say-misfit.ts'
import { RequestInvalid } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'

/** Requests are checked by the schemas of their routes. URLs carry text, so `limit=5` becomes a number there; a body must already be right. */
export function checkRequests (app: FastifyInstance): void {
  app.setValidatorCompiler(compile)
}

const PARTS: Readonly<Record<string, Both>> = {
  body: both('the body', '本文'),
  headers: both('the headers', 'ヘッダー'),
  params: both('the path', 'パス'),
  querystring: both('the query', 'クエリ')
}

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const check = Compile(schema)
  return (given: unknown) => {
    const value = httpPart === 'querystring' ? readNumbers(schema, given as Record<string, unknown>) : given
    if (check.Check(value)) return { value }
    return { error: new RequestInvalid(sayMisfit(schema, check.Errors(value), PARTS[httpPart] ?? both('it', 'リクエスト'))) }
  }
}

/** Plain decimal digits only: what a more generous reading would guess from `0x10`, `5.5` or an empty text is an error of the caller. */
function readNumbers (schema: TSchema, query: Record<string, unknown>): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> }
  return Object.fromEntries(Object.entries(query).map(([name, text]) => {
    const whole = Object.hasOwn(properties, name) && properties[name]?.type === 'integer'
    return [name, whole && typeof text === 'string' && /^-?[0-9]{1,15}$/.test(text) ? Number(text) : text]
  }))
}
