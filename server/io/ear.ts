import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.ts'

type Hear = (payload: string) => void

export interface Ear {
  listen: (channel: string, hear: Hear) => Promise<() => Promise<void>>
  close: () => Promise<void>
}

/** LISTEN on a connection of its own, opened with the first listener and opened again when it breaks. */
export function openEar (url: string, log: Log): Ear {
  const channels = new Map<string, Set<Hear>>()
  let connecting: Promise<pg.Client> | undefined
  const closing = new AbortController()

  async function connect (): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'chohyo-listen' })
    client.on('notification', ({ channel, payload = '' }) => channels.get(channel)?.forEach((hear) => hear(payload)))
    client.on('error', (error) => log.warn({ error: error.message }, 'The listening connection to PostgreSQL broke'))
    await client.connect()
    for (const channel of channels.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`)
    client.once('end', () => { reconnect().catch((error: Error) => log.error({ error: error.message }, 'Listening stopped')) })
    return client
  }

  function connected (): Promise<pg.Client> {
    connecting ??= connect().catch((error: Error) => {
      connecting = undefined
      throw error
    })
    return connecting
  }

  async function reconnect (): Promise<void> {
    connecting = undefined
    for (let pause = 50; !closing.signal.aborted; pause = Math.min(2 * pause, 5000)) {
      try {
        await connected()
        for (const hearers of channels.values()) hearers.forEach((hear) => hear(''))
        return
      } catch {
        await sleep(pause, undefined, { ref: false })
      }
    }
  }

  async function listen (channel: string, hear: Hear): Promise<() => Promise<void>> {
    const hearers = channels.get(channel) ?? new Set()
    channels.set(channel, hearers)
    const client = await connected()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    hearers.add(hear)
    return async () => { hearers.delete(hear) }
  }

  async function close (): Promise<void> {
    closing.abort()
    const client = await connecting?.catch(() => undefined)
    await client?.end()
  }

  return { listen, close }
}
