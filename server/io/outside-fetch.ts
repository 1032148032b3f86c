import { lookup } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type BlockList } from 'node:net'
import { OutsideFailed, OutsideRefused } from '../errors.ts'
import { isPublicAddress } from './public-address.ts'

/** How far a call to an address that a user gave may go. */
export interface Limits {
  /** networks that are not public and may be reached nevertheless */
  allowed?: BlockList | undefined
  /** plain http, for tests on one machine */
  http?: boolean
  /** for the whole call, 10,000 unless told */
  ms?: number
  /** of the answer, 1 MB unless told */
  mostBytes?: number
}

export type OutsideMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'MKCOL' | 'MOVE' | 'PROPFIND'

export interface OutsideRequest extends Limits { url: string, method?: OutsideMethod, headers?: Record<string, string>, body?: string | Uint8Array, signal?: AbortSignal, /** PEM: trusted in place of the publicly known ones */ authority?: string }

export interface OutsideAnswer { status: number, headers: IncomingMessage['headers'], body: Buffer }

type Resolve = (host: string) => Promise<string[]>

/**
 * Calls an address that a user gave, and nothing inside our own network: every address the name has must be public, the connection goes to one of those
 * that were checked (so the name cannot change meanwhile), redirects are answers and are not followed, no proxy is asked. Errors: OutsideRefused, OutsideFailed.
 * https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export async function fetchOutside (asked: OutsideRequest, resolve: Resolve = resolveAll): Promise<OutsideAnswer> {
  const url = readOutsideUrl(asked.url, asked)
  const address = await chooseAddress(url, asked, resolve)
  const signal = AbortSignal.any([AbortSignal.timeout(asked.ms ?? 10_000), ...asked.signal ? [asked.signal] : []])
  try {
    return await call(url, address, { ...asked, signal })
  } catch (error) {
    throw new OutsideFailed(url.host, (error as NodeJS.ErrnoException).code ?? (error as Error).name, { cause: error })
  }
}

/** The address when its form allows it: https, no user in it, and no address of our own network written out. The URL parser has read 0x7f.1 and 2130706433 by then. Errors: OutsideRefused. */
export function readOutsideUrl (text: string, { http = false, allowed }: Limits): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) throw new OutsideRefused('it is not an address')
  if (url.protocol !== 'https:' && !(http && url.protocol === 'http:')) throw new OutsideRefused('it does not begin with https://')
  if (url.username !== '' || url.password !== '') throw new OutsideRefused('it names a user or password')
  const literal = literalOf(url)
  if (literal !== null) demandPublic(literal, allowed)
  return url
}

function literalOf ({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}

async function chooseAddress (url: URL, { allowed }: Limits, resolve: Resolve): Promise<string> {
  return literalOf(url) ?? findAddress(url.hostname, { allowed }, resolve)
}

/** The address to connect to for a host that a user gave, where the protocol is not HTTP. Errors: OutsideRefused, OutsideFailed. */
export async function findAddress (host: string, { allowed }: Pick<Limits, 'allowed'>, resolve: Resolve = resolveAll): Promise<string> {
  const found = await resolve(host).catch((error: NodeJS.ErrnoException) => { throw new OutsideFailed(host, error.code ?? error.name, { cause: error }) })
  for (const address of found) demandPublic(address, allowed)
  const [first] = found
  if (first === undefined) throw new OutsideFailed(host, 'ENOTFOUND')
  return first
}

async function resolveAll (host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

function demandPublic (address: string, allowed?: BlockList): void {
  if (isPublicAddress(address) || allowed?.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return
  throw new OutsideRefused('it leads into a network that is not public')
}

function call (url: URL, address: string, { method = 'GET', headers, body, signal, authority, mostBytes = 1_000_000 }: OutsideRequest): Promise<OutsideAnswer> {
  const family = isIP(address)
  const options: RequestOptions & { ca?: string } = {
    method,
    headers: { ...headers, ...body === undefined ? {} : { 'content-length': Buffer.byteLength(body) } },
    signal,
    agent: false,
    ...authority === undefined ? {} : { ca: authority },
    // Whatever is looked up, the answer is the address that was checked.
    lookup: (_host, { all }, answer) => { if (all) answer(null, [{ address, family }]); else answer(null, address, family) }
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => { readAnswer(response, mostBytes).then(resolve, reject) })
    request.on('error', reject)
    request.end(body)
  })
}

async function readAnswer (response: IncomingMessage, most: number): Promise<OutsideAnswer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most) throw Object.assign(new Error('too much'), { code: 'ANSWER_TOO_LARGE' })
    parts.push(part)
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }
}
