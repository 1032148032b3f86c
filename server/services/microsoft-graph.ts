import { Type, type Static } from 'typebox'
import { DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { apiOf, type CallApi } from './call-api.ts'
import type { Call, Connector, Delivery } from './connector.ts'
import { planPlacing } from './plan-placing.ts'
import { Existing, FolderAct } from './shelf.ts'
import { findStored, storeFiles } from './store-files.ts'
import { storeInGraph } from './store-in-graph.ts'
import { urlSetting } from './url-setting.ts'

const Settings = Type.Object({
  directory: Type.String({ pattern: '^[A-Za-z0-9.-]{1,253}$', description: 'id or domain of the organisation in Microsoft Entra' }),
  clientId: Type.String({ pattern: '^[A-Za-z0-9-]{1,100}$', description: 'client id of the app' }),
  placeType: Type.Union([Type.Literal('site'), Type.Literal('user'), Type.Literal('drive')], { description: 'site (the documents of a SharePoint site), user (the OneDrive of a user) or drive (any library, by its id)' }),
  place: Type.String({ minLength: 1, maxLength: 1000, description: 'address of the site, name of the user such as yamada@example.com, or id of the drive' }),
  folder: Type.Optional(Type.String({ maxLength: 400, description: 'folder, which must be there' })),
  existing: Type.Optional(Existing),
  graphUrl: Type.Optional(urlSetting('address of Microsoft Graph; https://graph.microsoft.com unless it says otherwise', { origin: true })),
  signInUrl: Type.Optional(urlSetting('address that gives tokens; https://login.microsoftonline.com unless it says otherwise', { origin: true }))
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

/**
 * Stores files in OneDrive or SharePoint by Microsoft Graph, as an app with the permission Files.ReadWrite.All or Sites.Selected
 * (https://learn.microsoft.com/en-us/graph/auth-v2-service). A file is of 250 MB at most.
 */
export const microsoftGraph: Connector<Settings, FolderAct> = {
  name: 'microsoft-graph',
  label: both('OneDrive / SharePoint', 'OneDrive / SharePoint'),
  settings: Settings,
  secrets: [{ name: 'clientSecret', label: both('the client secret', 'クライアントシークレット') }],
  act: FolderAct,
  check: async (call) => { await open(call, new Date()).demandFolder() },
  deliver: async (call, delivery) => storeFiles(open(call, delivery.at), plan(call.settings, delivery)),
  find: async (call, delivery) => findStored(open(call, delivery.at), plan(call.settings, delivery))
}

function plan (settings: Settings, delivery: Delivery<FolderAct>) {
  return planPlacing(hostOf(settings), { folder: '', existing: settings.existing ?? 'refuse' }, delivery)
}

function hostOf ({ graphUrl = 'https://graph.microsoft.com' }: Settings): string {
  return new URL(graphUrl).host
}

function open (call: Call<Settings>, since: Date) {
  const { graphUrl = 'https://graph.microsoft.com', folder = '', clientId } = call.settings
  return storeInGraph(apiFor(call), { graphUrl, drive: driveOf(call.settings), top: folder.split('/').filter((part) => part !== ''), clientId, since })
}

/** https://learn.microsoft.com/en-us/graph/api/drive-get */
function driveOf (settings: Settings): string {
  const { placeType, place } = settings
  if (placeType === 'drive') return `drives/${encodeURIComponent(place)}`
  if (placeType === 'user') return `users/${encodeURIComponent(place)}/drive`
  const site = URL.parse(place)
  if (!site) throw new DeliveryRefused(hostOf(settings), both(`${place} is no address of a site`, `${place} はサイトのアドレスではありません`))
  const path = site.pathname.replace(/\/+$/, '')
  return path === '' ? `sites/${site.hostname}/drive` : `sites/${site.hostname}:${path}:/drive`
}

function apiFor ({ settings, secrets: { clientSecret = '' }, reach }: Call<Settings>): CallApi {
  const { signInUrl = 'https://login.microsoftonline.com', graphUrl = 'https://graph.microsoft.com', directory, clientId } = settings
  return apiOf(reach, {
    url: `${signInUrl}/${directory}/oauth2/v2.0/token`,
    by: [clientId, clientSecret, graphUrl],
    form: () => ({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: `${graphUrl}/.default` })
  })
}
