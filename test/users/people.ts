import { generateSync } from 'otplib'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Role } from '../../server/tenants/schema.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import { testService, type TestService } from '../service.ts'
import type { Test } from 'tap'

export const PASSWORD = 'six quiet herons by the river'

/** A browser: it keeps cookies and says that a page of ours is asking. */
export interface Browser {
  ask: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, body?: object, headers?: Record<string, string>) => Promise<LightMyRequestResponse>
  signIn: (login: string, password?: string) => Promise<LightMyRequestResponse>
  cookies: Map<string, string>
}

export interface People extends Pick<TestService, 'app' | 'deps' | 'sandbox' | 'call' | 'apiKey'> {
  browser: (network?: string) => Browser
  account: (login: string, role?: Role, tenantId?: string) => Promise<string>
  /** Signed in, with a second factor where one is asked for; `secret` is that of the authenticator app. */
  enter: (login: string, role?: Role) => Promise<Browser & { secret: string, recoveryCodes: string[] }>
  code: (secret: string) => string
  pass: (seconds: number) => void
  lines: (kind?: 'login' | 'change') => Promise<Array<{ who: string, what: string, about: string | null, result: string, detail: Record<string, unknown> }>>
}

/** A service whose clock the test moves, and the people who use its console. */
export async function openPeople (t: Test, settings: Record<string, string> = {}): Promise<People> {
  const { app, deps, sandbox, call, apiKey } = await testService(t, { worker: false, starter: false, settings })
  let clock = Date.now()
  deps.now = () => new Date(clock)
  const code = (secret: string) => generateSync({ secret, epoch: Math.floor(clock / 1000) })
  const pass = (seconds: number) => { clock += seconds * 1000 }
  let networks = 0
  const secrets = new Map<string, string>()

  const browser: People['browser'] = (network = `192.0.2.${++networks % 250}`) => {
    const cookies = new Map<string, string>()
    const ask: Browser['ask'] = async (method, path, body, headers = {}) => {
      const request: InjectOptions = { method, url: `/v1${path}`, remoteAddress: network, headers: { 'sec-fetch-site': 'same-origin', 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers }, ...body && { body } }
      const answer = await app.inject(request)
      for (const { name, value } of answer.cookies) {
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      return answer
    }
    return { ask, cookies, signIn: (login, password = PASSWORD) => ask('POST', '/session', { user: login, password }) }
  }

  const account: People['account'] = async (login, role = 'general', tenantId = sandbox.orgId) => {
    await keepAccount(deps, { tenantId, login, label: '試験', password: PASSWORD, role, username: sandbox.users[0]?.username ?? '', language: 'ja' })
    const row = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('user_account').select('id').where('login', '=', login).executeTakeFirstOrThrow())
    return row.id
  }

  const enter: People['enter'] = async (login, role = 'admin') => {
    if (!secrets.has(login)) await account(login, role)
    const one = browser()
    const half = (await one.signIn(login)).json<{ secondFactor: { needed: string } | null }>()
    if (half.secondFactor === null) return { ...one, secret: '', recoveryCodes: [] }
    const known = secrets.get(login)
    if (known !== undefined) {
      const given = await one.ask('POST', '/session/second-factor', { totp: code(known) })
      if (given.statusCode !== 201) throw new Error(`${login} was not let in: ${given.body}`)
      pass(60)
      return { ...one, secret: known, recoveryCodes: [] }
    }
    const { secret } = (await one.ask('POST', '/account/totp')).json<{ secret: string }>()
    const { recoveryCodes } = (await one.ask('POST', '/account/totp/confirm', { code: code(secret) })).json<{ recoveryCodes: string[] }>()
    pass(60)
    secrets.set(login, secret)
    return { ...one, secret, recoveryCodes }
  }

  const lines: People['lines'] = (kind = 'login') => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').select(['who', 'what', 'about', 'result', 'detail']).where('kind', '=', kind).orderBy('seq').execute())
  return { app, deps, sandbox, call, apiKey, browser, account, enter, code, pass, lines }
}
