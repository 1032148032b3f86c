import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openTestChrome, print } from '../chrome.ts'
import { pdfText } from '../pdf.ts'

const CANARY = 'canary-of-the-house'

/** Ways of a page to reach an address that have worked against some HTML-to-PDF service. */
function channels (url: string): Array<[string, string, string?]> {
  return [
    ['image', `<img src="${url}">`], ['image set', `<img srcset="${url} 1x">`], ['picture', `<picture><source srcset="${url}"><img src="${url}"></picture>`],
    ['iframe', `<iframe src="${url}"></iframe>`], ['iframe srcdoc', `<iframe srcdoc="<img src='${url}'>"></iframe>`], ['object', `<object data="${url}"></object>`], ['embed', `<embed src="${url}">`],
    ['stylesheet', `<link rel=stylesheet href="${url}">`], ['prefetch', `<link rel=prefetch href="${url}">`], ['preconnect', `<link rel=preconnect href="${url}">`], ['dns-prefetch', `<link rel=dns-prefetch href="${url}">`],
    ['prerender', `<link rel=prerender href="${url}">`], ['preload', `<link rel=preload as=image href="${url}">`], ['manifest', `<link rel=manifest href="${url}">`], ['icon', `<link rel=icon href="${url}">`],
    ['refresh', `<meta http-equiv=refresh content="0;url=${url}">`], ['base', `<base href="${url}"><img src="x.png">`], ['form', `<form action="${url}"><input type=image src="${url}"></form>`],
    ['video', `<video src="${url}" poster="${url}" autoplay></video>`], ['audio', `<audio src="${url}" autoplay></audio>`], ['track', `<video><track src="${url}" default></video>`],
    ['SVG image', `<svg><image href="${url}" /></svg>`], ['SVG use', `<svg><use href="${url}#a" /></svg>`], ['SVG feImage', `<svg><filter id=f><feImage href="${url}" /></filter><rect filter="url(#f)" width=9 height=9 /></svg>`],
    ['SVG in an image', `<img src="data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}"/><foreignObject><iframe src="${url}"/></foreignObject></svg>`)}">`],
    ['script', `<script src="${url}"></script><script>fetch('${url}')</script>`], ['handler', `<img src="data:," onerror="fetch('${url}')"><svg onload="fetch('${url}')">`], ['javascript link', `<iframe src="javascript:fetch('${url}')">`],
    ['background', `<p style="background:url('${url}')">x`], ['list image', `<ul style="list-style-image:url('${url}')"><li>x`], ['content', `<style>p::before{content:url('${url}')}</style><p>x`], ['cursor', `<p style="cursor:url('${url}'),auto">x`],
    ['import', `<style>@import url('${url}');</style>`], ['font', `<style>@font-face{font-family:f;src:url('${url}')}p{font-family:f}</style><p>x`], ['image-set()', `<style>p{background:image-set('${url}' 1x)}</style><p>x`],
    ['escaped url', `<style>p{background:u\\72l('${url}')}</style><p>x`], ['mask and clip', `<p style="mask:url('${url}#m');clip-path:url('${url}#c')">x`],
    ['import in the head', '<p>x', `@import url('${url}');`], ['background in the head', '<p>x', `@media print{body{background:image-set("${url}" 1x)}}`], ['font in the head', '<p>x', `@font-face{font-family:f;src:url(${url})}body{font-family:f}`],
    ['margin box', '<p>x', `@page{@top-left{content:url(${url})}}`], ['end of style', '<p>x', `</style><img src="${url}"><style>`], ['body in body', `</body></html><html><body background="${url}">x`], ['noscript', `<noscript><img src="${url}"></noscript>`],
    ['template', `<template><img src="${url}"></template>`], ['portal and fenced frame', `<portal src="${url}"></portal><fencedframe src="${url}"></fencedframe>`], ['ping', `<a href="${url}" ping="${url}">x</a>`]
  ]
}

t.test('a hostile template reaches no network and reads no file', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-canary-'))
  await writeFile(join(dir, 'canary.html'), CANARY)
  await writeFile(join(dir, 'canary.txt'), CANARY)
  const hits: string[] = []
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.end(CANARY)
  }).listen(0)
  server.on('upgrade', (request, socket) => { hits.push(`upgrade ${request.url ?? ''}`); socket.destroy() })
  await once(server, 'listening')
  t.teardown(async () => {
    server.close()
    await rm(dir, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  await (await fetch(`http://127.0.0.1:${port}/heard`)).text()
  t.same(hits.splice(0), ['/heard'], 'the listener hears')

  const chrome = await openTestChrome(t)
  const targets = [`http://127.0.0.1:${port}/`, `HTTP://[::1]:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `//localhost:${port}/`, `ws://127.0.0.1:${port}/`, `file://${join(dir, 'canary.txt')}`, `FILE:///${join(dir, 'canary.html')}`]
  let tried = 0
  for (const target of targets) {
    for (const [channel, body, head] of channels(target)) {
      const outcome = await chrome.printPdf(print({ release: `hostile ${head ?? ''}`, head: `@page{size:A4} ${head ?? ''}`, body, timeLimit: 5000 })).then(({ bytes }) => bytes, (error: Error & { code?: string }) => error.code ?? error.message)
      tried++
      if (typeof outcome === 'string') {
        if (outcome !== 'CHOHYO_ASSET_MISSING') t.fail(`${channel} to ${target} ended with ${outcome}`)
      } else if ((await pdfText(outcome)).includes(CANARY)) t.fail(`${channel} read ${target}`)
    }
  }
  t.comment(`${tried} attempts`)
  t.same(hits, [], 'no hit')
  t.equal((await chrome.printPdf(print())).pages, 1, 'and a document prints')
})

t.test('scripts do not run, and one document leaves nothing for the next', async (t) => {
  const chrome = await openTestChrome(t)
  const hostile = '<p id=p>before</p><script>document.getElementById("p").textContent="after"</script><img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" onload="document.body.textContent=\'after\'"><svg onload="document.body.textContent=\'after\'"></svg><style>@keyframes x{}p{animation:x 1s}</style>'
  const { bytes } = await chrome.printPdf(print({ body: hostile }))
  t.match(await pdfText(bytes), /before/)
  const clean = await chrome.printPdf(print({ release: 'never seen' }))
  await chrome.printPdf(print({ body: '<style>p{color:red;font-size:99pt}</style><p id=secret lang=en>秘密</p>', title: '秘密', lang: 'zh' }))
  const after = await chrome.printPdf(print())
  t.same(Buffer.from(after.bytes), Buffer.from(clean.bytes))
  t.notMatch(await pdfText(after.bytes), /秘密/)
})
