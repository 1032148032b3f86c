import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Tables } from '../io/tables.ts'
import { giveNote, readNote, type Note } from './carry-note.ts'

/** What a challenge is made for; `sessionId`: the session it belongs to, if there is one. */
export interface Purpose { purpose: 'sign-in' | 'second-factor' | 'confirm' | 'register', sessionId: string | null }

export interface Challenge extends Purpose, Note { challenge: string }

const KIND = { name: 'chohyo_challenge', seconds: 300 }

/** 256 random bits for the device to sign. They wait in the browser; only when they are used do they leave a trace here (`spendChallenge`). */
export function giveChallenge (deps: Deps, reply: FastifyReply, purpose: Purpose): string {
  return giveNote(deps, reply, KIND, { ...purpose, challenge: randomBytes(32).toString('base64url') }).challenge
}

/** The challenge this browser was given for this purpose and session; null when there is none or its time is over. */
export function readChallenge (deps: Deps, request: FastifyRequest, { purpose, sessionId }: Purpose): Challenge | null {
  const kept = readNote<Purpose & { challenge: string }>(deps, request, KIND)
  return kept?.purpose === purpose && kept.sessionId === sessionId ? kept : null
}

/** Whether it is used for the first time; true once, whichever process is asked. */
export async function spendChallenge (trx: Transaction<Tables>, tenantId: string, { challenge, endsAt }: Challenge): Promise<boolean> {
  const spent = await trx.insertInto('seen_token').values({ tenant_id: tenantId, jti: `passkey ${challenge}`, expires_at: new Date(endsAt) }).onConflict((clash) => clash.doNothing()).executeTakeFirst()
  return spent.numInsertedOrUpdatedRows === 1n
}
