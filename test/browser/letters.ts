import { createServer } from 'node:net'
import type { Page } from 'puppeteer'
import { generateSync } from 'otplib'
import type { DemoService } from './demo.ts'
import { quiet } from './judge.ts'
import { walk, type Walk } from './walk.ts'
import type { Test } from 'tap'

type Body = Record<string, unknown>

/** An admin of the demo, as far as tests ask through the API. */
export interface Inviter {
  /** The link somebody gets. */
  invite: (who: { login: string, name: string, role: 'admin' | 'general', language: 'ja' | 'en' }) => Promise<string>
  /** A link for somebody who is there already. */
  reset: (login: string) => Promise<string>
}

/** A port nobody listens on: passkeys and links need a service that knows its own address. */
export async function freePort (): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  await new Promise((resolve) => { server.close(resolve) })
  return typeof address === 'object' && address !== null ? String(address.port) : ''
}

export async function openInviter (demo: DemoService): Promise<Inviter> {
  const { page } = await demo.enter({ path: '/generate' })
  const username = demo.sandbox.users[0]?.username ?? ''
  return {
    invite: async (who) => (await send(page, 'POST', '/v1/invites', { ...who, username })).link as string,
    reset: async (login) => {
      const { users } = await send(page, 'GET', `/v1/users?search=${encodeURIComponent(login)}`) as { users: Array<{ id: string, login: string }> }
      const id = users.find((user) => user.login === login)?.id ?? ''
      return (await send(page, 'POST', `/v1/users/${id}/reset`, {})).link as string
    }
  }
}

/** Somebody who comes through a proxy, so that the demo makes no exception, with a device that has passkeys and knows its owner. */
export async function comeFromOutside (t: Test, demo: DemoService, language: 'ja' | 'en'): Promise<Walk> {
  const walking = await walk(t, demo, { language, outside: true, rough: true })
  await walking.page.setExtraHTTPHeaders({ via: '1.1 proxy.example' })
  const cdp = await walking.page.createCDPSession()
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  return walking
}

/** What the app shows `later` seconds from now: each code is good once, the next one is taken too. */
export const codeOf = (secret: string, later = 0): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + later })

/** A request of whoever is signed in on the page. */
export async function send (page: Page, method: string, path: string, body?: Body): Promise<Body> {
  return page.evaluate(async (method, path, body) => {
    const answer = await fetch(path, { method, ...body !== undefined && { headers: { 'content-type': 'application/json' }, body } })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? {} : await answer.json() as Record<string, unknown>
  }, method, path, body && JSON.stringify(body))
}

/** Signs out whoever is signed in, when the page has all it asked for: what is refused afterwards would lead it away. */
export async function signOut (page: Page): Promise<void> {
  await quiet(page)
  await send(page, 'DELETE', '/v1/session')
}

/** Fills in what has this name. */
export const fill = (page: Page, name: string, text: string): Promise<void> => page.locator(`[name="${name}"]`).fill(text)
