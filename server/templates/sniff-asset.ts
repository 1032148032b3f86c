import { checkSvg } from './check-svg.ts'
import type { AssetBytes } from './schema.ts'

/** Bytes of one image, and pixels: decoding needs four bytes of memory for each. */
const limits = { bytes: 5_000_000, pixels: 40_000_000 }

/** What the bytes are, whatever the file is called. Throws a sentence for anything that is no usable PNG, JPEG or SVG. */
export function sniffAsset (bytes: Uint8Array): AssetBytes {
  if (bytes.byteLength > limits.bytes) throw new Error('it is larger than 5 MB; make the image smaller')
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = pngSize(view) ?? jpegSize(view)
  if (size !== null) {
    if (size.width * size.height > limits.pixels) throw new Error(`it has ${size.width} × ${size.height} pixels; at most 40 million can be printed`)
    return { contentType: size.contentType, bytes }
  }
  const text = view.toString('utf8')
  if (!/^\ufeff?\s*<(?:\?xml|!--|!DOCTYPE svg|svg[\s>])/i.test(text)) throw new Error('it is no PNG, JPEG or SVG image')
  const [problem] = checkSvg(text, '')
  if (problem !== undefined) throw new Error(`${problem.message} (line ${problem.line})`)
  return { contentType: 'image/svg+xml', bytes }
}

interface Size { contentType: string, width: number, height: number }

/** https://www.w3.org/TR/png-3/#11IHDR */
function pngSize (bytes: Buffer): Size | null {
  if (bytes.length < 24 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** The size stands in the start-of-frame segment (C0 to CF, but C4, C8 and CC): https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1 */
function jpegSize (bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUIntBE(0, 3) !== 0xffd8ff) return null
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!
    if (bytes[at] !== 0xff) break
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { contentType: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
  }
  return null
}
