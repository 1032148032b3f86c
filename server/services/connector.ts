import type { TObject } from 'typebox'
import type { Both } from '../errors-ja.ts'
import type { Salesforce } from '../io/salesforce.ts'

/** A file as it leaves the house. Connectors that stream ask for it piece by piece; all of it is at most what one delivery may hold. */
export interface DeliveryFile { name: string, type: string, bytes: Uint8Array }

/**
 * One act of one Service on one Parcel. `key` is fixed when the parcel is planned, so a second try aims at the same target: it becomes the Message-ID,
 * the Idempotency-Key, the name of the print job. `at` is the moment of planning, not of this try.
 */
export interface Delivery<Act> { key: string, act: Act, files: DeliveryFile[], at: Date }

/** What came of it, to be shown and to be found again: a path, an id, what the server said. Never a secret. */
export type Reference = Record<string, string | number>

/** A host of the outside whose address was looked up and checked; connect to `address` and name `host` for TLS. */
export interface Reached { host: string, address: string }

/** The network as a connector sees it: nothing of our own network unless the operator has allowed it. */
export interface Reach {
  /** Errors: OutsideRefused, OutsideFailed. */
  host: (name: string) => Promise<Reached>
  /** `authority`: the certificate, in PEM, whose signature a server must have in place of a publicly known one. Errors: OutsideRefused, OutsideFailed. */
  fetch: (request: { url: string, method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'MKCOL' | 'MOVE' | 'PROPFIND' | 'HEAD', headers?: Record<string, string>, body?: string | Uint8Array, ms?: number, mostBytes?: number, authority?: string }) => Promise<OutsideReply>
}

export interface OutsideReply { status: number, headers: Record<string, string | string[] | undefined>, body: Buffer }

/** One opening of a Service: its settings, its secrets, the network, and the signal that ends the patience. `salesforce` is the tenant's own org, as the user for whom it is delivered. */
export interface Call<Settings> { settings: Settings, secrets: Readonly<Record<string, string>>, reach: Reach, signal: AbortSignal, salesforce?: Salesforce }

/** Something that is kept apart from the settings, written and never read back. `optional`: the Service works without. */
export interface Secret { name: string, label: Both, optional?: boolean, multiline?: boolean }

/**
 * One kind of Service: a file of this room. The rule of `deliver` is that a second call with the same key never doubles what the first one did. How
 * depends on the protocol: a name fixed beforehand that is written again, an id the other side refuses twice, or a look first (`find`).
 *
 * It ends in one of four ways: it returns (done), it throws DeliveryRefused (the other side said no; nobody tries again), DeliveryFailed (nothing
 * happened, or what happened is not doubled; it is tried again), or DeliveryUnknown (it may have happened and nobody can find out; a person decides).
 */
export interface Connector<Settings, Act> {
  name: string
  label: Both
  /** what the Service needs: host, folder, sender */
  settings: TObject
  secrets: readonly Secret[]
  /** what an Envelope says of each delivery: recipient, folder, subject; its texts may hold {attributes} */
  act: TObject
  /** Opens a connection and proves what can be proven without leaving anything behind. Throws like `deliver`. */
  check: (call: Call<Settings>) => Promise<void>
  deliver: (call: Call<Settings>, delivery: Delivery<Act>) => Promise<Reference>
  /** Whether an earlier try with this key came through although its answer was lost. Without it, DeliveryUnknown stays unknown. */
  find?: (call: Call<Settings>, delivery: Delivery<Act>) => Promise<Reference | null>
}
