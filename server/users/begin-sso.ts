import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { giveNote, readNote, type Note } from './carry-note.ts'
import { findSso } from './find-sso.ts'

/** What must come back from the provider to the browser that was sent there. `isFresh`: the provider was told to ask for the password again. */
export interface Trip { state: string, nonce: string, verifier: string, isFresh: boolean }

/** `lax`: the provider sends the browser back. The trip is sealed: nobody but this service reads the PKCE verifier. */
const KIND = { name: 'chohyo_sso', seconds: 600, lax: true }

interface Carried { org: string, trip: string }

/** The address of the tenant's provider to send this browser to: authorization code with PKCE, state and nonce (RFC 9700, 2.1.1). Errors: SsoUnknown, SsoUnavailable. */
export async function beginSso (deps: Deps, reply: FastifyReply, { org, isFresh }: { org: string, isFresh: boolean }): Promise<string> {
  const { provider } = await findSso(deps, org)
  const trip: Trip = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), isFresh }
  const sealed = await deps.secretsOf(org).seal(placeOf(org), JSON.stringify(trip))
  giveNote<Carried>(deps, reply, KIND, { org, trip: sealed.toString('base64url') })
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: returnAddress(deps),
    scope: 'openid email profile',
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: await calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: 'S256',
    ...isFresh && { prompt: 'login' }
  })
  return url.href
}

/** The trip this browser is on, and for which org; null when it is on none. */
export async function readTrip (deps: Deps, request: FastifyRequest): Promise<{ org: string, trip: Trip } | null> {
  const carried: (Carried & Note) | null = readNote<Carried>(deps, request, KIND)
  if (!carried) return null
  const opened = await deps.secretsOf(carried.org).open(placeOf(carried.org), Buffer.from(carried.trip, 'base64url'))
  return { org: carried.org, trip: JSON.parse(opened.toString('utf8')) as Trip }
}

/** Where every provider sends people back to; an admin registers it there. */
export function returnAddress ({ config }: Pick<Deps, 'config'>): string {
  return `${config.publicUrl.replace(/\/$/, '')}/v1/session/sso/return`
}

function placeOf (org: string): { table: string, column: string, row: string } {
  return { table: 'session', column: 'sso', row: org }
}
