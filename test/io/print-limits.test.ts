import fc from 'fast-check'
import t from 'tap'
import { assetName, checkGlyphs, checkPaper, checkReferences, checkSize, writtenByCss } from '../../server/io/print-limits.ts'
import { print } from '../chrome.ts'

const TOO_LARGE = { code: 'CHOHYO_RENDER_TOO_LARGE' }

t.test('paper a printer and a viewer take passes, in every unit', async (t) => {
  for (const size of ['A4', '210mm 297mm', '21cm 29.7cm', '8.5in 11in', '595pt 842pt', '100mm landscape', 'auto', '800px 1100px']) checkSize(print({ head: `@page { size: ${size}; margin: 0 }` }))
  for (const size of ['1mm', '10px 10px', '1000000mm', '210mm 0.1in', '1q', '1e9px']) t.throws(() => checkSize(print({ head: `@page x { margin: 0; SIZE:${size} }` })), TOO_LARGE, size)
  t.throws(() => checkSize(print({ body: '<STYLE media=print>@page :first{size:5mm}</style>' })), TOO_LARGE, 'in the body')
  checkSize(print({ head: '/* @page { size: 1mm } */ p { font-size: 1mm }' }))
  t.throws(() => checkPaper([210, Number.NaN]), TOO_LARGE)
})

t.test('the size is told in the error', async (t) => {
  t.throws(() => checkSize(print({ head: '@page{size:5mm 300mm}' })), { message: 'The document is too large to print: paper of 5 mm × 300 mm, allowed are sides of 20 to 5080 mm. Split it or make it smaller.' })
})

t.test('an asset is known by its URL, however it is encoded', async (t) => {
  t.equal(assetName('https://assets.chohyo.invalid/%E5%8D%B0%20a.png?v=1#x'), '印 a.png')
  t.equal(assetName('https://assets.chohyo.invalid/%'), undefined)
  t.equal(assetName('https://assets.chohyo.invalid.example/x'), undefined)
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/^\.{1,2}$/.test(name)), (name) => assetName(`https://assets.chohyo.invalid/${encodeURIComponent(name)}`) === name))
})

t.test('CSS may point at assets, data and itself only', async (t) => {
  const names = new Set(['logo.png'])
  checkReferences('a{background:url(https://assets.chohyo.invalid/logo.png)} b{fill:url(#g)} c{background:URL("data:image/png;base64,AA==")} /* url(http://x) */', names)
  for (const url of ['http://x/', '//x', 'other.png', 'file:///etc/passwd', 'https://assets.chohyo.invalid/other.png']) {
    for (const quote of ['', '"', "'"]) t.throws(() => checkReferences(`a{background:url( ${quote}${url}${quote} )}`, names), { code: 'CHOHYO_ASSET_MISSING' }, `${quote}${url}`)
  }
})

t.test('the characters CSS writes are known', async (t) => {
  t.equal(writtenByCss('p::before{content:"甲\\4E59 \\"x"} /* "丙" */ q{content:\'丁\'}'), '甲乙"x丁')
  t.equal(writtenByCss('a{background:url("data:image/svg+xml,☃")}'), '')
  t.equal(writtenByCss('p{content:"\\0 \\110000 "}'), '\ufffd\ufffd')
})

t.test('every character without a glyph is reported, and none with one', async (t) => {
  const ignored = /^[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), (text, known) => {
    const covered = new Set(known.map((character) => character.codePointAt(0)))
    const missing = [...new Set(text)].filter((character) => !covered.has(character.codePointAt(0)) && !ignored.test(character))
    try {
      checkGlyphs(text, (codePoint) => covered.has(codePoint))
      return missing.length === 0
    } catch (error) {
      return JSON.stringify((error as { characters: string[] }).characters) === JSON.stringify(missing)
    }
  }))
  checkGlyphs('葛\u{E0100}\u00ad\u200b\ufeff\t\u3000', (codePoint) => codePoint === 0x845b)
  t.throws(() => checkGlyphs('甲乙丙丁戊己庚辛壬癸子丑', () => false), { message: /甲 \(U\+7532\), .* and 2 more/ })
})
