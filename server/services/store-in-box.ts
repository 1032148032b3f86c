import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { CallApi } from './call-api.ts'
import type { OutsideReply } from './connector.ts'
import { packForm } from './pack-form.ts'
import { parseReply, readReply, refuseReply } from './read-reply.ts'
import type { Store } from './store-files.ts'

const Item = Type.Object({ id: Type.String(), type: Type.String(), name: Type.Optional(Type.String()), sha1: Type.Optional(Type.String()) })
type Item = Static<typeof Item>
const Listed = Compile(Type.Object({ entries: Type.Array(Item), next_marker: Type.Optional(Type.Union([Type.String(), Type.Null()])) }))
const Made = Compile(Type.Object({ id: Type.String() }))
const Kept = Compile(Type.Object({ entries: Type.Array(Item, { minItems: 1 }) }))
/** What has the name already; of a file it is told alone, of folders in a list. https://developer.box.com/reference/resources/conflict-error */
const InUse = Compile(Type.Object({ code: Type.Literal('item_name_in_use'), context_info: Type.Object({ conflicts: Type.Union([Item, Type.Array(Item, { minItems: 1 })]) }) }))

/**
 * A folder of Box as a store. What has a name is asked for by the preflight check, which says what is in the way with its SHA-1 however large the folder
 * is (https://developer.box.com/guides/uploads/check); Box itself lets no second file of a name in. An upload is of 50 MB at most.
 */
export function storeInBox (api: CallApi, { apiUrl, uploadUrl, folderId }: { apiUrl: string, uploadUrl: string, folderId: string }): Store {
  const { host } = new URL(apiUrl)

  const findFolder = async (parent: string, name: string): Promise<string | null> => {
    for (let marker = ''; ;) {
      const url = `${apiUrl}/2.0/folders/${parent}/items?fields=id,type,name&usemarker=true&limit=1000${marker === '' ? '' : `&marker=${encodeURIComponent(marker)}`}`
      const { entries, next_marker: next } = readReply(Listed, url, await api({ url }))
      const found = entries.find((item) => item.type === 'folder' && item.name === name)
      if (found) return found.id
      if (next === undefined || next === null || next === '') return null
      marker = next
    }
  }
  // https://developer.box.com/reference/post-folders
  const makeFolder = async (parent: string, name: string): Promise<string> => {
    const url = `${apiUrl}/2.0/folders?fields=id`
    const reply = await api({ url, method: 'POST', json: { name, parent: { id: parent } } })
    const there = readConflict(reply)
    if (there && there.type !== 'folder') throw new DeliveryRefused(host, both(`${name} is no folder`, `${name} はフォルダではありません`))
    return there?.id ?? readReply(Made, url, reply).id
  }

  return {
    host,
    openFolder: async (below, make) => {
      let folder: string | null = folderId
      for (const name of below) folder = folder === null ? null : make ? await makeFolder(folder, name) : await findFolder(folder, name)
      return folder
    },
    look: async ({ folder, name, file }) => {
      const url = `${apiUrl}/2.0/files/content`
      const reply = await api({ url, method: 'OPTIONS', json: { name, parent: { id: folder }, size: file.bytes.byteLength } })
      const there = readConflict(reply)
      if (!there && reply.status !== 200) throw refuseReply(url, reply)
      return there && { id: there.id, same: there.type === 'file' && there.sha1?.toLowerCase() === sha1(file.bytes) }
    },
    // https://developer.box.com/reference/post-files-content, https://developer.box.com/reference/post-files-id-content; the header is SHA-1 whatever its name.
    put: async ({ folder, name, file }, over) => {
      const url = `${uploadUrl}/api/2.0/files/${over === null ? '' : `${over}/`}content?fields=id,sha1`
      const { type, body } = await packForm([['attributes', JSON.stringify({ name, ...over === null ? { parent: { id: folder } } : {} })], ['file', { ...file, name }]])
      const reply = await api({ url, method: 'POST', headers: { 'content-type': type, 'content-md5': sha1(file.bytes) }, body }, { final: true })
      if (readConflict(reply)) return null
      const { entries: [kept] } = readReply(Kept, url, reply, { final: true })
      if (kept?.sha1?.toLowerCase() !== sha1(file.bytes)) throw new DeliveryUnknown(host, both(`${name} is not what was sent`, `${name} の内容が送信したものと一致しません`))
      return kept.id
    }
  }
}

function readConflict (reply: OutsideReply): Item | null {
  const body = reply.status === 409 ? parseReply(reply) : null
  return InUse.Check(body) ? [body.context_info.conflicts].flat()[0] ?? null : null
}

function sha1 (bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex')
}
