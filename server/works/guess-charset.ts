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
  return windows === null || weigh(euc, 5) - RARE * countRare(bytes) > weigh(windows, 2) ? 'euc-jp' : 'windows-31j'
}

function decode (charset: Charset, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}

/** Points for a character, by how likely it stands in a Japanese file. A halfwidth katakana is one byte in windows-31j; elsewhere characters have two. */
const POINTS: ReadonlyArray<readonly [RegExp, number]> = [[/\p{Script=Hiragana}/gu, 8], [/[ァ-ヺー、。]/gu, 6], [/\p{Script=Han}/gu, 5], [/[｡-･]/gu, -4], [/\p{Co}/gu, -12]]
const RARE = 9

function weigh (text: string, halfwidth: number): number {
  return [...POINTS, [/[ｦ-ﾟ]/gu, halfwidth] as const].reduce((sum, [kind, points]) => sum + points * (text.match(kind)?.length ?? 0), 0)
}

/** The kanji of the second level of JIS in EUC-JP. Seldom in real texts, but every third of what halfwidth katakana look like when taken for EUC-JP. */
function countRare (bytes: Uint8Array): number {
  let rare = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0xd0) rare++
    if (byte >= 0x80) at += byte === 0x8f ? 2 : 1
  }
  return rare
}
