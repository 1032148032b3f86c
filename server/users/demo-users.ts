import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { Both } from '../errors-ja.ts'
import { isLoopback } from './network-of.ts'
import type { Language } from './schema.ts'

/** Someone who can be tried out: `login` is the account's, `title` what he is in the org. */
export interface DemoGuest { login: string, username: string, name: string, title: Both, language: Language }

/** The sandbox org of this process and who can be tried out in it. */
export interface Demo { tenantId: string, users: DemoGuest[] }

const demos = new WeakMap<Deps, Demo>()

/** Lets people on this computer sign in to the demo with one click. Production has no sandbox org, so it takes no demo either. */
export function offerDemo (deps: Deps, demo: Demo): void {
  if (deps.config.sandbox) demos.set(deps, demo)
}

/** The demo, if this process has one. */
export function demoOf (deps: Deps): Demo | null {
  return demos.get(deps) ?? null
}

const OURS = ['localhost', '127.0.0.1', '[::1]']
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/**
 * The request comes from a browser on this computer: over the loopback, for a name of this computer (else a foreign site could have its own name point
 * here: DNS rebinding), and through no proxy, whose callers would all seem to sit here.
 */
export function isFromHere ({ socket, hostname, headers }: FastifyRequest): boolean {
  return isLoopback(socket.remoteAddress ?? '') && OURS.includes(hostname) && FORWARDED.every((name) => headers[name] === undefined)
}
