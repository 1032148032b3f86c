/** Half-width katakana by the full-width sign they stand for; ガ is ｶﾞ, two signs. NFKC knows the way back only. */
const halfKatakana = new Map<string, string>()
for (let code = 0xff61; code <= 0xff9f; code++) {
  const half = String.fromCharCode(code)
  halfKatakana.set(half.normalize('NFKC'), half)
  for (const mark of ['ﾞ', 'ﾟ']) {
    const composed = (half + mark).normalize('NFKC')
    if (composed.length === 1) halfKatakana.set(composed, half + mark)
  }
}
// NFKC turns the two sound marks into combining ones; typed alone they are these.
halfKatakana.set('゛', 'ﾞ').set('゜', 'ﾟ')

/** ASCII and half-width katakana to full width: `AB-1` → `ＡＢ－１`, `ｶﾞ` → `ガ`. */
export function toZenkaku (text: string): string {
  return text
    .replace(/[\uff61-\uff9f]+/g, (half) => half.normalize('NFKC').replace(/\u3099/g, '゛').replace(/\u309a/g, '゜'))
    .replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000').replaceAll('¥', '￥')
}

/** Full-width letters, digits, signs and katakana to half width: `ＡＢ－１` → `AB-1`, `ガ` → `ｶﾞ`. Hiragana and kanji stay. */
export function toHankaku (text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ').replaceAll('￥', '¥')
    .replace(/[\u3001-\u30ff]/g, (char) => halfKatakana.get(char) ?? char)
}

/** Hiragana to katakana: 読み仮名 to フリガナ. */
export function toKatakana (text: string): string {
  return text.replace(/[\u3041-\u3096\u309d\u309e]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60))
}

/** Katakana (also half-width) to hiragana. */
export function toHiragana (text: string): string {
  return text.replace(/[\uff66-\uff9f]+/g, toZenkaku).replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60))
}
