import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import { v2 } from 'webdav-server'
import { testFolder } from '../../stores.ts'

/** What happens to a request: the connection breaks before the server does it, or after and without an answer, or it is answered with a number and not done. */
export type Fault = (request: string) => 'before' | 'after' | number | undefined

export interface WebdavServer { url: string, root: string, seen: string[], fault: { now?: Fault | undefined } }

/** webdav-server on this machine: the user is chohyo, the password secret, and `/受信 1` is there. */
export async function startWebdavServer (t: Test): Promise<WebdavServer> {
  const root = await testFolder(t)
  await mkdir(join(root, '受信 1'))
  const users = new v2.SimpleUserManager()
  const rights = new v2.SimplePathPrivilegeManager()
  rights.setRights(users.addUser('chohyo', 'secret', false), '/', ['all'])
  const dav = new v2.WebDAVServer({ requireAuthentification: true, httpAuthentication: new v2.HTTPBasicAuthentication(users), privilegeManager: rights, rootFileSystem: new v2.PhysicalFileSystem(root) })
  const seen: string[] = []
  const fault: WebdavServer['fault'] = {}
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const line = `${request.method} ${decodeURIComponent(request.url ?? '')}`
    seen.push(line)
    const wrong = fault.now?.(line)
    if (wrong === 'before') { request.socket.destroy(); return }
    if (typeof wrong === 'number') { request.resume().on('end', () => { response.writeHead(wrong).end() }); return }
    if (wrong === 'after') response.end = () => { request.socket.destroy(); return response }
    ;(dav as { executeRequest: (request: IncomingMessage, response: ServerResponse) => void }).executeRequest(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${encodeURIComponent('受信 1')}/`, root: join(root, '受信 1'), seen, fault }
}
