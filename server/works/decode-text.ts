import { setImmediate as pause } from 'node:timers/promises'
import type { Charset } from './csv-schema.ts'

const SLICE = 65_536

/**
 * Bytes as text, piece after piece. A byte that the charset does not have becomes U+FFFD. Between two pieces other work of the process gets its turn, and
 * `goOn` is asked whether more is wanted.
 */
export async function * decodeText (charset: Charset, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, goOn: () => boolean): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      if (!goOn()) return
      yield repair(charset, decoder.decode(chunk.subarray(at, at + SLICE), { stream: true }))
      await pause()
    }
  }
  yield repair(charset, decoder.decode())
}

/** Node reads Shift_JIS by IBM's table, which has three control characters in each other's places: https://encoding.spec.whatwg.org/#shift_jis-decoder leaves them. */
function repair (charset: Charset, text: string): string {
  // eslint-disable-next-line no-control-regex
  return charset === 'windows-31j' ? text.replace(/[\x1a\x1c\x7f]/g, (sign) => sign === '\x1c' ? '\x1a' : sign === '\x7f' ? '\x1c' : '\x7f') : text
}
