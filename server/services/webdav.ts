import { Type, type Static } from 'typebox'
import { both } from '../errors-ja.ts'
import type { Call, Connector } from './connector.ts'
import { findFiles, placeFiles } from './place-files.ts'
import { planPlacing } from './plan-placing.ts'
import { FolderAct, folderSettings } from './shelf.ts'
import { shelveWebdav } from './shelve-webdav.ts'
import { authoritySetting, trustAuthority } from './trust-authority.ts'
import { urlSetting } from './url-setting.ts'

const { existing, collected } = folderSettings

const Settings = Type.Object({
  url: urlSetting('address of the folder, beginning with https://'),
  user: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^:]+$', description: 'user, without colon' })),
  authority: authoritySetting,
  existing,
  collected
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

/** Places files in a folder of WebDAV (https://www.rfc-editor.org/rfc/rfc4918): Nextcloud, SharePoint on premises, NAS boxes, Apache. */
export const webdav: Connector<Settings, FolderAct> = {
  name: 'webdav',
  label: both('WebDAV', 'WebDAV'),
  settings: Settings,
  secrets: [{ name: 'password', label: both('the password', 'パスワード'), optional: true }],
  act: FolderAct,
  check: async (call) => { await open(call).demandFolder(topOf(call)) },
  deliver: async (call, delivery) => placeFiles(open(call), planPlacing(open(call).host, { ...call.settings, folder: topOf(call) }, delivery)),
  find: async (call, delivery) => findFiles(open(call), planPlacing(open(call).host, { ...call.settings, folder: topOf(call) }, delivery))
}

function open ({ settings: { url, user, authority }, secrets: { password = '' }, reach }: Call<Settings>) {
  const headers: Record<string, string> = user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  return shelveWebdav(trustAuthority(reach, authority), { origin: new URL(url).origin, headers })
}

/** The folder as people read it; the shelf writes it as an address again. */
function topOf ({ settings: { url } }: Call<Settings>): string {
  return new URL(url).pathname.replace(/\/+$/, '').split('/').map(decode).join('/')
}

function decode (part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
