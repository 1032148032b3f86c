import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeliveryFailed, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { CallApi } from './call-api.ts'
import { readReply, refuseReply } from './read-reply.ts'
import type { Spot, Store } from './store-files.ts'

const FOLDER = 'application/vnd.google-apps.folder'
const SHOWN = 'id,name,mimeType,sha256Checksum'

/** https://developers.google.com/workspace/drive/api/reference/rest/v3/files */
const DriveFile = Type.Object({ id: Type.String(), name: Type.String(), mimeType: Type.String(), sha256Checksum: Type.Optional(Type.String()) })
type DriveFile = Static<typeof DriveFile>
const Made = Compile(Type.Object({ id: Type.String() }))
const Listed = Compile(Type.Object({ files: Type.Array(DriveFile), nextPageToken: Type.Optional(Type.String()) }))
const Kept = Compile(DriveFile)

/**
 * A folder of Google Drive as a store. Drive lets any number of files have one name, so only the look before keeps them apart: two tries of one delivery
 * at the same moment, which the lease of a parcel excludes, would make two.
 */
export function storeInDrive (api: CallApi, { apiUrl, folderId, driveId }: { apiUrl: string, folderId: string, driveId?: string | undefined }): Store {
  const { host, origin } = new URL(apiUrl)

  /** What has this name in the folder, the oldest first. https://developers.google.com/workspace/drive/api/guides/search-files */
  const list = async (folder: string, name: string): Promise<DriveFile[]> => {
    const query = new URLSearchParams({
      q: `'${quote(folder)}' in parents and name = '${quote(name)}' and trashed = false`,
      fields: `nextPageToken,files(${SHOWN})`,
      orderBy: 'createdTime',
      supportsAllDrives: 'true',
      includeItemsFromAllDrives: 'true',
      ...driveId === undefined ? {} : { corpora: 'drive', driveId }
    })
    const found: DriveFile[] = []
    for (;;) {
      const url = `${apiUrl}/drive/v3/files?${query.toString()}`
      const { files, nextPageToken } = readReply(Listed, url, await api({ url }))
      // Drive compares names without regard to case.
      found.push(...files.filter((file) => file.name === name))
      if (nextPageToken === undefined) return found
      query.set('pageToken', nextPageToken)
    }
  }
  const openOne = async (parent: string, name: string, make: boolean): Promise<string | null> => {
    const [there] = (await list(parent, name)).filter(({ mimeType }) => mimeType === FOLDER)
    if (there || !make) return there?.id ?? null
    const url = `${apiUrl}/drive/v3/files?supportsAllDrives=true&fields=id`
    return readReply(Made, url, await api({ url, method: 'POST', json: { name, mimeType: FOLDER, parents: [parent] } })).id
  }
  /** The address that takes the bytes. https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable */
  const beginUpload = async ({ folder, name, file }: Spot, over: string | null): Promise<string> => {
    const url = `${apiUrl}/upload/drive/v3/files${over === null ? '' : `/${over}`}?uploadType=resumable&supportsAllDrives=true&fields=${SHOWN}`
    const headers = { 'x-upload-content-type': file.type, 'x-upload-content-length': String(file.bytes.byteLength) }
    const reply = await api({ url, method: over === null ? 'POST' : 'PATCH', headers, json: over === null ? { name, mimeType: file.type, parents: [folder] } : {} })
    if (reply.status !== 200) throw refuseReply(url, reply)
    const place = URL.parse(String(reply.headers.location))
    if (place?.origin !== origin) throw new DeliveryFailed(host, both('its address for the upload is elsewhere', 'アップロード先のアドレスが別のサーバーを指しています'))
    return place.href
  }

  return {
    host,
    openFolder: async (below, make) => {
      let folder: string | null = folderId
      for (const name of below) folder = folder === null ? null : await openOne(folder, name, make)
      return folder
    },
    look: async ({ folder, name, file }) => {
      const found = await list(folder, name)
      const same = found.find((one) => isSame(one, file.bytes))
      const [there] = same ? [same] : found
      return there ? { id: there.id, same: same !== undefined } : null
    },
    put: async (spot, over) => {
      const url = await beginUpload(spot, over)
      const kept = readReply(Kept, url, await api({ url, method: 'PUT', headers: { 'content-type': spot.file.type }, body: spot.file.bytes }, { final: true }), { final: true })
      if (!isSame(kept, spot.file.bytes)) throw new DeliveryUnknown(host, both(`${spot.name} is not what was sent`, `${spot.name} の内容が送信したものと一致しません`))
      return kept.id
    }
  }
}

function isSame ({ sha256Checksum }: DriveFile, bytes: Uint8Array): boolean {
  return sha256Checksum === createHash('sha256').update(bytes).digest('hex')
}

function quote (text: string): string {
  return text.replace(/[\\']/g, '\\$&')
}
