import { XMLParser } from 'fast-xml-parser'
import { DeliveryFailed, DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { askHttp, type HttpRequest } from './ask-http.ts'
import type { OutsideReply, Reach } from './connector.ts'
import type { Shelf } from './shelf.ts'

export interface WebdavShelf extends Shelf { demandFolder: (path: string) => Promise<void> }

const xml = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false, processEntities: false })
const QUESTION = '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>'

const DONE = new Set([200, 201, 204])

interface Found { folder: boolean, size: number }

/** The folders of a WebDAV server. `headers` say who we are. */
export function shelveWebdav (reach: Reach, { origin, headers }: { origin: string, headers: Record<string, string> }): WebdavShelf {
  const { host } = new URL(origin)
  const urlOf = (path: string): string => origin + path.split('/').map(encodeURIComponent).join('/')
  const ask = (path: string, request: Omit<HttpRequest, 'url'>, options?: { final: boolean }): Promise<OutsideReply> => askHttp(reach, { ...request, url: urlOf(path), headers: { ...headers, ...request.headers } }, options)
  const demand = (path: string, { status, headers: { location } }: OutsideReply): void => {
    if (!DONE.has(status)) throw new DeliveryRefused(host, `${path}: HTTP ${status}${typeof location === 'string' ? ` → ${location}` : ''}`)
  }

  const look = async (path: string): Promise<Found | null> => {
    const reply = await ask(path, { method: 'PROPFIND', headers: { depth: '0', 'content-type': 'application/xml; charset=utf-8' }, body: QUESTION })
    if (reply.status === 404) return null
    if (reply.status !== 207) throw new DeliveryRefused(host, `${path}: HTTP ${reply.status}`)
    return readFound(host, reply.body)
  }
  const demandFolder = async (path: string): Promise<void> => {
    if ((await look(`${path}/`))?.folder !== true) throw new DeliveryRefused(host, both(`there is no folder ${path}/`, `フォルダ ${path}/ がありません`))
  }

  return {
    host,
    size: async (path) => (await look(path))?.size ?? null,
    read: async (path, size) => {
      const reply = await ask(path, { method: 'GET', headers: { 'accept-encoding': 'identity' }, mostBytes: size + 1 })
      demand(path, reply)
      return reply.body
    },
    write: async (path, bytes) => { demand(path, await ask(path, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: bytes })) },
    rename: async (from, to, replace) => { demand(to, await ask(from, { method: 'MOVE', headers: { destination: urlOf(to), overwrite: replace ? 'T' : 'F' } }, { final: true })) },
    remove: async (path) => { demand(path, await ask(path, { method: 'DELETE' })) },
    makeFolders: async (top, below) => {
      await demandFolder(top)
      let path = top
      for (const name of below) {
        path = `${path}/${name}`
        if (await look(`${path}/`) !== null) continue
        const reply = await ask(`${path}/`, { method: 'MKCOL' })
        // Somebody else was quicker: https://www.rfc-editor.org/rfc/rfc4918#section-9.3.1
        if (reply.status !== 405) demand(path, reply)
      }
    },
    demandFolder
  }
}

interface Prop { resourcetype?: { collection?: unknown } | string, getcontentlength?: string }
interface Stat { status?: string, prop?: Prop | string }

/** https://www.rfc-editor.org/rfc/rfc4918#section-13: one response; of its property groups those with status 200 are there. */
function readFound (host: string, body: Buffer): Found {
  const { multistatus } = xml.parse(body.toString()) as { multistatus?: { response?: { propstat?: Stat | Stat[] } } }
  const stats = [multistatus?.response?.propstat ?? []].flat()
  const props = stats.filter(({ status }) => / 200\b/.test(status ?? '')).map(({ prop }) => prop).filter((prop) => typeof prop === 'object')
  if (props.length === 0) throw new DeliveryFailed(host, both('its answer to PROPFIND cannot be read', 'PROPFIND の応答を読み取れません'))
  const folder = props.some(({ resourcetype }) => typeof resourcetype === 'object' && 'collection' in resourcetype)
  return { folder, size: Number(props.find(({ getcontentlength }) => getcontentlength !== undefined)?.getcontentlength ?? 0) }
}
