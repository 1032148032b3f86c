import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** A provider of OpenID Connect as far as signing in needs one: discovery, sign-in page (which asks nobody anything), tokens, user info, keys. */
export interface Provider {
  issuer: string
  /** What it has seen: of the sign-in page the query, of the token endpoint the form. */
  seen: Array<{ at: string, form: Record<string, string> }>
  /** What it says from now on of who signs in. */
  person: Record<string, unknown>
  /** Changes of what it does, for tests of what must not be taken. */
  faults: { alg?: 'none' | 'foreign', issuer?: string, audience?: string, nonce?: string, tokenEndpoint?: string, expired?: boolean }
  /** As a browser that was sent there: the address it is sent back to. */
  visit: (url: string) => Promise<URL>
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

export async function startProvider (t: Test, { clientId, clientSecret }: { clientId: string, clientSecret: string }): Promise<Provider> {
  const codes = new Map<string, { challenge: string, nonce: string, redirect: string, person: Record<string, unknown> }>()
  const tokens = new Map<string, Record<string, unknown>>()
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)) }
    const url = new URL(request.url ?? '/', provider.issuer)
    const routes: Record<string, () => void | Promise<void>> = {
      '/.well-known/openid-configuration': () => answer(200, {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: provider.faults.tokenEndpoint ?? `${provider.issuer}/token`,
        userinfo_endpoint: `${provider.issuer}/userinfo`,
        jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256']
      }),
      '/keys': () => answer(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }),
      '/authorize': () => {
        const query = Object.fromEntries(url.searchParams)
        provider.seen.push({ at: 'authorize', form: query })
        const code = randomUUID()
        codes.set(code, { challenge: query.code_challenge ?? '', nonce: query.nonce ?? '', redirect: query.redirect_uri ?? '', person: { ...provider.person } })
        const back = new URL(query.redirect_uri ?? '')
        back.searchParams.set('code', code)
        back.searchParams.set('state', query.state ?? '')
        response.writeHead(302, { location: back.href }).end()
      },
      '/token': async () => {
        const form = Object.fromEntries(new URLSearchParams(await read(request)))
        provider.seen.push({ at: 'token', form })
        const given = codes.get(form.code ?? '')
        codes.delete(form.code ?? '')
        const isRight = given !== undefined && form.client_id === clientId && form.client_secret === clientSecret && form.redirect_uri === given.redirect &&
          createHash('sha256').update(form.code_verifier ?? '').digest('base64url') === given.challenge
        if (!isRight) return answer(400, { error: 'invalid_grant' })
        const accessToken = randomUUID()
        tokens.set(accessToken, given.person)
        const now = Math.floor(Date.now() / 1000)
        const { faults } = provider
        const { userinfo: _, ...claims } = given.person
        const idToken = jwt(faults.alg, { iss: faults.issuer ?? provider.issuer, aud: faults.audience ?? clientId, nonce: faults.nonce ?? given.nonce, iat: now, exp: faults.expired ? now - 600 : now + 300, ...claims })
        answer(200, { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken })
      },
      '/userinfo': () => {
        const person = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
        if (!person) return answer(401, {})
        answer(200, { sub: person.sub, ...person.userinfo as object | undefined })
      }
    }
    Promise.resolve((routes[url.pathname] ?? (() => answer(404, {})))()).catch((error: Error) => answer(500, { error: error.message }))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { server.closeAllConnections(); server.close() })
  const provider: Provider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    person: {},
    faults: {},
    async visit (url) {
      const answer = await fetch(url, { redirect: 'manual' })
      return new URL(answer.headers.get('location') ?? '')
    }
  }
  return provider
}

function jwt (fault: 'none' | 'foreign' | undefined, payload: object): string {
  const text = [{ alg: fault === 'none' ? 'none' : 'RS256', kid: 'one', typ: 'JWT' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${fault === 'none' ? '' : sign('sha256', Buffer.from(text), fault === 'foreign' ? foreign : privateKey).toString('base64url')}`
}

async function read (request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
