import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png'
import t from 'tap'
import { encodePng } from '../../server/io/encode-png.ts'

type Colour = [red: number, green: number, blue: number]

/** A picture with the colour that `at` gives for each place. */
function paint (width: number, height: number, at: (x: number, y: number) => Colour) {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([...at(x, y), 255], (y * width + x) * 4)
  return { data, width, height }
}

function coloursOf (png: DecodedPng): Colour[] {
  const rgb = png.palette ? convertIndexedToRgb(png) : png.data
  return Array.from({ length: png.width * png.height }, (_, at) => [rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0])
}

t.test('areas keep their exact colour, however alike they are to the edges around them', (t) => {
  const areas: Colour[] = [[255, 255, 255], [0, 0, 0], [240, 245, 248], [31, 65, 105], [200, 57, 32]]
  const picture = paint(120, 90, (x, y) => {
    const [red, green, blue] = areas[Math.floor(x / 24)] ?? [0, 0, 0]
    return x % 24 === 0 ? [red ^ 1, green ^ 1, blue ^ (y % 2)] : [red, green, blue]
  })
  const png = decode(encodePng(picture))
  t.match(png, { width: 120, height: 90, depth: 8, channels: 1 })
  t.ok((png.palette?.length ?? 0) <= 32)
  const colours = coloursOf(png)
  for (const [at, area] of areas.entries()) t.same(colours[45 * 120 + at * 24 + 12], area)
  for (const [at, colour] of colours.entries()) {
    const far = colour.some((value, channel) => Math.abs(value - (picture.data[at * 4 + channel] ?? 0)) > 8)
    if (far) t.fail(`pixel ${at} has moved to ${colour.join()}`)
  }
  t.end()
})

t.test('a picture of many colours keeps all of them', (t) => {
  const picture = paint(64, 64, (x, y) => [x * 4, y * 4, (x * y) & 255])
  const png = decode(encodePng(picture))
  t.match(png, { width: 64, height: 64, depth: 8, channels: 3 })
  t.equal(png.palette, undefined)
  t.same(coloursOf(png), Array.from({ length: 64 * 64 }, (_, at) => [...picture.data.subarray(at * 4, at * 4 + 3)]))
  t.end()
})

t.test('256 colours still fit into a palette, one more does not', (t) => {
  const shades = (count: number) => decode(encodePng(paint(count, 1, (x) => [Math.round((x % 32) * 255 / 31), Math.round(Math.floor(x / 32) * 255 / 31), 0])))
  t.equal(shades(256).palette?.length, 256)
  t.equal(shades(257).palette, undefined)
  t.end()
})

t.test('one pixel', (t) => {
  t.same(coloursOf(decode(encodePng(paint(1, 1, () => [1, 2, 3])))), [[1, 2, 3]])
  t.end()
})
