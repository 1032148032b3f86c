import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import t from 'tap'
import type { Print } from '../../server/io/print.ts'
import { chromeDir, openTestChrome, print } from '../chrome.ts'
import { pdfFonts, pdfPages, pdfText } from '../pdf.ts'

const RED_DOT = { contentType: 'image/svg+xml', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18" fill="#c00"/></svg>') }
const PIXEL = { contentType: 'image/png', bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') }
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function quote (lines: number, extra: Partial<Print> = {}): Print {
  const rows = Array.from({ length: lines }, (_, i) => `<tr><td>${i + 1}</td><td>保守サポート 第${i + 1}期</td><td>${(i * 12345).toLocaleString('ja')}円</td></tr>`).join('')
  return print({
    release: 'quote',
    head: '@page{size:A4;margin:20mm;@bottom-center{content:counter(page) " / " counter(pages)}} body{font-family:serif} table{width:100%;border-collapse:collapse} th{font-family:sans-serif}',
    body: `<h1>御見積書</h1><table><thead><tr><th>番号</th><th>品名</th><th>金額</th></tr></thead><tbody>${rows}</tbody></table>`,
    ...extra
  })
}

/** Texts of the pages' content streams and everything else that is compressed. */
function inflated (bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, data = '']) => {
    try {
      return inflateSync(Buffer.from(data, 'latin1')).toString('latin1')
    } catch {
      return data
    }
  }).join('\n')
}

t.test('a document', async (t) => {
  const chrome = await openTestChrome(t)

  t.test('has selectable Japanese text, rare characters too, in embedded TrueType fonts', async (t) => {
    const { bytes, pages, ms } = await chrome.printPdf(print({ body: '<p>髙﨑 𠮷野家 ① ㈱ ～ ≒</p><p style="font-family:serif"><b>葛󠄀城</b> が</p>' }))
    const text = await pdfText(bytes)
    for (const word of ['髙﨑', '𠮷野家', '①', '㈱', '～', '≒', '城']) t.ok(text.includes(word), word)
    t.equal(pages, 1)
    t.ok(ms > 0)
    const fonts = pdfFonts(bytes)
    t.notOk(fonts.some(({ type }) => type === 'Type3'))
    t.same([...new Set(fonts.map(({ name }) => name))].sort(), ['BIZUDPGothic-Regular', 'NotoSansJP-Regular', 'NotoSerifJP-Bold', 'NotoSerifJP-Regular'])
  })

  t.test('takes the families of Windows and macOS for ours', async (t) => {
    for (const [family, font] of [['MS Mincho', 'NotoSerifJP-Regular'], ['游明朝', 'NotoSerifJP-Regular'], ['Hiragino Mincho ProN', 'NotoSerifJP-Regular'], ['ＭＳ ゴシック', 'NotoSansJP-Regular'],
      ['Yu Gothic', 'NotoSansJP-Regular'], ['monospace', 'NotoSansJP-Regular'], ['Times New Roman', 'NotoSerifJP-Regular'], ['BIZ UDPGothic', 'BIZUDPGothic-Regular']] as const) {
      const { bytes } = await chrome.printPdf(print({ body: `<p style="font-family:${family.includes(' ') ? `'${family}'` : family}">漢字かな</p>` }))
      t.same([...new Set(pdfFonts(bytes).map(({ name }) => name))], [font], family)
    }
  })

  t.test('repeats the table head, numbers its pages and knows how many there are', async (t) => {
    const { bytes, pages } = await chrome.printPdf(quote(120))
    t.equal(pages, await pdfPages(bytes))
    const text = await pdfText(bytes)
    t.equal(text.match(/品名/g)?.length, pages)
    t.match(text, new RegExp(`${pages} ?/ ?${pages}`))
  })

  t.test('can be written downwards, with ruby', async (t) => {
    const { bytes } = await chrome.printPdf(print({ body: '<div style="writing-mode:vertical-rl;height:100mm">証明書<ruby>株式会社<rt>かぶしき</rt></ruby>「御中」</div>' }))
    t.match(await pdfText(bytes), /株/)
    t.notOk(pdfFonts(bytes).some(({ type }) => type === 'Type3'))
  })

  t.test('carries its title, and tags and outline when asked', async (t) => {
    const plain = await chrome.printPdf(print({ body: '<h1>章</h1>' }))
    const rich = await chrome.printPdf(print({ body: '<h1>章</h1>', tagged: true, outline: true }))
    t.match(Buffer.from(plain.bytes).toString('latin1'), /\/Title <?\(?/)
    t.notMatch(Buffer.from(plain.bytes).toString('latin1'), /StructTreeRoot/)
    t.match(Buffer.from(rich.bytes).toString('latin1'), /StructTreeRoot[\s\S]*Outlines|Outlines[\s\S]*StructTreeRoot/)
  })

  t.test('shows pictures from memory, also as a background of the print', async (t) => {
    const assets = new Map([['印 影.svg', RED_DOT], ['logo.png', PIXEL]])
    const red = /\.8 0 0 rg/
    const image = await chrome.printPdf(print({ release: 'seal', assets, body: '<img loading=lazy src="https://assets.chohyo.invalid/印 影.svg">' }))
    t.match(inflated(image.bytes), red)
    const background = await chrome.printPdf(print({ release: 'background', assets, head: '@page{size:A4} p{width:40px;height:40px;background:url("https://assets.chohyo.invalid/%E5%8D%B0%20%E5%BD%B1.svg")}', body: '<p></p>' }))
    t.match(inflated(background.bytes), red)
    const inside = await chrome.printPdf(print({ release: 'seal', assets, body: '<svg width=40 height=40><image width=40 height=40 href="https://assets.chohyo.invalid/印 影.svg" /></svg>' }))
    t.match(inflated(inside.bytes), red)
    const again = await chrome.printPdf(print({ release: 'seal', assets, body: '<img src="https://assets.chohyo.invalid/印 影.svg"><img src="https://assets.chohyo.invalid/logo.png">' }))
    t.match(inflated(again.bytes), red)
  })

  t.test('takes a plain name for an asset of this release, never for that of another', async (t) => {
    const dot = (colour: string) => ({ contentType: 'image/svg+xml', bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${colour}"/></svg>`) })
    const paint = async (release: string, colour: string) => inflated((await chrome.printPdf(print({ release, assets: new Map([['logo.svg', dot(colour)]]), body: '<img src="logo.svg"><a href="#end">end</a><p id="end">x</p>' }))).bytes)
    t.match(await paint('red', '#f00'), /1 0 0 rg/)
    const blue = await paint('blue', '#00f')
    t.match(blue, /0 0 1 rg/)
    t.notMatch(blue, /1 0 0 rg/)
    t.match(await paint('red', '#f00'), /1 0 0 rg/)
    const spelt = async (release: string, colour: string) => inflated((await chrome.printPdf(print({ release, assets: new Map([['logo.svg', dot(colour)]]), body: '<img src="https://assets.chohyo.invalid/logo.svg"><p style="background:url(https://assets.chohyo.invalid/logo.svg)">x' }))).bytes)
    t.match(await spelt('red, in full', '#f00'), /1 0 0 rg/)
    t.notMatch(await spelt('blue, in full', '#00f'), /1 0 0 rg/)
    const home = 'https://assets.chohyo.invalid/' + createHash('sha256').update('red').digest('hex').slice(0, 32)
    for (const body of [`<img src="${home}/logo.svg">`, `<img src="../${home.slice(-32)}/logo.svg">`]) {
      await t.rejects(chrome.printPdf(print({ release: 'green', assets: new Map([['logo.svg', dot('#0f0')]]), body })), { code: 'CHOHYO_ASSET_MISSING' }, 'the folder of another release is closed')
    }
  })

  t.test('can bring a font of its own', async (t) => {
    const bytes = await readFile(fileURLToPath(import.meta.resolve('@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf')))
    const { bytes: pdf } = await chrome.printPdf(print({ release: 'own font', assets: new Map([['own.ttf', { contentType: 'font/ttf', bytes }]]), head: '@font-face{font-family:own;src:url(https://assets.chohyo.invalid/own.ttf)} body{font-family:own}' }))
    t.same(pdfFonts(pdf).map(({ name }) => name)[0], 'BIZUDPGothic-Bold')
  })
})

t.test('what cannot be printed as meant is refused by name, and the next document comes out', async (t) => {
  const chrome = await openTestChrome(t)
  const refusals: Array<[string, string, Partial<Print>]> = [
    ['a character without a glyph', 'CHOHYO_GLYPH_MISSING', { body: '絵文字 😀' }],
    ['a character without a glyph, written by CSS', 'CHOHYO_GLYPH_MISSING', { release: 'css', head: 'p::before { content: "\\1F600 " }' }],
    ['a character without a glyph, in an attribute that CSS writes', 'CHOHYO_GLYPH_MISSING', { release: 'attr', head: 'p::before { content: attr(data-x) }', body: '<p data-x="😀">' }],
    ['a private-use character', 'CHOHYO_GLYPH_MISSING', { body: '\ue000' }],
    ['half a surrogate pair', 'CHOHYO_GLYPH_MISSING', { body: 'x\ud83d' }],
    ['an image that is no asset', 'CHOHYO_ASSET_MISSING', { body: '<img src="https://assets.chohyo.invalid/none.png">' }],
    ['an image elsewhere', 'CHOHYO_ASSET_MISSING', { body: '<img src="http://127.0.0.1:1/x.png">' }],
    ['an image by relative path', 'CHOHYO_ASSET_MISSING', { body: '<img src="logo.png">' }],
    ['an image that is a file', 'CHOHYO_ASSET_MISSING', { body: '<img src="file:///etc/passwd">' }],
    ['an image that is none', 'CHOHYO_ASSET_MISSING', { release: 'broken', assets: new Map([['a.png', { contentType: 'image/png', bytes: Buffer.from('no') }]]) }],
    ['a font that is none', 'CHOHYO_ASSET_MISSING', { release: 'broken font', assets: new Map([['a.ttf', { contentType: 'font/ttf', bytes: Buffer.from('no') }]]) }],
    ['a background that is no asset', 'CHOHYO_ASSET_MISSING', { release: 'bg', head: 'body{background:url(https://assets.chohyo.invalid/none.png)}' }],
    ['a background of the print that is no asset', 'CHOHYO_ASSET_MISSING', { body: '<p style="background:url(https://assets.chohyo.invalid/none.png)">x' }],
    ['a background in a style element of the body', 'CHOHYO_ASSET_MISSING', { body: '<style>p{background:url(//127.0.0.1/x)}</style><p>x' }],
    ['a picture inside SVG that is no asset', 'CHOHYO_ASSET_MISSING', { body: '<svg><image href="https://assets.chohyo.invalid/none.png" /></svg>' }],
    ['a character without a glyph in a style element of the body', 'CHOHYO_GLYPH_MISSING', { body: '<style>p::after{content:"😀"}</style><p>x' }],
    ['paper of a millimetre', 'CHOHYO_RENDER_TOO_LARGE', { release: 'tiny', head: '@page{size:1mm}' }],
    ['paper of a millimetre, in the body', 'CHOHYO_RENDER_TOO_LARGE', { body: '<style>@page{size:2px 2px}</style>x' }],
    ['more than 20 MB of HTML', 'CHOHYO_RENDER_TOO_LARGE', { body: 'x'.repeat(20_000_001) }],
    ['more than 200,000 elements', 'CHOHYO_RENDER_TOO_LARGE', { body: '<i></i>'.repeat(200_001) }],
    ['more than 1,000 pages', 'CHOHYO_RENDER_TOO_LARGE', { body: '<p style="break-after:page">x'.repeat(1001) }]
  ]
  for (const [what, code, wrong] of refusals) {
    await t.rejects(chrome.printPdf(print(wrong)), { code }, what)
    t.equal((await chrome.printPdf(print())).pages, 1, `after ${what}`)
  }
  await t.rejects(chrome.printPdf(print({ body: 'ok 😀🀄' })), { characters: ['😀', '🀄'], message: /😀 \(U\+1F600\), 🀄 \(U\+1F004\)/ }, 'the error names the characters')
  t.equal((await chrome.printPdf(print({ body: '😀', missingGlyphs: 'allow' }))).pages, 1, 'unless allowed')
})

t.test('the same print gives the same bytes', async (t) => {
  const one = await openTestChrome(t, { pages: 2 })
  const two = await openTestChrome(t)
  const assets = new Map([['seal.svg', RED_DOT], ['logo.png', PIXEL]])
  const seal = '<img src="https://assets.chohyo.invalid/seal.svg"><img src="https://assets.chohyo.invalid/logo.png">'
  for (const extra of [{}, { tagged: true, outline: true }]) {
    const wanted = quote(20, { assets, ...extra })
    wanted.body += seal
    const cold = sha256((await one.printPdf(wanted)).bytes)
    t.equal(sha256((await two.printPdf(wanted)).bytes), cold, 'in another Chrome')
    await one.printPdf(quote(3, { assets, title: 'another', lang: 'en', body: '<p>Rückgabe 髙 <style>p{color:red}</style><svg><defs><linearGradient id=a /></defs></svg>' }))
    await one.printPdf(quote(55, { assets, tagged: true }))
    await one.printPdf(quote(0, { release: 'other' }))
    const others = await Promise.all(Array.from({ length: 40 }, async (_, i) => await one.printPdf(i % 3 === 0 ? quote(i, { assets }) : i % 3 === 1 ? wanted : quote(i, { release: `r${i % 11}` }))))
    t.same([...new Set(others.filter((_, i) => i % 3 === 1).map(({ bytes }) => sha256(bytes)))], [cold], 'after and beside other documents')
  }
})

t.test('200 prints of one document are one file', async (t) => {
  const chrome = await openTestChrome(t, { pages: 2 })
  const prints = await Promise.all(Array.from({ length: 200 }, async () => sha256((await chrome.printPdf(quote(20))).bytes)))
  t.equal(new Set(prints).size, 1)
})

t.test('about says what prints, and how it is shut in', async (t) => {
  const about = (await openTestChrome(t)).about()
  t.match(about, { version: /Chrome\/\d+/, from: String, isolation: { network: Boolean, uid: Number, sandbox: Boolean, files: Boolean, how: String } })
  t.same(about.fonts, ['Noto Sans JP', 'Noto Serif JP', 'BIZ UDPGothic'])
  t.notOk(JSON.stringify(about).includes(chromeDir), 'no path of this machine')
})

t.test('after closing, nothing prints', async (t) => {
  const chrome = await openTestChrome(t)
  const last = chrome.printPdf(print())
  await chrome.close()
  t.equal((await last).pages, 1, 'what was begun is finished')
  await t.rejects(chrome.printPdf(print()), { code: 'CHOHYO_CHROME_UNAVAILABLE' })
})
