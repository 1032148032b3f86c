import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { Call, Connector } from './connector.ts'
import { findFiles, placeFiles } from './place-files.ts'
import { planPlacing } from './plan-placing.ts'
import { openSsh } from './open-ssh.ts'
import { FolderAct, folderSettings } from './shelf.ts'
import { shelveSftp, type SftpShelf } from './shelve-sftp.ts'

const Settings = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, description: 'host name or address' }),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: 'port, 22 unless it says otherwise' })),
  user: Type.String({ minLength: 1, maxLength: 200, description: 'user' }),
  fingerprint: Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}$', description: 'fingerprint of the host key, as ssh-keygen prints it: SHA256:…' }),
  ...folderSettings
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

/** Places files over SFTP (https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02), only on the server whose key is pinned. */
export const sftp: Connector<Settings, FolderAct> = {
  name: 'sftp',
  label: both('SFTP', 'SFTP'),
  settings: Settings,
  secrets: [
    { name: 'password', label: both('the password', 'パスワード'), optional: true },
    { name: 'privateKey', label: both('the private key', '秘密鍵'), optional: true, multiline: true },
    { name: 'passphrase', label: both('the passphrase of the private key', '秘密鍵のパスフレーズ'), optional: true }
  ],
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

async function withShelf<T> (call: Call<Settings>, use: (shelf: SftpShelf) => Promise<T>): Promise<T> {
  const { settings: { host, port = 22, user, fingerprint }, secrets: { password, privateKey, passphrase }, reach, signal } = call
  if (password === undefined && privateKey === undefined) throw new DeliveryRefused(host, both('the Service has neither a password nor a private key', 'サービスにパスワードも秘密鍵も設定されていません'))
  const { address } = await reach.host(host)
  const seen: string[] = []
  const line = await openSsh({
    host,
    signal,
    connect: {
      host: address,
      port,
      username: user,
      ...password === undefined ? {} : { password, tryKeyboard: true },
      ...privateKey === undefined ? {} : { privateKey, ...passphrase === undefined ? {} : { passphrase } },
      hostVerifier: (key: Buffer) => seen.push(`SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`) > 0 && seen.includes(fingerprint)
    }
  }).catch((error: unknown) => { throw seen.length > 0 && !seen.includes(fingerprint) ? strangeKey(host, seen[0] ?? '') : error })
  try {
    return await use(shelveSftp(line, host))
  } finally {
    line.close()
  }
}

function strangeKey (host: string, seen: string): Error {
  return new DeliveryRefused(host, both(`its host key is ${seen}, which is not the one that is pinned; nothing was sent to it`, `ホスト鍵が ${seen} で、登録されたフィンガープリントと一致しません。何も送信していません`))
}
