/** The little of DER that a certificate needs. https://www.itu.int/rec/T-REC-X.690 */

export const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, ...parts)
export const set = (...parts: Buffer[]): Buffer => tagged(0x31, ...parts)
export const octetString = (content: Buffer): Buffer => tagged(0x04, content)
export const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text))
/** Whole bytes: no bits are left over. */
export const bitString = (content: Buffer): Buffer => tagged(0x03, Buffer.of(0), content)
export const explicit = (number: number, content: Buffer): Buffer => tagged(0xa0 + number, content)
export const TRUE = tagged(0x01, Buffer.of(0xff))

/** A positive number, most significant byte first. */
export function integer (bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const shortest = first < 0 ? Buffer.of(0) : bytes.subarray(first)
  return tagged(0x02, (shortest[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), shortest]) : shortest)
}

export function oid (first: number, second: number, ...others: number[]): Buffer {
  return tagged(0x06, Buffer.from([first * 40 + second, ...others.flatMap(toBase128)]))
}

/** Good for the years up to 2049. */
export function utcTime (time: Date): Buffer {
  return tagged(0x17, Buffer.from(`${time.toISOString().replace(/^\d\d|[-:T]|\.\d+/g, '')}`))
}

function toBase128 (number: number): number[] {
  const digits = [number & 0x7f]
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) digits.unshift(rest & 0x7f | 0x80)
  return digits
}

function tagged (tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(content.byteLength), content])
}

function lengthOf (count: number): Buffer {
  if (count < 0x80) return Buffer.of(count)
  const bytes: number[] = []
  for (let rest = count; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return Buffer.of(0x80 | bytes.length, ...bytes)
}
