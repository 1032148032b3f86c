import { isIP } from 'node:net'
import { Client } from 'basic-ftp'
import { Type, type Static } from 'typebox'
import { both } from '../errors-ja.ts'
import type { Call, Connector } from './connector.ts'
import { findFiles, placeFiles } from './place-files.ts'
import { planPlacing } from './plan-placing.ts'
import { FolderAct, folderSettings } from './shelf.ts'
import { sayFtpError, shelveFtp, type FtpShelf } from './shelve-ftp.ts'
import { authoritySetting } from './trust-authority.ts'

const Settings = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, description: 'host name or address' }),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: 'port; 21, or 990 for implicit TLS, unless it says otherwise' })),
  security: Type.Union([Type.Literal('explicit'), Type.Literal('implicit'), Type.Literal('none')], { description: 'explicit (TLS after AUTH TLS), implicit (TLS from the beginning) or none (password and files can be read on their way)' }),
  user: Type.String({ minLength: 1, maxLength: 200, description: 'user' }),
  authority: authoritySetting,
  ...folderSettings
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

/**
 * Places files over FTP (https://www.rfc-editor.org/rfc/rfc959) and FTPS (https://www.rfc-editor.org/rfc/rfc4217). Passive only; the
 * data goes to the address of the control connection, or nowhere.
 */
export const ftp: Connector<Settings, FolderAct> = {
  name: 'ftp',
  label: both('FTP / FTPS', 'FTP / FTPS'),
  settings: Settings,
  secrets: [{ name: 'password', label: both('the password', 'パスワード') }],
  act: FolderAct,
  check: (call) => withShelf(call, (shelf) => shelf.demandFolder(call.settings.folder)),
  deliver: async (call, delivery) => {
    const placing = planPlacing(call.settings.host, call.settings, delivery)
    return withShelf(call, (shelf) => placeFiles(shelf, placing))
  },
  find: async (call, delivery) => {
    const placing = planPlacing(call.settings.host, call.settings, delivery)
    return withShelf(call, (shelf) => findFiles(shelf, placing))
  }
}

async function withShelf<T> ({ settings, secrets: { password = '' }, reach, signal }: Call<Settings>, use: (shelf: FtpShelf) => Promise<T>): Promise<T> {
  const { host, security, user, authority, port = security === 'implicit' ? 990 : 21 } = settings
  const { address } = await reach.host(host)
  const client = new Client(20_000)
  const cut = (): void => { client.close() }
  signal.addEventListener('abort', cut)
  try {
    signal.throwIfAborted()
    const secureOptions = { minVersion: 'TLSv1.2' as const, ...isIP(host) === 0 ? { servername: host } : {}, ...authority === undefined ? {} : { ca: authority } }
    await client.access({ host: address, port, user, password, secure: security === 'implicit' ? 'implicit' : security === 'explicit', secureOptions })
    return await use(await shelveFtp(client, host))
  } catch (error) {
    throw sayFtpError(host, error)
  } finally {
    signal.removeEventListener('abort', cut)
    client.close()
  }
}
