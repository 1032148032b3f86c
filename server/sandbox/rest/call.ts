import type { ReadStream } from 'node:fs'
import { profileOf } from '../access.ts'
import type { Org, Session } from '../org.ts'
import type { Scope } from '../soql/read-field.ts'
import type { Upload } from '../store/file-bytes.ts'

/** One call of the REST API below `/services/data/vXX.0`, from outside or out of a composite. */
export interface Call {
  org: Org
  session: Session
  method: string
  /** `/sobjects/Account/001…` */
  path: string
  query: URLSearchParams
  body: unknown
  headers: Record<string, string | undefined>
  /** `/services/data/v66.0` */
  base: string
  /** The file part of a multipart body. */
  upload?: Upload
  /** Every n-th record of a collection or composite is to fail with a row lock. */
  failEvery?: number
}

/** What is sent back: JSON, text, or a file. */
export interface Answer {
  status: number
  body?: unknown
  text?: string
  file?: ReadStream
  headers?: Record<string, string>
}

export type Route = (call: Call, ...params: string[]) => Answer

export function scopeOf (call: Call, text: string): Scope {
  const { org, session: { user }, base } = call
  return { org, user, profile: profileOf(org, user), text, base, withDeleted: false }
}

/** The body as an object of values; anything else is no record. */
export function bodyObject (body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body as Record<string, unknown> : {}
}
