import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What to do at a line of the client: `before` breaks the connection before the server reads it, `after` when the server has answered it and the client does not see it; with `stall` nothing comes through any more. */
export type Cut = (line: string, nth: number) => 'before' | 'after' | 'stall' | undefined

export interface Wire { port: number, cut: { now?: Cut | undefined }, lines: string[], close: () => void }

/** A wire to a server of this machine that speaks in lines, and that breaks where it is told to. */
export async function cutWire (port: number): Promise<Wire> {
  const lines: string[] = []
  const cut: Wire['cut'] = {}
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const far = connect(port, '127.0.0.1')
    const both = [client, far]
    let rest = ''
    let deaf = false
    let stalled = false
    const end = (): void => { for (const socket of both) { socket.destroy(); sockets.delete(socket) } }
    for (const socket of both) { sockets.add(socket); socket.setNoDelay(true); socket.on('error', end).on('close', end) }
    far.on('data', (data) => { if (deaf) end(); else client.write(data) })
    client.on('data', (data) => {
      const parts = (rest + data.toString('latin1')).split('\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const line = Buffer.from(part, 'latin1').toString().replace(/\r$/, '')
        const nth = lines.push(line)
        const how = deaf ? undefined : cut.now?.(line, nth)
        if (how === 'before') { end(); return }
        if (how === 'after') deaf = true
        if (how === 'stall') stalled = true
        if (stalled) continue
        far.write(Buffer.from(`${part}\n`, 'latin1'))
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, cut, lines, close: () => { server.close(); for (const socket of sockets) socket.destroy() } }
}
