import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { CallApi } from './call-api.ts'
import { quickXorHash } from './quick-xor-hash.ts'
import { readReply, readSaid } from './read-reply.ts'
import type { Spot, Store } from './store-files.ts'

/** https://learn.microsoft.com/en-us/graph/api/resources/driveitem */
const Item = Type.Object({
  id: Type.String({ minLength: 1 }),
  size: Type.Optional(Type.Number()),
  folder: Type.Optional(Type.Object({})),
  file: Type.Optional(Type.Object({ hashes: Type.Optional(Type.Object({ quickXorHash: Type.Optional(Type.String()) })) })),
  createdBy: Type.Optional(Type.Object({ application: Type.Optional(Type.Object({ id: Type.Optional(Type.String()) })) })),
  lastModifiedDateTime: Type.Optional(Type.String())
})
type Item = Static<typeof Item>
const Shown = Compile(Item)

export interface GraphPlace {
  graphUrl: string
  /** Under /v1.0: `drives/{id}`, or what leads to one. */
  drive: string
  /** Names of folders in the drive, which must be there. */
  top: string[]
  /** Our own app, and since when a file of it may be of this delivery. */
  clientId: string
  since: Date
}

/** Milliseconds that Microsoft's clock may be behind ours. */
const SKEW = 300_000

/**
 * A folder of OneDrive or SharePoint as a store. SharePoint writes properties into some files (https://github.com/OneDrive/onedrive-api-docs/issues/935), so
 * one of ours may not have the bytes it was sent with: its answer to an upload is taken at its word, and a lost one may end in doubt.
 */
export function storeInGraph (api: CallApi, { graphUrl, drive, top, clientId, since }: GraphPlace): Store & { demandFolder: () => Promise<void> } {
  const { host } = new URL(graphUrl)
  const base = `${graphUrl}/v1.0`
  const select = '$select=id,size,file,folder,createdBy,lastModifiedDateTime'
  const at = (names: string[]): string => names.length === 0 ? '' : `:/${names.map(encodeURIComponent).join('/')}`
  let found: Promise<{ root: string, folder: string }> | undefined

  const get = async (url: string): Promise<Item | null> => {
    const reply = await api({ url })
    return reply.status === 404 && readSaid(reply).code === 'itemNotFound' ? null : readReply(Shown, url, reply)
  }
  const findTop = async () => {
    const driveUrl = `${base}/${drive}?$select=id`
    const { id } = readReply(Shown, driveUrl, await api({ url: driveUrl }))
    const root = `${base}/drives/${id}`
    const url = `${root}/root${at(top)}?${select}`
    const { id: folder } = demandFolder(readReply(Shown, url, await api({ url })), top.at(-1) ?? '')
    return { root, folder }
  }
  const open = () => {
    found ??= findTop()
    return found
  }
  const demandFolder = (item: Item, name: string): Item => {
    if (!item.folder) throw new DeliveryRefused(host, both(`${name} is no folder`, `${name} はフォルダではありません`))
    return item
  }
  // https://learn.microsoft.com/en-us/graph/api/driveitem-post-children
  const makeFolder = async (root: string, parent: string, name: string): Promise<string> => {
    const there = await get(`${root}/items/${parent}${at([name])}?${select}`)
    if (there) return demandFolder(there, name).id
    const url = `${root}/items/${parent}/children`
    const reply = await api({ url, method: 'POST', json: { name, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' } })
    return reply.status === 409 ? makeFolder(root, parent, name) : readReply(Shown, url, reply).id
  }

  return {
    host,
    demandFolder: async () => { await open() },
    openFolder: async (below, make) => {
      const { root, folder } = await open()
      let parent = folder
      if (!make) return below.length === 0 ? parent : (await get(`${root}/items/${parent}${at(below)}?${select}`))?.id ?? null
      for (const name of below) parent = await makeFolder(root, parent, name)
      return parent
    },
    look: async ({ folder, name, file }) => {
      const { root } = await open()
      const item = await get(`${root}/items/${folder}${at([name])}?${select}`)
      if (!item) return null
      const same = item.size === file.bytes.byteLength && item.file?.hashes?.quickXorHash === quickXorHash(file.bytes)
      return { id: item.id, same, doubt: !same && item.createdBy?.application?.id === clientId && Date.parse(item.lastModifiedDateTime ?? '') > since.getTime() - SKEW }
    },
    // https://learn.microsoft.com/en-us/graph/api/driveitem-put-content
    put: async ({ folder, name, file }: Spot, over) => {
      const { root } = await open()
      const url = over === null ? `${root}/items/${folder}${at([name])}:/content?@microsoft.graph.conflictBehavior=fail` : `${root}/items/${over}/content`
      const reply = await api({ url, method: 'PUT', headers: { 'content-type': file.type }, body: file.bytes }, { final: true })
      if (over === null && reply.status === 409 && readSaid(reply).code === 'nameAlreadyExists') return null
      return readReply(Shown, url, reply, { final: true }).id
    }
  }
}
