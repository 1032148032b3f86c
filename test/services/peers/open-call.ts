import { BlockList } from 'node:net'
import type { Call, Delivery, DeliveryFile } from '../../../server/services/connector.ts'
import { reachOut } from '../../../server/services/reach-out.ts'

/** This machine's own addresses, which a connector may reach in tests. */
export const here = new BlockList()
here.addSubnet('127.0.0.0', 8, 'ipv4')
here.addAddress('::1', 'ipv6')

/** One opening of a Service against a server of this machine. */
export function openCall<Settings> (settings: Settings, secrets: Record<string, string> = {}, { ms = 10_000, allowed = here }: { ms?: number, allowed?: BlockList } = {}): Call<Settings> {
  const signal = AbortSignal.timeout(ms)
  return { settings, secrets, signal, reach: reachOut({ allowed, signal, http: true }) }
}

export function letter (name: string, text: string | Uint8Array = `%PDF-1.7 ${name}`): DeliveryFile {
  return { name, type: 'application/pdf', bytes: typeof text === 'string' ? Buffer.from(text) : text }
}

export function delivery<Act> (act: Act, files: DeliveryFile[] = [letter('見積書 (1).pdf')], key = 'parcel-1/service-1'): Delivery<Act> {
  return { key, act, files, at: new Date('2026-04-01T00:00:00Z') }
}
