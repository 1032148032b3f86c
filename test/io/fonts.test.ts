import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { openFonts, readCoverage } from '../../server/io/fonts.ts'

t.test('the fonts', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-fonts-'))
  t.teardown(async () => await rm(dir, { recursive: true }))
  const fonts = await openFonts(dir)

  t.test('draw every character of CP932 and those of names beyond it', async (t) => {
    const cp932 = new TextDecoder('shift_jis')
    const missing = new Set<string>()
    for (let lead = 0x81; lead <= 0xfc; lead++) {
      if (lead >= 0xa0 && lead <= 0xdf) continue
      // F040 to F9FC are for private use.
      if (lead >= 0xf0 && lead <= 0xf9) continue
      for (let trail = 0x40; trail <= 0xfc; trail++) {
        const character = cp932.decode(Uint8Array.of(lead, trail))
        const codePoint = character.codePointAt(0) ?? 0
        if (codePoint > 0x7f && codePoint !== 0xfffd && !fonts.covers(codePoint)) missing.add(character)
      }
    }
    t.same([...missing], [])
    for (const character of '髙﨑𠮷①㈱～≒祐德彅𠀋々〆ヶ€円¥−') t.ok(fonts.covers(character.codePointAt(0) ?? 0), character)
    t.notOk(fonts.covers(0x1f600))
  })

  t.test('cover the same characters in bold', async (t) => {
    for (const regular of fonts.folders.filter((folder) => folder.endsWith('400Regular'))) {
      const [one, other] = await Promise.all([regular, regular.replace('400Regular', '700Bold')].map(async (folder) => {
        const name = (await readdir(folder)).find((file) => file.endsWith('.ttf')) ?? ''
        return readCoverage(await readFile(join(folder, name))).sort((a, b) => a - b)
      }))
      t.same(one, other)
    }
  })

  t.test('are the only ones fontconfig is told of', async (t) => {
    const config = await readFile(fonts.config, 'utf8')
    t.same([...config.matchAll(/<dir>(.*?)<\/dir>/g)].map(([, folder]) => folder), fonts.folders)
    t.equal(fonts.folders.length, 6)
    t.match(config, /<family>ＭＳ 明朝<\/family><prefer><family>Noto Serif JP/)
    t.same((await readdir(dir)).filter((name) => !/^(fonts-[0-9a-f]{16}\.conf|noto-|biz-)/.test(name)), [], 'no half-written file is left')
  })

  t.test('are never read from bytes that are no font', async (t) => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('no font'), Buffer.from('wOF2nonsense')]) t.throws(() => readCoverage(bytes))
  })
})
