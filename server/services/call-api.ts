import { askHttp, type HttpRequest } from './ask-http.ts'
import type { OutsideReply, Reach } from './connector.ts'
import { getToken, type TokenAsk } from './get-token.ts'

/** A request with a bearer token; `json` is its body as JSON. */
export interface ApiRequest extends HttpRequest { json?: unknown }

export type CallApi = (request: ApiRequest, options?: { final?: boolean }) => Promise<OutsideReply>

/** Calls an API that wants a token of OAuth 2.0. One that has been withdrawn before its time is exchanged once: 401 says that nothing was done. Errors: those of askHttp and getToken. */
export function apiOf (reach: Reach, ask: TokenAsk): CallApi {
  return async ({ json, headers = {}, ...request }, options) => {
    const call = (token: string) => askHttp(reach, {
      ...request,
      headers: { accept: 'application/json', ...json === undefined ? {} : { 'content-type': 'application/json' }, ...headers, authorization: `Bearer ${token}` },
      ...json === undefined ? {} : { body: JSON.stringify(json) }
    }, options)
    const reply = await call(await getToken(reach, ask))
    return reply.status === 401 ? call(await getToken(reach, ask, { fresh: true })) : reply
  }
}
