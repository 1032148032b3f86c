import { execFileSync } from 'node:child_process'
import { constants, deflateRawSync } from 'node:zlib'
import { convertIndexedToRgb, decode } from 'fast-png'
import t from 'tap'
import { openPageImages } from '../../server/io/page-images.ts'
import { rawPdf } from './raw-pdf.ts'

const images = openPageImages({ size: 1 })
t.teardown(images.close)
const BLUE = '0 0 1 rg 0 421 595 421 re f'

/** MiB of the subprocess that draws. */
function memory (): number {
  const lines = execFileSync('ps', ['-o', 'rss=,args=', '--ppid', String(process.pid)]).toString().split('\n').filter((line) => line.includes('answer-page-images'))
  return lines.reduce((sum, line) => sum + parseInt(line) / 1024, 0)
}

t.test('a page becomes a picture of two pixels a point, upright and in its colours', async (t) => {
  const { pages, images: [image] } = await images.draw(rawPdf({ pages: [BLUE] }), { from: 1, count: 1 })
  t.match([pages, image?.width, image?.height], [1, 1190, 1684])
  const png = decode(image?.png ?? Buffer.alloc(0))
  const rgb = convertIndexedToRgb(png)
  const at = (x: number, y: number) => [...rgb.subarray((y * png.width + x) * 3, (y * png.width + x) * 3 + 3)]
  t.match([at(600, 400), at(600, 1200)], [[0, 0, 255], [255, 255, 255]])
})

t.test('the pages that were asked for, as far as there are any', async (t) => {
  const pdf = rawPdf({ pages: Array.from({ length: 5 }, (_, at) => `0 0 0 rg 0 0 595 ${(at + 1) * 100} re f`) })
  const drawn = async (from: number, count: number) => (await images.draw(pdf, { from, count })).images.map(({ png }) => Buffer.from(png).toString('base64'))
  const all = await drawn(1, 10)
  t.equal(new Set(all).size, 5)
  t.same(await drawn(2, 2), all.slice(1, 3))
  t.same(await drawn(5, 10), all.slice(4))
  await t.rejects(drawn(6, 1), { code: 'CHOHYO_PAGE_UNKNOWN', statusCode: 404, message: 'The document has 5 pages, so there is no page 6. Ask for one of its pages.' })
})

t.test('paper of any size stays below four million pixels', async (t) => {
  for (const [box, width, height] of [['0 0 14400 14400', 2024, 2024], ['0 0 842 1191', 1684, 2382], ['0 0 14400 57', 28800, 114], ['0 0 1 1', 2, 2]] as const) {
    const { images: [image] } = await images.draw(rawPdf({ box }), { from: 1, count: 1 })
    t.match([image?.width, image?.height], [width, height], box)
  }
})

t.test('what is no PDF is said to be none, and the next document is drawn', async (t) => {
  for (const bytes of ['', 'hello', '%PDF-1.7 nothing more']) {
    await t.rejects(images.draw(Buffer.from(bytes), { from: 1, count: 1 }), { code: 'CHOHYO_PAGES_NOT_DRAWN', statusCode: 422, message: /it is not a readable PDF/ })
  }
  t.equal((await images.draw(rawPdf({}), { from: 1, count: 1 })).pages, 1)
})

t.test('a page of gigabytes ends its subprocess at a limit, and the next document is drawn', async (t) => {
  const piece = deflateRawSync(Buffer.alloc(1_000_000, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const swollen = (megabytes: number) => rawPdf({ streamEntries: '/Filter/FlateDecode', pages: [Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(megabytes).fill(piece), deflateRawSync(Buffer.alloc(0))])] })
  let peak = 0
  const timer = setInterval(() => { peak = Math.max(peak, memory()) }, 50)
  await t.rejects(images.draw(swollen(900), { from: 1, count: 1 }), { code: 'CHOHYO_PAGES_NOT_DRAWN', message: /unexpectedly/ })
  clearInterval(timer)
  t.ok(peak < 1200, `${peak} MiB at most`)
  t.equal((await images.draw(swollen(200), { from: 1, count: 1 })).pages, 1, 'less is drawn')
  t.equal((await images.draw(rawPdf({}), { from: 1, count: 1 })).pages, 1)
  t.ok(memory() < 250, 'by another subprocess: the memory is given back')
})

t.test('a page that takes for ever is given up, and one that is too large not begun', async (t) => {
  const hasty = openPageImages({ size: 1, timeLimit: 1000 })
  t.teardown(hasty.close)
  const star = `0 0 m ${Array.from({ length: 20_000 }, (_, at) => `${(at * 7919) % 595} ${(at * 104_729) % 842} l`).join(' ')} f `
  await t.rejects(hasty.draw(rawPdf({ pages: [star.repeat(100)] }), { from: 1, count: 1 }), { code: 'CHOHYO_PAGES_NOT_DRAWN', message: /took too long/ })
  await t.rejects(hasty.draw(Buffer.alloc(100_000_001), { from: 1, count: 1 }), { code: 'CHOHYO_PAGES_NOT_DRAWN', message: /100 MB/ })
})
