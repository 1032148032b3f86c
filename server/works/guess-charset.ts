import type { Charset } from './csv-schema.ts'

const MARKS: ReadonlyArray<readonly [Charset, number[]]> = [['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]]]

/** The charset that a byte order mark says, if there is one. */
export function readMark (bytes: Uint8Array): Charset | null {
  return MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0] ?? null
}

/**
 * The charset of bytes without a mark. What is valid UTF-8 is UTF-8: text in another charset hardly ever is. Else the one of windows-31j and EUC-JP that it can
 * be, and where it can be both, the one that makes likelier Japanese. The bytes may end in the middle of a character.
 */
export function guessCharset (bytes: Uint8Array): Charset {
  if (decode('utf-8', bytes) !== null) return 'utf-8'
  const windows = decode('windows-31j', bytes)
  const euc = decode('euc-jp', bytes)
  if (euc === null) return 'windows-31j'
  return windows === null || weigh(euc) > weigh(windows) ? 'euc-jp' : 'windows-31j'
}

function decode (charset: Charset, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}

/** Points for a character, by how likely it stands in a Japanese file. A halfwidth katakana is one byte, the others are two. */
const POINTS: ReadonlyArray<readonly [RegExp, number]> = [[/\p{Script=Hiragana}/gu, 4], [/[ァ-ヺー、。]/gu, 3], [/\p{Script=Han}/gu, 2], [/[ｦ-ﾟ]/gu, 1], [/[｡-･]/gu, -1], [/\p{Co}/gu, -6]]

function weigh (text: string): number {
  return POINTS.reduce((sum, [kind, points]) => sum + points * (text.match(kind)?.length ?? 0), 0)
}
