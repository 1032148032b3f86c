import type { BlockList } from 'node:net'
import { fetchOutside, findAddress } from '../io/outside-fetch.ts'
import type { Reach } from './connector.ts'

/** Bytes of an answer, unless more is asked for: a listing, a ticket, no document. */
const MOST_ANSWER = 2_000_000
/** Milliseconds for one call with a file in it. */
const PATIENCE = 120_000

/** The network of a connector. `allowed` are the operator's own networks that may be reached all the same (WEBHOOK_PRIVATE_NETWORKS), with plain http to them. */
export function reachOut ({ allowed, signal, http = false }: { allowed: BlockList, signal: AbortSignal, http?: boolean }): Reach {
  return {
    host: async (host) => ({ host, address: await findAddress(host, { allowed }) }),
    fetch: (request) => fetchOutside({ ms: PATIENCE, mostBytes: MOST_ANSWER, ...request, allowed, http, signal })
  }
}
