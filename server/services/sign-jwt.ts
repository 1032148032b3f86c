import { sign, type KeyObject } from 'node:crypto'

/** A JSON Web Token, signed with RS256 (https://www.rfc-editor.org/rfc/rfc7519). */
export function signJwt (key: KeyObject, { header, claims }: { header: object, claims: object }): string {
  const content = [{ alg: 'RS256', typ: 'JWT', ...header }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}
