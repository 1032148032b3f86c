import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { both } from '../errors-ja.ts'
import { apiOf, type CallApi } from './call-api.ts'
import type { Call, Connector, Delivery } from './connector.ts'
import { planPlacing } from './plan-placing.ts'
import { readReply } from './read-reply.ts'
import { Existing, FolderAct } from './shelf.ts'
import { findStored, storeFiles } from './store-files.ts'
import { storeInBox } from './store-in-box.ts'
import { urlSetting } from './url-setting.ts'

const Settings = Type.Object({
  clientId: Type.String({ minLength: 1, maxLength: 200, description: 'client id of the app' }),
  subjectType: Type.Union([Type.Literal('enterprise'), Type.Literal('user')], { description: 'enterprise, for the service account of the app, or user' }),
  subjectId: Type.String({ pattern: '^[0-9]{1,30}$', description: 'id of the enterprise or user' }),
  folderId: Type.String({ pattern: '^[0-9]{1,30}$', description: 'id of the folder, as it stands in its address; 0 is the topmost' }),
  existing: Type.Optional(Existing),
  apiUrl: Type.Optional(urlSetting('address of the API; https://api.box.com unless it says otherwise', { origin: true })),
  uploadUrl: Type.Optional(urlSetting('address for uploads; https://upload.box.com unless it says otherwise', { origin: true }))
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Folder = Compile(Type.Object({ id: Type.String() }))

/** Stores files in a folder of Box, as an app with client credentials (https://developer.box.com/guides/authentication/client-credentials). */
export const box: Connector<Settings, FolderAct> = {
  name: 'box',
  label: both('Box', 'Box'),
  settings: Settings,
  secrets: [{ name: 'clientSecret', label: both('the client secret', 'クライアントシークレット') }],
  act: FolderAct,
  check: async (call) => {
    const url = `${urlsOf(call.settings).apiUrl}/2.0/folders/${call.settings.folderId}?fields=id`
    readReply(Folder, url, await open(call)({ url }))
  },
  deliver: async (call, delivery) => storeFiles(storeInBox(open(call), urlsOf(call.settings)), plan(call.settings, delivery)),
  find: async (call, delivery) => findStored(storeInBox(open(call), urlsOf(call.settings)), plan(call.settings, delivery))
}

function plan (settings: Settings, delivery: Delivery<FolderAct>) {
  return planPlacing(new URL(urlsOf(settings).apiUrl).host, { folder: '', existing: settings.existing ?? 'refuse' }, delivery)
}

function urlsOf ({ apiUrl = 'https://api.box.com', uploadUrl = 'https://upload.box.com', folderId }: Settings) {
  return { apiUrl, uploadUrl, folderId }
}

function open ({ settings, secrets: { clientSecret = '' }, reach }: Call<Settings>): CallApi {
  const { clientId, subjectType, subjectId } = settings
  return apiOf(reach, {
    url: `${urlsOf(settings).apiUrl}/oauth2/token`,
    by: [clientId, clientSecret, subjectType, subjectId],
    form: () => ({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, box_subject_type: subjectType, box_subject_id: subjectId })
  })
}
