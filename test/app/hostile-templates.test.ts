import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'
import type { Printed } from '../../server/io/print.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import { print } from '../chrome.ts'
import { networkCases } from '../corpus/A-network.ts'
import { fileCases } from '../corpus/B-files.ts'
import { bombs } from '../corpus/E-bombs.ts'
import { page } from '../corpus/template-case.ts'
import { pdfText } from '../pdf.ts'
import { testService } from '../service.ts'
import { testFolder } from '../stores.ts'
import { faultOf } from './problem.ts'

/** Every way a page has to ask for something, given an address; the checker refuses all of them, so here it is left out. */
const ways: Record<string, (url: string) => string> = {
  img: (url) => `<img src="${url}"><img srcset="${url} 2x"><picture><source srcset="${url}"><img src="x"></picture>`,
  'lazy img': (url) => `<img loading="eager" fetchpriority="high" src="${url}">`,
  link: (url) => ['stylesheet', 'prefetch', 'preconnect', 'dns-prefetch', 'preload', 'modulepreload', 'prerender', 'icon', 'manifest', 'import', 'search'].map((rel) => `<link rel="${rel}" as="script" href="${url}">`).join(''),
  frame: (url) => `<iframe src="${url}"></iframe><iframe srcdoc="<img src='${url}'><script src='${url}'></script>"></iframe><frameset><frame src="${url}"></frameset>`,
  object: (url) => `<object data="${url}"></object><embed src="${url}"><applet code="${url}"></applet><portal src="${url}"></portal><fencedframe src="${url}"></fencedframe>`,
  media: (url) => `<video autoplay src="${url}" poster="${url}"><source src="${url}"><track default src="${url}"></video><audio autoplay src="${url}"></audio>`,
  script: (url) => `<script src="${url}"></script><script>fetch('${url}');new WebSocket('${url}'.replace('http','ws'));new EventSource('${url}');navigator.sendBeacon('${url}');open('${url}');location='${url}'</script><script type="module">import '${url}'</script><script type="speculationrules">{"prefetch":[{"urls":["${url}"]}]}</script>`,
  event: (url) => `<img src="x" onerror="fetch('${url}')"><body onload="fetch('${url}')"><svg onload="fetch('${url}')"></svg><details open ontoggle="fetch('${url}')"></details>`,
  refresh: (url) => `<meta http-equiv="refresh" content="0;url=${url}"><meta http-equiv="Link" content="<${url}>; rel=prefetch">`,
  base: (url) => `<base href="${url}"><img src="relative.png"><link rel="stylesheet" href="relative.css">`,
  form: (url) => `<form action="${url}"><input name="a" value="b" autofocus></form><input type="image" src="${url}"><button formaction="${url}">x</button>`,
  SVG: (url) => `<svg><image href="${url}"/><image xlink:href="${url}"/><use href="${url}#a"/><feImage href="${url}"/><filter id="f"><feImage href="${url}"/></filter><rect filter="url(${url}#f)" fill="url(${url}#g)" mask="url(${url}#m)" width="9" height="9"/><foreignObject><img src="${url}"></foreignObject><script href="${url}"/></svg>`,
  'SVG text': (url) => `<svg><text><textPath href="${url}#p">x</textPath></text><a href="${url}" ping="${url}"><text>x</text></a><style>@import url(${url});</style></svg>`,
  style: (url) => `<style>@import "${url}";@font-face{font-family:c;src:url(${url})}body{font-family:c;background:url(${url}),image-set("${url}" 1x);cursor:url(${url}),auto}p::before{content:url(${url})}li{list-style-image:url(${url})}div{border-image:url(${url}) 1;shape-outside:url(${url});clip-path:url(${url}#c);mask:url(${url})}</style><p>x</p><li>x</li><div>x</div>`,
  attribute: (url) => `<p style="background:url(${url})">x</p><table background="${url}"><td background="${url}">x</td></table><p style="content:image-set('${url}' 1x);offset-path:url(${url}#p)">x</p>`,
  anchor: (url) => `<a href="${url}" ping="${url}" attributionsrc="${url}">x</a><img attributionsrc="${url}" src="x"><area href="${url}">`,
  markup: (url) => `<?xml-stylesheet href="${url}"?><!DOCTYPE x SYSTEM "${url}"><math><annotation-xml encoding="text/html"><img src="${url}"></annotation-xml></math><noscript><img src="${url}"></noscript><template shadowrootmode="open"><img src="${url}"></template>`
}

t.test('hostile templates', async (t) => {
  const { app, call, deps, sandbox } = await testService(t, { worker: false, chrome: 'at once', settings: { CHROME_PAGES: '2' } })
  const recordId = sandbox.records['quote'] ?? ''
  const draft = (template: unknown) => ({ recordId, draft: { mapping: { view: 'quote_ja', template: 'hostile', fields: [], output: { fileName: 'x', locale: 'ja', timeZone: 'Asia/Tokyo' } }, template } })

  t.test('A, B: the door refuses them, as a draft and when published', async (t) => {
    // All of them are named in test/templates/check-template.test.ts.
    const cases = [...networkCases, ...fileCases].filter((_, at) => at % 3 === 0)
    t.ok(cases.length > 80)
    const found: string[] = []
    for (const [at, { name, input }] of cases.entries()) {
      const kept = await call({ method: 'PUT', url: '/v1/templates/hostile', body: { label: 'x', body: input } })
      const published = kept.statusCode === 200 ? await call({ method: 'POST', url: '/v1/templates/hostile/publish' }) : kept
      const previewed = at % 10 === 0 ? await call({ method: 'POST', url: '/v1/previews', body: draft(input) }) : published
      const fault = faultOf(published) ?? faultOf(previewed)
      if (fault !== null) found.push(`${name}: ${fault}`)
    }
    t.same(found, [])
  })

  t.test('A: one wall further in, no way of a page reaches a listener', async (t) => {
    const { port, hits } = await listen(t)
    const hosts = [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`, `[::ffff:127.0.0.1]:${port}`, `0x7f000001:${port}`, `2130706433:${port}`, `0:${port}`, `127.1:${port}`, `canary.localhost:${port}`]
    for (const [way, write] of Object.entries(ways)) {
      const body = hosts.flatMap((host) => ['http://', 'HTTPS://', 'ws://', '//'].map((scheme) => write(`${scheme}${host}/${way.replace(' ', '-')}`))).join('')
      await t.resolves(ends(deps.chrome.printPdf(print({ release: `A ${way}`, body, timeLimit: 8000 }))), way)
      await ends(deps.chrome.printPdf(print({ release: `A head ${way}`, head: `@page { size: A4 } @import url(http://127.0.0.1:${port}/head); body { background: url(http://127.0.0.1:${port}/head) }`, timeLimit: 8000 })))
    }
    t.equal(hits(), 0)
    const control = connect(port, '127.0.0.1')
    await once(control, 'connect')
    control.destroy()
    t.equal(hits(), 1, 'the listener does count')
  })

  t.test('B: one wall further in, no file of this machine is in a document', async (t) => {
    const canary = `canary${randomUUID().replaceAll('-', '')}`
    const folder = await testFolder(t)
    await chmod(folder, 0o755)
    const file = join(folder, 'canary.svg')
    await writeFile(file, `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40"><text y="20">${canary}</text></svg>`, { mode: 0o644 })
    const { href } = pathToFileURL(file)
    const urls = [href, href.replace('file:', 'FILE:'), href.replace('file://', 'file:'), href.replace('file://', 'file://localhost'), `view-source:${href}`, `\\\\localhost${file.replaceAll('/', '\\')}`, file, `../../../../../../../..${file}`, `filesystem:${href}`, '/proc/self/environ', 'file:///etc/passwd']
    for (const [way, write] of Object.entries(ways)) {
      const printed = await ends(deps.chrome.printPdf(print({ release: `B ${way}`, body: `<p>frame</p>${urls.map(write).join('')}`, missingGlyphs: 'allow', timeLimit: 8000 })))
      if (printed === undefined) continue
      const text = await pdfText(printed.bytes)
      t.notMatch(text, new RegExp(`${canary}|root:x:0|HOME=`), way)
      t.notOk(Buffer.from(printed.bytes).includes(canary), way)
    }
  })

  t.test('E: what the door can see is refused there', async (t) => {
    for (const { name, input, door } of bombs) {
      const kept = await call({ method: 'PUT', url: '/v1/templates/bomb', body: { label: 'x', body: input } })
      const answer = kept.statusCode === 200 ? await call({ method: 'POST', url: '/v1/templates/bomb/publish' }) : kept
      t.equal(door ? faultOf(answer) : answer.statusCode, door ? null : 200, name)
    }
  })

  t.test('E: the rest is stopped by the printer, and meanwhile other documents are served', async (t) => {
    for (const { name, input } of bombs.filter(({ door }) => !door)) {
      const body = renderHtml(input, {})
      const bomb = ends(deps.chrome.printPdf(print({ release: name, ...body, timeLimit: 2000 })))
      const started = performance.now()
      const [ready, preview] = await Promise.all([app.inject('/health/ready'), call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId } })])
      t.same([ready.statusCode, preview.statusCode, preview.headers['content-type']], [200, 200, 'application/pdf'], name)
      t.comment(`${name}: another document took ${Math.round(performance.now() - started)} ms meanwhile`)
      await bomb
    }
    t.equal((await call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId } })).statusCode, 200, 'and afterwards')
    const answer = await call({ method: 'POST', url: '/v1/previews', body: draft(page('<div style="height: 2000000px">x</div>')) })
    t.equal(faultOf(answer), null, 'through HTTP a bomb is a sentence too')
    t.match(answer.json(), { code: /^CHOHYO_RENDER_/ })
  })
})

/** A print that ends: with a document, or with an error that has a name and is no fault of the service. */
async function ends (printing: Promise<Printed>): Promise<Printed | undefined> {
  try {
    return await printing
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (/^CHOHYO_(ASSET_MISSING|GLYPH_MISSING|RENDER_\w+|CHROME_CRASHED)$/.test(code)) return undefined
    throw error
  }
}

/** Counts whatever arrives at one port of this machine, on IPv4 and IPv6, by TCP and UDP. */
async function listen (t: Test): Promise<{ port: number, hits: () => number }> {
  let hits = 0
  const tcp = createServer((socket) => { hits += 1; socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\naccess-control-allow-origin: *\r\n\r\n') })
  tcp.listen(0, '::')
  await once(tcp, 'listening')
  const { port } = tcp.address() as AddressInfo
  const udp = createSocket('udp6').on('message', () => { hits += 1 }).bind(port)
  t.teardown(() => { tcp.close(); udp.close() })
  return { port, hits: () => hits }
}
