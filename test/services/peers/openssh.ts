import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import ssh2, { type Connection } from 'ssh2'
import type { Test } from 'tap'
import { unpackFromDebian } from '../../debian.ts'

/** OpenSSH's own SFTP, Debian's and unpacked, behind a login that takes anybody; undefined where it cannot be had. Paths are those of this machine. */
export async function startOpenssh (t: Test): Promise<{ port: number, fingerprint: string } | undefined> {
  const found = await unpackFromDebian({ name: 'openssh-sftp-server', file: 'usr/lib/openssh/sftp-server', packages: () => ['openssh-sftp-server'] })
  if (found === undefined) return undefined
  const key = ssh2.utils.generateKeyPairSync('ed25519')
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
    connections.add(client)
    ;(client as unknown as { _sock: Socket })._sock.setNoDelay(true)
    client.on('error', () => {}).on('authentication', (context) => { context.accept() }).on('session', (accept) => {
      accept().on('subsystem', (take) => {
        const channel = take()
        const child = spawn(found.file, [], { stdio: ['pipe', 'pipe', 'ignore'], env: { LD_LIBRARY_PATH: found.libraryPath } })
        channel.pipe(child.stdin)
        child.stdout.pipe(channel)
        child.stdin.on('error', () => {})
        channel.on('close', () => { child.kill() })
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => new Promise<void>((resolve) => { for (const connection of connections) connection.end(); server.close(() => resolve()) }))
  return { port: (server.address() as AddressInfo).port, fingerprint: `SHA256:${createHash('sha256').update(Buffer.from(key.public.split(' ')[1] ?? '', 'base64')).digest('base64').replace(/=+$/, '')}` }
}
