import { crc32, deflateSync } from 'node:zlib'

/** Rows of red, green, blue and an alpha that is not looked at, one byte each. */
export interface Pixels { data: Uint8Array, width: number, height: number }

/** Colours that fall on the same of 32 steps in each channel look the same. */
const STEPS = Uint8Array.from({ length: 256 }, (_, value) => Math.round(value * 31 / 255))
const MOST_COLOURS = 256

/**
 * A PNG of an opaque picture: https://www.w3.org/TR/png-3/. A printed page has few colours, so that a palette holds them once those that look the same
 * share a place: half the bytes of true colour, in a third of the time. What has more colours is kept in true colour.
 */
export function encodePng (pixels: Pixels): Uint8Array {
  return encodePalette(pixels) ?? encodeColours(pixels)
}

interface Place { index: number, colour: number, run: number }

function encodePalette ({ data, width, height }: Pixels): Uint8Array | null {
  const places = new Map<number, Place>()
  const rows = Buffer.alloc(height * (width + 1))
  let [last, run, index] = [-1, 0, 0]
  for (let from = 0, to = 0; from < data.length; from += 4) {
    if (from % (width * 4) === 0) to += 1
    const colour = (data[from] ?? 0) << 16 | (data[from + 1] ?? 0) << 8 | (data[from + 2] ?? 0)
    run = colour === last ? run + 1 : 1
    if (run === 1 || run === LONG_RUN) {
      const place = takePlace(places, colour, run)
      if (place === null) return null
      index = place
    }
    last = colour
    rows[to++] = index
  }
  const palette = Buffer.from([...places.values()].flatMap(({ colour }) => [colour >> 16, colour >> 8 & 255, colour & 255]))
  return writeFile(header(width, height, 3), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows)))
}

/** What is seen are areas: one of them gives its place the exact colour, and the shades at the edges of letters follow. */
const LONG_RUN = 16

function takePlace (places: Map<number, Place>, colour: number, run: number): number | null {
  const step = (STEPS[colour >> 16] ?? 0) << 10 | (STEPS[colour >> 8 & 255] ?? 0) << 5 | (STEPS[colour & 255] ?? 0)
  const place = places.get(step) ?? { index: places.size, colour, run }
  if (place.index === MOST_COLOURS) return null
  if (run > place.run) Object.assign(place, { colour, run })
  places.set(step, place)
  return place.index
}

function encodeColours ({ data, width, height }: Pixels): Uint8Array {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  for (let from = 0, to = 0; from < data.length; from += 4) {
    if (from % (width * 4) === 0) to += 1
    rows[to++] = data[from] ?? 0
    rows[to++] = data[from + 1] ?? 0
    rows[to++] = data[from + 2] ?? 0
  }
  return writeFile(header(width, height, 2), chunk('IDAT', deflateSync(rows)))
}

function writeFile (...chunks: Buffer[]): Uint8Array {
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, chunk('IEND', Buffer.alloc(0))])
}

/** Eight bits a sample, not interlaced; 2 is true colour, 3 a palette. */
function header (width: number, height: number, colourType: 2 | 3): Buffer {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  bytes.set([8, colourType], 8)
  return chunk('IHDR', bytes)
}

function chunk (type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
