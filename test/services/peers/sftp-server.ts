import { createHash, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2'

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp

/** One request as the fault sees it: `before` breaks the connection before it is done, `after` when it is done and not answered; `stall`: it is never answered; a number is the answer. */
export type Fault = (request: string, path: string) => 'before' | 'after' | 'stall' | number | undefined

export interface SftpServer {
  port: number
  fingerprint: string
  files: Map<string, Buffer>
  folders: Set<string>
  /** requests in their order, as `RENAME /in/a.pdf` */
  seen: string[]
  logins: string[]
  fault: { now?: Fault | undefined }
  close: () => Promise<void>
}

export interface SftpServerOptions { password?: string, publicKey?: string, extensions?: boolean, shortReads?: boolean }

const key = ssh2.utils.generateKeyPairSync('ed25519')
/** The key that a user may have, and what the server knows of it. */
export const userKey = ssh2.utils.generateKeyPairSync('ed25519')
export const lockedKey = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' } }).privateKey

/** An SFTP server on this machine, by ssh2's own protocol code; its files are in memory. */
export async function startSftpServer ({ password = 'secret', publicKey, extensions = true, shortReads = false }: SftpServerOptions = {}): Promise<SftpServer> {
  const files = new Map<string, Buffer>()
  const folders = new Set(['/', '/in'])
  const state = { files, folders, seen: [] as string[], logins: [] as string[], fault: {} as SftpServer['fault'] }
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
    connections.add(client)
    socketOf(client).setNoDelay(true)
    client.on('close', () => connections.delete(client)).on('error', () => {})
    client.on('authentication', (context) => { if (admits(context, { password, publicKey })) { if (context.method !== 'publickey' || context.signature !== undefined) state.logins.push(context.method); context.accept() } else context.reject(['password', 'publickey', 'keyboard-interactive']) })
    client.on('session', (accept) => { accept().on('sftp', (open) => { answer(open(), client, state, { extensions, shortReads }) }) })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...state,
    port: (server.address() as AddressInfo).port,
    fingerprint: `SHA256:${createHash('sha256').update(Buffer.from(key.public.split(' ')[1] ?? '', 'base64')).digest('base64').replace(/=+$/, '')}`,
    close: () => new Promise((resolve) => { for (const connection of connections) connection.end(); server.close(() => resolve()) })
  }
}

function admits (context: AuthContext, { password, publicKey }: { password: string, publicKey?: string | undefined }): boolean {
  if (context.method === 'password') return context.password === password
  if (context.method !== 'publickey' || publicKey === undefined) return false
  const known = ssh2.utils.parseKey(publicKey)
  if (known instanceof Error || !context.key.data.equals(known.getPublicSSH())) return false
  return context.signature === undefined || context.blob === undefined || known.verify(context.blob, context.signature, context.hashAlgo)
}

type State = Pick<SftpServer, 'files' | 'folders' | 'seen' | 'fault'>

function answer (sftp: SFTPWrapper, client: Connection, { files, folders, seen, fault }: State, { extensions, shortReads }: { extensions: boolean, shortReads: boolean }): void {
  const open = new Map<number, string>()
  let next = 0
  const on = (request: string, id: number, path: string, act: () => void): void => {
    seen.push(`${request} ${path}`)
    const wrong = fault.now?.(request, path)
    if (wrong === 'stall') return
    if (wrong === 'before') { cut(client); return }
    if (typeof wrong === 'number') { sftp.status(id, wrong); return }
    const end = (): void => { cut(client) }
    if (wrong === 'after') Object.assign(sftp, { status: end, attrs: end, handle: end, data: end })
    act()
  }
  const pathOf = (handle: Buffer): string => open.get(handle.readUInt32BE()) ?? ''
  const move = (from: string, to: string): void => {
    files.set(to, files.get(from) ?? Buffer.alloc(0))
    files.delete(from)
  }
  if (extensions) announce(sftp)
  sftp.on('STAT', (id, path) => on('STAT', id, path, () => {
    const size = files.get(path)?.length
    if (size === undefined && !folders.has(path)) sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    else sftp.attrs(id, { mode: size === undefined ? 0o040755 : 0o100644, size: size ?? 0, uid: 0, gid: 0, atime: 0, mtime: 0 })
  }))
  sftp.on('OPEN', (id, path, flags) => on('OPEN', id, path, () => {
    if (!folders.has(path.slice(0, path.lastIndexOf('/')) || '/')) { sftp.status(id, STATUS_CODE.NO_SUCH_FILE); return }
    if (flags & OPEN_MODE.WRITE) files.set(path, Buffer.alloc(0))
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(next)
    open.set(next++, path)
    sftp.handle(id, handle)
  }))
  sftp.on('WRITE', (id, handle, offset, data) => on('WRITE', id, pathOf(handle), () => {
    const before = files.get(pathOf(handle)) ?? Buffer.alloc(0)
    const after = Buffer.alloc(Math.max(before.length, offset + data.length))
    before.copy(after)
    data.copy(after, offset)
    files.set(pathOf(handle), after)
    sftp.status(id, STATUS_CODE.OK)
  }))
  sftp.on('READ', (id, handle, offset, length) => on('READ', id, pathOf(handle), () => {
    const piece = files.get(pathOf(handle))?.subarray(offset, offset + (shortReads ? Math.ceil(length / 3) : length)) ?? Buffer.alloc(0)
    if (piece.length === 0) sftp.status(id, STATUS_CODE.EOF)
    else sftp.data(id, piece)
  }))
  sftp.on('CLOSE', (id, handle) => on('CLOSE', id, pathOf(handle), () => { sftp.status(id, STATUS_CODE.OK) }))
  sftp.on('REMOVE', (id, path) => on('REMOVE', id, path, () => { sftp.status(id, files.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE) }))
  sftp.on('MKDIR', (id, path) => on('MKDIR', id, path, () => { folders.add(path); sftp.status(id, STATUS_CODE.OK) }))
  sftp.on('RENAME', (id, from, to) => on('RENAME', id, to, () => {
    if (!files.has(from)) { sftp.status(id, STATUS_CODE.NO_SUCH_FILE); return }
    if (files.has(to)) { sftp.status(id, STATUS_CODE.FAILURE); return }
    move(from, to)
    sftp.status(id, STATUS_CODE.OK)
  }))
  sftp.on('EXTENDED', (id, name, data) => {
    const [first = '', second = ''] = readStrings(data)
    if (name === 'posix-rename@openssh.com') on('POSIX-RENAME', id, second, () => { move(first, second); sftp.status(id, STATUS_CODE.OK) })
    else if (name === 'fsync@openssh.com') on('FSYNC', id, pathOf(data.subarray(4)), () => { sftp.status(id, STATUS_CODE.OK) })
    else sftp.status(id, STATUS_CODE.OP_UNSUPPORTED)
  })
}

function cut (client: Connection): void {
  socketOf(client).destroy()
}

function socketOf (client: Connection): Socket {
  return (client as unknown as { _sock: Socket })._sock
}

function readStrings (data: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at + 4 <= data.length;) {
    const length = data.readUInt32BE(at)
    texts.push(data.subarray(at + 4, at + 4 + length).toString())
    at += 4 + length
  }
  return texts
}

/** ssh2's server announces no extensions: the names of two are put behind its version. https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02#section-4.2 */
function announce (sftp: SFTPWrapper): void {
  const protocol = (sftp as unknown as { _protocol: { channelData: (channel: number, data: Buffer) => void } })._protocol
  const plain = protocol.channelData.bind(protocol)
  const names = ['posix-rename@openssh.com', '1', 'fsync@openssh.com', '1'].flatMap((text) => [writeLength(text.length), Buffer.from(text)])
  protocol.channelData = (channel, data) => {
    protocol.channelData = plain
    const version = Buffer.concat([data.subarray(4), ...names])
    plain(channel, Buffer.concat([writeLength(version.length), version]))
  }
}

function writeLength (length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}
