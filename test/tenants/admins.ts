import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { setSettings } from '../../server/tenants/set-settings.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import type { Role } from '../../server/tenants/schema.ts'
import type { TestService } from '../service.ts'

export type Call = (request: InjectOptions) => Promise<LightMyRequestResponse>

/** Signs in to the console as an account made for it, in a tenant that leaves second factors to its people, and calls with its cookie from a page of ours. */
export async function signedIn ({ app, deps, sandbox, tenant }: Pick<TestService, 'app' | 'deps' | 'sandbox' | 'tenant'>, login: string, role: Role = 'admin'): Promise<Call> {
  await setSettings(await tenant(), { signIn: { secondFactor: 'optional' } })
  const password = 'six quiet herons by the river'
  await keepAccount(deps, { tenantId: sandbox.orgId, login, label: login, password, role, username: sandbox.users[0]?.username ?? '', language: 'en' })
  const answer = await app.inject({ method: 'POST', url: '/v1/session', body: { user: login, password } })
  if (answer.statusCode !== 201) throw new Error(`${login} could not sign in: ${answer.body}`)
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return ({ headers, ...request }) => app.inject({ ...request, headers: { cookie, origin: 'https://chohyo.test', ...headers } })
}
