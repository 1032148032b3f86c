import { createPublicKey, sign, verify } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { readCookie, setCookie } from './session-cookie.ts'

/** What a browser carries for us between two requests: nothing secret, signed so that nobody writes one himself. */
export interface Note { endsAt: number }

export interface Kind { name: string, seconds: number, lax?: boolean }

/** Gives the browser a note. Each kind is signed under its own name: none is taken for another. */
export function giveNote<Content extends object> (deps: Deps, reply: FastifyReply, { name, seconds, lax }: Kind, content: Content): Content & Note {
  const note = { ...content, endsAt: deps.now().getTime() + seconds * 1000 }
  const text = Buffer.from(JSON.stringify(note)).toString('base64url')
  setCookie(deps.config, reply, { name, value: `${text}.${sign(null, signedText(name, text), deps.signing).toString('base64url')}`, seconds, lax })
  return note
}

/** The note this browser carries; null when it has none that we wrote, or its time is over. */
export function readNote<Content extends object> (deps: Deps, request: FastifyRequest, { name }: Kind): Content & Note | null {
  const [text = '', signature = ''] = readCookie(deps.config, request, name)?.slice(0, 4000).split('.') ?? []
  if (!verify(null, signedText(name, text), createPublicKey(deps.signing), Buffer.from(signature, 'base64url'))) return null
  const note = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Content & Note
  return note.endsAt > deps.now().getTime() ? note : null
}

function signedText (name: string, text: string): Buffer {
  return Buffer.from(`chohyo cookie ${name}\n${text}`)
}
