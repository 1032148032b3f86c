import { createPrivateKey } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { apiOf, type CallApi } from './call-api.ts'
import type { Call, Connector, Delivery } from './connector.ts'
import type { TokenAsk } from './get-token.ts'
import { planPlacing } from './plan-placing.ts'
import { readReply } from './read-reply.ts'
import { Existing, FolderAct } from './shelf.ts'
import { signJwt } from './sign-jwt.ts'
import { findStored, storeFiles } from './store-files.ts'
import { storeInDrive } from './store-in-drive.ts'
import { urlSetting } from './url-setting.ts'

const Settings = Type.Object({
  folderId: Type.String({ pattern: '^[A-Za-z0-9_-]{1,200}$', description: 'id of the folder, as it stands in its address' }),
  driveId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,200}$', description: 'id of the shared drive, when the folder is in one' })),
  user: Type.Optional(Type.String({ minLength: 3, maxLength: 320, description: 'mail address of the user on whose behalf it is done, where the service account may do so' })),
  existing: Type.Optional(Existing),
  apiUrl: Type.Optional(urlSetting('address of the API; https://www.googleapis.com unless it says otherwise', { origin: true })),
  tokenUrl: Type.Optional(urlSetting('address that gives tokens; https://oauth2.googleapis.com/token unless it says otherwise'))
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Folder = Compile(Type.Object({ capabilities: Type.Object({ canAddChildren: Type.Optional(Type.Boolean()) }) }))

/** A folder that is none of the service account's own and was not made by us is seen with no smaller one. https://developers.google.com/workspace/drive/api/guides/api-specific-auth */
const SCOPE = 'https://www.googleapis.com/auth/drive'
/** Seconds; Google takes no longer one. */
const ASSERTION = 3600

/**
 * Stores files in a folder of Google Drive as a service account (https://developers.google.com/identity/protocols/oauth2/service-account), with which the
 * folder, or the shared drive it is in, has to be shared.
 */
export const googleDrive: Connector<Settings, FolderAct> = {
  name: 'google-drive',
  label: both('Google Drive', 'Google ドライブ'),
  settings: Settings,
  secrets: [{ name: 'serviceAccountKey', label: both('the key of the service account (JSON)', 'サービスアカウントの鍵(JSON)'), multiline: true }],
  act: FolderAct,
  check: async (call) => {
    const { apiUrl, folderId } = placeOf(call.settings)
    const url = `${apiUrl}/drive/v3/files/${folderId}?fields=mimeType,capabilities(canAddChildren)&supportsAllDrives=true`
    const { capabilities } = readReply(Folder, url, await open(call)({ url }))
    if (capabilities.canAddChildren !== true) throw new DeliveryRefused(new URL(apiUrl).host, both('files may not be added to this folder', 'このフォルダにファイルを追加する権限がありません'))
  },
  deliver: async (call, delivery) => storeFiles(storeInDrive(open(call), placeOf(call.settings)), plan(call.settings, delivery)),
  find: async (call, delivery) => findStored(storeInDrive(open(call), placeOf(call.settings)), plan(call.settings, delivery))
}

function plan (settings: Settings, delivery: Delivery<FolderAct>) {
  return planPlacing(new URL(placeOf(settings).apiUrl).host, { folder: '', existing: settings.existing ?? 'refuse' }, delivery)
}

function placeOf ({ apiUrl = 'https://www.googleapis.com', folderId, driveId }: Settings) {
  return { apiUrl, folderId, driveId }
}

function open ({ settings, secrets: { serviceAccountKey = '' }, reach }: Call<Settings>): CallApi {
  return apiOf(reach, askOf(settings, serviceAccountKey))
}

function askOf ({ tokenUrl: url = 'https://oauth2.googleapis.com/token', user }: Settings, text: string): TokenAsk {
  const { email, id, key } = readKey(url, text)
  const form = () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: email, scope: SCOPE, aud: url, iat: now, exp: now + ASSERTION, ...user === undefined ? {} : { sub: user } }
    return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: signJwt(key, { header: { kid: id }, claims }) }
  }
  return { url, form, by: [text, user ?? ''] }
}

/** The file that Google gives for a key. Its own address for tokens is not followed. */
function readKey (url: string, text: string) {
  try {
    const { client_email: email, private_key_id: id, private_key: key } = JSON.parse(text) as Record<string, string>
    return { email, id, key: createPrivateKey(key ?? '') }
  } catch (error) {
    // The reason may quote the key.
    throw new DeliveryRefused(new URL(url).host, both('the key of the service account is not the JSON file that Google gives', 'サービスアカウントの鍵が、Google の発行した JSON ファイルではありません'), { cause: (error as Error).name })
  }
}
