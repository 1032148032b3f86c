import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import { testFolder } from '../stores.ts'

/** Counts whatever arrives at one port of this machine, on IPv4 and IPv6, by TCP and UDP. */
export async function listen (t: Test): Promise<{ port: number, hits: () => number }> {
  let hits = 0
  const tcp = createServer((socket) => { hits += 1; socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\naccess-control-allow-origin: *\r\n\r\n') })
  tcp.listen(0, '::')
  await once(tcp, 'listening')
  const { port } = tcp.address() as AddressInfo
  const udp = createSocket('udp6').on('message', () => { hits += 1 }).bind(port)
  t.teardown(() => { tcp.close(); udp.close() })
  return { port, hits: () => hits }
}

/** A file that everybody on this machine may read, and a word that stands nowhere else. */
export async function plantFile (t: Test): Promise<{ word: string, path: string }> {
  const word = `canary${randomUUID().replaceAll('-', '')}`
  const folder = await testFolder(t)
  await chmod(folder, 0o755)
  const path = join(folder, 'canary.svg')
  await writeFile(path, `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><text y="20">${word}</text></svg>`, { mode: 0o644 })
  return { word, path }
}
