import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { buildApp } from '../../server/app.ts'
import { openConsole } from '../../server/console/open-console.ts'
import type { Places } from '../../server/console/places.ts'
import { consoleDir } from '../data-folder.ts'
import { testService, type TestService } from '../service.ts'
import { COMPONENT, SMALL, change, smallConsole } from './small-console.ts'

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'gzip, deflate' }

async function serve (t: Test, { deps }: TestService, places: Places | null): Promise<FastifyInstance> {
  const console = places === null ? undefined : openConsole({ places, dir: consoleDir, watch: true })
  const app = await buildApp(deps, console)
  t.teardown(async () => {
    await app.close()
    await console?.close()
  })
  return app
}

t.test('the console over HTTP', async (t) => {
  const service = await testService(t, { worker: false, starter: false })
  const places = smallConsole(t)
  const app = await serve(t, service, places)
  const page = await app.inject({ url: '/', headers: { accept: 'text/html' } })
  const assets = [...page.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url = '']) => url)

  t.test('one page is at every address that is not the API\'s, for browsers', async (t) => {
    t.equal(page.statusCode, 200)
    for (const url of ['/login', '/o/Quote', '/r/0Q0000000000001AAA', '/o/Quote?search=a', '/apart']) t.equal((await app.inject({ url, headers: browser })).statusCode, 200, url)
    for (const url of ['/v1/nowhere', '/v1', '/assets/nowhere', '/health/nowhere', '/metrics/x', '/openapi.json/x']) {
      t.match((await app.inject({ url, headers: browser })).json(), { status: 404, code: 'CHOHYO_ROUTE_UNKNOWN' }, url)
    }
    t.match((await app.inject({ url: '/nowhere' })).json(), { status: 404, code: 'CHOHYO_ROUTE_UNKNOWN' }, 'a program that mistyped an address')
    t.match((await app.inject({ method: 'POST', url: '/' })).json(), { status: 404 })
    t.equal((await app.inject({ url: '/docs', headers: browser })).statusCode, 200)
  })

  t.test('the page runs nothing but the scripts of this service', async (t) => {
    const directives = String(page.headers['content-security-policy']).split('; ')
    for (const directive of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]) t.ok(directives.includes(directive), directive)
    t.match(page.headers, { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cache-control': 'no-cache', 'content-type': /^text\/html/ })
    t.notMatch(page.body, /<script>| on\w+=|javascript:/)
  })

  t.test('a build may be kept for ever, and comes as small as the browser can take it', async (t) => {
    for (const url of assets) {
      const plain = await app.inject({ url })
      t.equal(plain.statusCode, 200, url)
      t.match(plain.headers, { 'cache-control': 'public, max-age=31536000, immutable', 'content-type': url.endsWith('.css') ? /^text\/css/ : /javascript/ })
      t.notHas(plain.headers, { 'content-encoding': String })
      const [br, gz] = await Promise.all(['br, gzip', 'gzip'].map((encoding) => app.inject({ url, headers: { 'accept-encoding': encoding } })))
      t.match([br?.headers['content-encoding'], gz?.headers['content-encoding']], ['br', 'gzip'])
      t.ok(brotliDecompressSync(br!.rawPayload).equals(plain.rawPayload))
      t.ok(gunzipSync(gz!.rawPayload).equals(plain.rawPayload))
      t.match(gz?.headers['vary'], /accept-encoding/i)
    }
  })

  t.test('what is not to be shown of a build is not there', async (t) => {
    const [, folder = ''] = /^(\/assets\/[^/]+)\//.exec(assets[0] ?? '') ?? []
    for (const url of [`${folder}/inventory.json`, `${folder}/library.json`, folder, `${folder}/`, '/assets/', `${folder}/..%2f..%2fkeys%2fdemo.pem`, `${folder}%2f..%2f..%2fx.js`, '/assets/..%2f..%2fkeys%2fx.js', '/assets/building-x/main.js', `${folder}/nowhere.js`, `${folder}/main.js%00.png`, `${folder}/main.js.br`]) {
      t.match((await app.inject({ url, headers: browser })).statusCode, /^40[04]$/, url)
    }
  })

  t.test('a changed source is there when the page is opened again', async (t) => {
    change(places, COMPONENT, SMALL[COMPONENT] + '// while it runs\n')
    await setTimeout(1100)
    const later = await app.inject({ url: '/', headers: browser })
    t.equal(later.statusCode, 200)
    t.not(gunzipSync(later.rawPayload).toString(), page.body)
    t.equal((await app.inject({ url: assets[0] ?? '' })).statusCode, 200, 'a page that is still open finds its files')
  })

  t.test('a mistake in a source takes the console away, and nothing else', async (t) => {
    const broken = await serve(t, service, smallConsole(t, { [COMPONENT]: SMALL[COMPONENT]!.replace('Chohyo_Hello', 'Chohyo_Helo') }))
    const answer = await broken.inject({ url: '/', headers: browser })
    t.match([answer.statusCode, answer.headers['cache-control']], [503, 'no-store'])
    t.match(answer.body, /The label Chohyo_Helo, which lwc\/shared\/lwc\/greeting\/greeting\.ts shows, is not in [\s\S]*start the service again[\s\S]*href="\/docs"/i)
    t.match((await broken.inject({ url: '/', headers: { ...browser, 'accept-language': 'ja' } })).body, /<html lang="ja">[\s\S]*コンソールをビルドできませんでした: [\s\S]*再起動してください/)
    t.match((await broken.inject('/health/live')).json(), { status: 'live' })
    t.equal((await service.call({ url: '/v1/documents' })).statusCode, 200)
  })

  t.test('a folder that cannot be written to takes the console away, and its path is not told', async (t) => {
    const console = openConsole({ places, dir: join(import.meta.filename, 'console'), watch: false })
    t.teardown(() => console.close())
    await t.rejects(console.newest(), { code: 'CHOHYO_CONSOLE_BROKEN', message: /could not be built: ENOTDIR: [^/]*'…\/console'. Documents/ })
  })

  t.test('a mistake that is mended is forgotten', async (t) => {
    const places = smallConsole(t, { [COMPONENT]: 'broken' })
    const mended = await serve(t, service, places)
    t.equal((await mended.inject({ url: '/', headers: browser })).statusCode, 503)
    change(places, COMPONENT, SMALL[COMPONENT]!)
    await setTimeout(1100)
    t.equal((await mended.inject({ url: '/', headers: browser })).statusCode, 200)
  })

  t.test('a process that was started without it says so', async (t) => {
    const without = await serve(t, service, null)
    const answer = await without.inject({ url: '/', headers: browser })
    t.equal(answer.statusCode, 503)
    t.match(answer.body, /this process was started without it/)
  })
})
