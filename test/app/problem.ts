import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import type { LightMyRequestResponse } from 'fastify'

const Problem = Compile(Type.Object({
  type: Type.Literal('about:blank'),
  status: Type.Integer({ minimum: 400, maximum: 499 }),
  code: Type.String({ pattern: '^CHOHYO_[A-Z_]+$' }),
  detail: Type.String({ minLength: 10, maxLength: 2500 }),
  requestId: Type.String({ format: 'uuid' })
}, { additionalProperties: false }))

// Stacks, files of this machine, SQL and its errors, tokens, objects that were never meant to be text.
const LEAKS = /\n|\bat \w+.*:\d+:\d+|\/work\/|\/tmp\/|\/home\/|node_modules|\.[jt]s:\d|\bselect .* from\b|\binsert into\b|SQLSTATE|invalid input syntax|violates|chy_|eyJ|\[object |undefined|PRIVATE KEY/i

/** What is wrong with an answer that should be a problem, or null: a 4xx in the one form, with one sentence that gives nothing away. */
export function faultOf (answer: Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>, japanese = false): string | null {
  const about = `${answer.statusCode} ${answer.body.slice(0, 300)}`
  if (answer.statusCode < 400 || answer.statusCode > 499) return `not refused: ${about}`
  if (answer.headers['content-type'] !== 'application/problem+json; charset=utf-8') return `media type ${String(answer.headers['content-type'])}: ${about}`
  if (answer.headers['cache-control'] !== 'no-store' || answer.headers['x-content-type-options'] !== 'nosniff') return `headers: ${about}`
  const problem: unknown = JSON.parse(answer.body)
  if (!Problem.Check(problem)) return `form: ${about}`
  if (problem.status !== answer.statusCode) return `status: ${about}`
  if (LEAKS.test(problem.detail)) return `gives away: ${about}`
  if (!/[.。)]$/.test(problem.detail)) return `no sentence: ${about}`
  if (japanese !== /[ぁ-ん]/.test(problem.detail)) return `language: ${about}`
  return null
}
