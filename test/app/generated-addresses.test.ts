import { connect } from 'node:net'
import { once } from 'node:events'
import t from 'tap'
import { openTestChrome, print } from '../chrome.ts'
import { checkTemplate } from '../../server/templates/check-template.ts'
import { page } from '../corpus/template-case.ts'
import { listen } from './canary.ts'
import { ends } from './send-case.ts'

/** This machine, as it can be written; `p` is the port a listener waits at. */
const FORMS: Array<(p: number) => string> = [
  (p) => `127.0.0.1:${p}`, (p) => `127.1:${p}`, (p) => `127.0.1:${p}`, (p) => `2130706433:${p}`, (p) => `0x7f000001:${p}`, (p) => `0x7f.0.0.1:${p}`, (p) => `0x7f.1:${p}`, (p) => `0177.0.0.1:${p}`, (p) => `017700000001:${p}`, (p) => `0177.0x0.0.1:${p}`,
  (p) => `0:${p}`, (p) => `0.0.0.0:${p}`, (p) => `127.0.0.2:${p}`, (p) => `127.255.255.254:${p}`, (p) => `localhost:${p}`, (p) => `LOCALHOST:${p}`, (p) => `localhost.:${p}`, (p) => `canary.localhost:${p}`, (p) => `[::1]:${p}`, (p) => `[0:0:0:0:0:0:0:1]:${p}`,
  (p) => `[::]:${p}`, (p) => `[::ffff:127.0.0.1]:${p}`, (p) => `[::ffff:7f00:1]:${p}`, (p) => `[0:0:0:0:0:ffff:127.0.0.1]:${p}`, (p) => `[::127.0.0.1]:${p}`, (p) => `[2002:7f00:1::]:${p}`, (p) => `[64:ff9b::127.0.0.1]:${p}`, (p) => `user@127.0.0.1:${p}`, (p) => `user:word@127.0.0.1:${p}`,
  (p) => `example.com@127.0.0.1:${p}`, (p) => `１２７.０.０.１:${p}`, (p) => `①②⑦.⓪.⓪.①:${p}`, (p) => `127。0。0。1:${p}`, (p) => `%31%32%37.0.0.1:${p}`, (p) => `127.0.0.1.nip.io:${p}`
]
const SCHEMES = ['http://', 'HTTPS://', 'ws://', '//']

/** Ways in which a page asks for something, without a script. */
const CHANNELS: Record<string, (url: string) => string> = {
  img: (url) => `<img src="${url}">`,
  srcset: (url) => `<img srcset="${url} 2x">`,
  picture: (url) => `<picture><source srcset="${url}"><img></picture>`,
  prefetch: (url) => `<link rel="prefetch" href="${url}">`,
  preconnect: (url) => `<link rel="preconnect" href="${url}"><link rel="dns-prefetch" href="${url}">`,
  preload: (url) => `<link rel="preload" as="image" href="${url}">`,
  stylesheet: (url) => `<link rel="stylesheet" href="${url}">`,
  frame: (url) => `<iframe src="${url}"></iframe>`,
  object: (url) => `<object data="${url}"></object><embed src="${url}">`,
  media: (url) => `<video src="${url}" poster="${url}"></video><audio src="${url}"></audio>`,
  script: (url) => `<script src="${url}"></script>`,
  refresh: (url) => `<meta http-equiv="refresh" content="0;url=${url}">`,
  form: (url) => `<input type="image" src="${url}">`,
  'table background': (url) => `<table background="${url}"><tr><td>x</td></tr></table>`,
  'style attribute': (url) => `<p style="background:url('${url}')">x</p>`,
  'image-set': (url) => `<p style="background:image-set('${url}' 1x)">x</p>`,
  'style element': (url) => `<style>p{background:url("${url}")}</style><p>x</p>`,
  import: (url) => `<style>@import "${url}";</style>`,
  font: (url) => `<style>@font-face{font-family:"${url}";src:url("${url}")}</style><p style="font-family:'${url}'">x</p>`,
  'SVG image': (url) => `<svg><image href="${url}"/><use href="${url}#a"/><filter id="f"><feImage href="${url}"/></filter><rect filter="url(#f)" fill="url('${url}#g')"/></svg>`
}

t.test('of 2,800 ways to ask this machine for something none is kept in a template, and none reaches it from a page', async (t) => {
  const chrome = await openTestChrome(t)
  const { port, hits } = await listen(t)
  const urls = FORMS.flatMap((form) => SCHEMES.map((scheme) => `${scheme}${form(port)}/`))
  t.equal(urls.length * Object.keys(CHANNELS).length, 2800)
  t.equal(new Set(urls).size, 140)
  const kept: string[] = []
  for (const [channel, write] of Object.entries(CHANNELS)) {
    for (const url of urls) if (checkTemplate(page(write(url))).length === 0) kept.push(`${channel} ${url}`)
    await ends(chrome.printPdf(print({ release: `generated ${channel}`, body: urls.map((url) => write(url + channel.replace(' ', '-'))).join(''), missingGlyphs: 'allow', timeLimit: 8000 })))
  }
  t.same(kept, [])
  t.equal(hits(), 0, 'the listener heard of nothing')
  const control = connect(port, '127.0.0.1')
  await once(control, 'connect')
  control.destroy()
  t.equal(hits(), 1, 'and it does hear')
})
