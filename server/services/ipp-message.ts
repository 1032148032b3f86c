/**
 * Messages of the Internet Printing Protocol as bytes: https://www.rfc-editor.org/rfc/rfc8010#section-3. Pure. Only the types of values that we ask or
 * read are turned into ours; the others (dates, ranges, collections) stay bytes under their tag, so nothing is lost on the way.
 */
export interface IppMessage { version: number, code: number, id: number, groups: IppGroup[], data: Uint8Array }

/** Attributes that belong together, in their order; which group it is says `tag`. */
export interface IppGroup { tag: number, attributes: IppAttribute[] }
export interface IppAttribute { name: string, values: IppValue[] }
export interface IppValue { tag: number, value: number | boolean | string | Uint8Array }

/** https://www.rfc-editor.org/rfc/rfc8010#section-3.5 */
export const GROUP = { operation: 0x01, job: 0x02, printer: 0x04 } as const
const END = 0x03
const LAST_GROUP = 0x0f
export const TYPE = { integer: 0x21, boolean: 0x22, enum: 0x23, text: 0x41, name: 0x42, keyword: 0x44, uri: 0x45, charset: 0x47, language: 0x48, mimeType: 0x49 } as const
const isText = (tag: number): boolean => tag >= 0x40 && tag <= 0x5f && tag !== 0x4a
const isNumber = (tag: number): boolean => tag === TYPE.integer || tag === TYPE.enum

export function writeIpp ({ version, code, id, groups, data }: IppMessage): Buffer {
  const parts: Uint8Array[] = [number(version, 2), number(code, 2), number(id, 4)]
  for (const { tag, attributes } of groups) {
    parts.push(number(tag, 1))
    for (const { name, values } of attributes) {
      // Further values of the same attribute have no name.
      for (const [index, value] of values.entries()) parts.push(number(value.tag, 1), ...lengthFirst(Buffer.from(index === 0 ? name : '')), ...lengthFirst(bytesOf(value)))
    }
  }
  return Buffer.concat([...parts, number(END, 1), data])
}

/** Throws a RangeError for what is no message, or only the beginning of one. */
export function readIpp (bytes: Uint8Array): IppMessage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const groups: IppGroup[] = []
  let at = 8
  const take = (length: number): Buffer => {
    if (at + length > buffer.length) throw new RangeError('an IPP message that ends too early')
    at += length
    return buffer.subarray(at - length, at)
  }
  const [version, code, id] = [buffer.readUInt16BE(0), buffer.readUInt16BE(2), buffer.readInt32BE(4)]
  for (;;) {
    const tag = take(1).readUInt8()
    if (tag === END) return { version, code, id, groups, data: buffer.subarray(at) }
    if (tag <= LAST_GROUP) { groups.push({ tag, attributes: [] }); continue }
    const name = take(take(2).readUInt16BE()).toString()
    const value = valueOf(tag, take(take(2).readUInt16BE()))
    const attributes = groups.at(-1)?.attributes
    const last = attributes?.at(-1)
    if (name !== '' && attributes) attributes.push({ name, values: [value] })
    else if (last) last.values.push(value)
    else throw new RangeError('an IPP message whose value belongs to nothing')
  }
}

/** The values of an attribute in a group; none when it is not there. */
export function valuesOf (group: IppGroup | undefined, name: string): Array<IppValue['value']> {
  return group?.attributes.find((one) => one.name === name)?.values.map(({ value }) => value) ?? []
}

function bytesOf ({ tag, value }: IppValue): Uint8Array {
  if (typeof value === 'number') return number(value, 4)
  if (typeof value === 'boolean') return number(Number(value), 1)
  if (typeof value === 'string') return Buffer.from(value)
  if (isText(tag) || isNumber(tag)) throw new RangeError('a value that does not fit its tag')
  return value
}

function valueOf (tag: number, bytes: Buffer): IppValue {
  if (isNumber(tag) && bytes.length === 4) return { tag, value: bytes.readInt32BE() }
  if (tag === TYPE.boolean && bytes.length === 1) return { tag, value: bytes.readUInt8() !== 0 }
  return { tag, value: isText(tag) ? bytes.toString() : Uint8Array.from(bytes) }
}

function lengthFirst (bytes: Uint8Array): Uint8Array[] {
  if (bytes.length > 32_767) throw new RangeError('a name or value that is too long for IPP')
  return [number(bytes.length, 2), bytes]
}

function number (value: number, bytes: 1 | 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  if (bytes === 4) buffer.writeInt32BE(value)
  else buffer.writeUIntBE(value, 0, bytes)
  return buffer
}
