import { createHash, randomUUID } from 'node:crypto'
import { fromJson, native, toJson } from './natives.ts'
import { thrown, toText, Unplayable, type Native, type Value } from './values.ts'

/** A request as it leaves Apex. */
export interface Call { method: string, endpoint: string, headers: Map<string, string>, body: string, timeout: number }

export interface Answer { status: number, headers: Map<string, string>, body: string }

/** What surrounds Apex: the org, its user, and the way out. */
export interface World {
  orgId: string
  user: { id: string, username: string, language: string, permissions: string[] }
  /** milliseconds */
  now: () => number
  /** signs with the org's certificate of that name, or throws */
  sign: (certificate: string, content: Buffer) => Buffer
  label: (name: string) => string | undefined
  /** a record of custom metadata, its field names in lower case */
  metadata: (type: string, name: string) => Map<string, Value> | undefined
  /** answers in the place of the network, where a test wants that */
  respond?: (request: Native) => Promise<Value> | undefined
  /** throws a CalloutException when no answer arrives */
  send: (call: Call) => Promise<Answer>
}

type Statics = Record<string, (...values: never[]) => Value | Promise<Value>>

const SALESFORCE_CALLS = 100

/** Static methods of Salesforce's own classes, of which the project uses these. */
export function platformClasses (world: World): { statics: Map<string, Statics>, make: (type: string) => Native | undefined, fields: (type: string, name: string) => Value | undefined, rest: Rest } {
  const limits = { callouts: 0 }
  const rest: Rest = { request: null, response: null }
  const statics = new Map<string, Statics>(Object.entries({
    string: {
      valueof: (value: Value) => toText(value),
      isblank: (text: string | null) => text === null || text.trim() === '',
      isnotblank: (text: string | null) => text !== null && text.trim() !== '',
      isempty: (text: string | null) => text === null || text === '',
      join: (values: Iterable<Value>, by: string) => [...values].map(toText).join(by),
      format: (pattern: string, values: Value[]) => formatMessage(pattern, values)
    },
    json: { serialize: (value: Value) => toJson(value), deserializeuntyped: (text: Value) => fromJson(text) },
    encodingutil: {
      base64encode: (content: Buffer) => content.toString('base64'),
      base64decode: (text: string) => Buffer.from(text, 'base64'),
      urlencode: (text: string) => urlEncode(text)
    },
    blob: { valueof: (text: string | null) => { if (text === null) throw thrown('NullPointerException', 'Argument cannot be null.'); return Buffer.from(text, 'utf8') } },
    crypto: {
      generatedigest: (name: string, content: Buffer) => createHash(name.replace('-', '')).update(content).digest(),
      signwithcertificate: (name: string, content: Buffer, certificate: string) => {
        if (name !== 'RSA-SHA256') throw new Unplayable(`no algorithm ${name}`)
        return world.sign(certificate, content)
      }
    },
    userinfo: { getorganizationid: () => world.orgId, getusername: () => world.user.username, getuserid: () => world.user.id, getprofileid: () => '00e000000000001AAA', getlanguage: () => world.user.language },
    uuid: { randomuuid: () => native('UUID', { tostring: () => randomUUID() }) },
    datetime: { now: () => native('Datetime', { gettime: () => world.now() }) },
    featuremanagement: { checkpermission: (name: string) => world.user.permissions.includes(name) },
    limits: { getcallouts: () => limits.callouts, getlimitcallouts: () => SALESFORCE_CALLS },
    integer: { valueof: (text: string) => Number(text) },
    id: { valueof: (text: string) => text },
    date: { today: () => new Date(world.now()).toISOString().slice(0, 10) },
    math: { mod: (one: number, other: number) => one % other, min: (one: number, other: number) => Math.min(one, other), max: (one: number, other: number) => Math.max(one, other) },
    pattern: { compile: (source: string) => pattern(source) }
  } as Record<string, Statics>))
  return {
    statics,
    rest,
    make: (type) => makers(world, limits)[type.toLowerCase()]?.(),
    fields: (type, name) => fieldOf(world, rest, type.toLowerCase(), name)
  }
}

export interface Rest { request: Value, response: Value }

function fieldOf (world: World, rest: Rest, type: string, name: string): Value | undefined {
  if (type === 'label' || type === 'system.label') return world.label(name)
  if (type.endsWith('__mdt')) {
    const fields = world.metadata(type, name)
    return fields === undefined ? null : { kind: 'object', type, fields }
  }
  if (type === 'restcontext') return name.toLowerCase() === 'request' ? rest.request : rest.response
  return undefined
}

function makers (world: World, limits: { callouts: number }): Record<string, () => Native> {
  return {
    httprequest: () => httpRequest(),
    restrequest: () => restPart('RestRequest'),
    restresponse: () => restPart('RestResponse'),
    httpresponse: () => httpResponse({ status: 0, headers: new Map(), body: '' }),
    http: () => native('Http', {
      send: (async (request: Native) => {
        limits.callouts++
        const answer = world.respond?.(request)
        return answer === undefined ? httpResponse(await world.send((request as Native & { call_: Call }).call_)) : await answer
      }) as never
    })
  }
}

function httpRequest (): Native {
  const call: Call = { method: '', endpoint: '', headers: new Map(), body: '', timeout: 10_000 }
  return Object.assign(native('HttpRequest', {
    setmethod: (method: string) => { call.method = method; return null },
    setendpoint: (endpoint: string) => { call.endpoint = endpoint; return null },
    settimeout: (milliseconds: number) => { call.timeout = milliseconds; return null },
    setheader: (name: string, value: string) => { call.headers.set(name.toLowerCase(), value); return null },
    setbody: (body: string) => { call.body = body; return null },
    getmethod: () => call.method,
    getendpoint: () => call.endpoint,
    getheader: (name: string) => call.headers.get(name.toLowerCase()) ?? null,
    getbody: () => call.body
  }), { call_: call })
}

function httpResponse (answer: Answer): Native {
  return native('HttpResponse', {
    getstatuscode: () => answer.status,
    getbody: () => answer.body,
    getheader: (name: string) => answer.headers.get(name.toLowerCase()) ?? null,
    setstatuscode: (status: number) => { answer.status = status; return null },
    setbody: (body: string) => { answer.body = body; return null },
    setheader: (name: string, value: string) => { answer.headers.set(name.toLowerCase(), value); return null }
  })
}

/** Holds whatever is put into it; headers are there from the beginning. */
export function restPart (type: string): Native {
  const headers = new Map<Value, Value>()
  const fields = new Map<string, Value>([['headers', headers]])
  return native(type, { addheader: (name: string, value: string) => { headers.set(name, value); return null } }, { get: (name) => fields.get(name) ?? null, set: (name, value) => { fields.set(name, value) } })
}

function pattern (source: string): Native {
  return native('Pattern', { matcher: (text: string) => native('Matcher', { matches: () => new RegExp(`^(?:${source})$`).test(text) }) })
}

/** application/x-www-form-urlencoded, as java.net.URLEncoder writes it. */
function urlEncode (text: string): string {
  return encodeURIComponent(text).replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+')
}

/** String.format goes by java.text.MessageFormat: a single quote begins a text in which nothing is replaced, two are one. */
function formatMessage (pattern: string, values: Value[]): string {
  let isQuoted = false
  return pattern.replace(/''|'|\{(\d+)\}/g, (found, index?: string) => {
    if (found === "''") return "'"
    if (found === "'") { isQuoted = !isQuoted; return '' }
    return isQuoted ? found : toText(values[Number(index)] ?? null)
  })
}
