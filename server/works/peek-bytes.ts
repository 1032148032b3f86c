import { putFirst } from './put-first.ts'

const ENOUGH = 65_536
const MOST = 4_194_304

export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** The beginning of a stream of bytes, and the stream with that beginning still in it. `sample` begins with the first byte beyond ASCII and tells charsets apart. */
export interface Peeked { head: Uint8Array, sample: Uint8Array, all: AsyncIterable<Uint8Array> }

/** Looks at the first bytes, until there are some beyond ASCII to judge by: 4 MiB at most. */
export async function peekBytes (bytes: Bytes): Promise<Peeked> {
  const chunks = iterate(bytes)
  const read: Uint8Array[] = []
  let size = 0
  let first = -1
  while (size < MOST && (first === -1 || size - first < ENOUGH)) {
    const { value } = await chunks.next()
    if (value === undefined) break
    const high = first === -1 ? value.findIndex((byte) => byte >= 0x80) : -1
    if (high !== -1) first = size + high
    read.push(value)
    size += value.length
  }
  const head = read.length === 1 && read[0] ? read[0] : Buffer.concat(read)
  const start = first === -1 ? size : first
  return { head: head.subarray(0, ENOUGH), sample: head.subarray(start, start + ENOUGH), all: putFirst(head, chunks) }
}

async function * iterate (bytes: Bytes): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of bytes) yield chunk
}
