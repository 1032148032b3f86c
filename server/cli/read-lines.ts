import { createReadStream } from 'node:fs'

/** The lines of a file, to the byte: only \n ends one (readline would also split at U+2028), and what is no UTF-8 becomes a line that is nothing. A last line without its end counts. */
export async function * readLines (file: string): AsyncGenerator<string> {
  let rest: Buffer[] = []
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
    let begin = 0
    for (let end = part.indexOf(0x0a); end !== -1; end = part.indexOf(0x0a, begin)) {
      yield decode(Buffer.concat([...rest, part.subarray(begin, end)]))
      rest = []
      begin = end + 1
    }
    if (begin < part.length) rest.push(part.subarray(begin))
  }
  if (rest.length > 0) yield decode(Buffer.concat(rest))
}

function decode (bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return '\uFFFD'
  }
}
