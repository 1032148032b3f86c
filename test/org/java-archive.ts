import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const DEFLATED = 8
const FIXED_SIZES: Record<number, number> = { 3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2 }

/** The files of a jar by name, unpacked when asked for. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function openJar (path: string): Map<string, () => Buffer> {
  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(Buffer.from([END & 255, END >> 8 & 255, END >> 16 & 255, END >> 24 & 255]))
  const files = new Map<string, () => Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [number, number, number]
    const [method, size, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)]
    files.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), () => {
      const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
      const packed = bytes.subarray(data, data + size)
      return method === DEFLATED ? inflateRawSync(packed) : packed
    })
    at += 46 + nameLength + extra + comment
  }
  return files
}

/** The names and types of the fields of a compiled class. https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html */
export function fieldsOfClass (bytes: Buffer): Array<{ name: string, type: string }> {
  const texts = new Map<number, string>()
  let at = 10
  for (let index = 1; index < bytes.readUInt16BE(8); index++) {
    const tag = bytes.readUInt8(at++)
    if (tag === 1) {
      texts.set(index, bytes.toString('utf8', at + 2, at + 2 + bytes.readUInt16BE(at)))
      at += 2 + bytes.readUInt16BE(at)
    } else {
      at += FIXED_SIZES[tag] ?? 0
      // A long or a double takes two places.
      if (tag === 5 || tag === 6) index++
    }
  }
  at += 6
  at += 2 + 2 * bytes.readUInt16BE(at)
  const count = bytes.readUInt16BE(at)
  at += 2
  return Array.from({ length: count }, () => {
    const [name, type] = [texts.get(bytes.readUInt16BE(at + 2)) ?? '', texts.get(bytes.readUInt16BE(at + 4)) ?? '']
    const attributes = bytes.readUInt16BE(at + 6)
    at += 8
    for (let each = 0; each < attributes; each++) at += 6 + bytes.readUInt32BE(at + 2)
    return { name, type }
  })
}
