import type { Decimal } from 'decimal.js'

interface Script { digits: string, small: [ten: string, hundred: string, thousand: string], large: string[], one: boolean }

/** 漢数字, 大字 as laws and receipts use it today, and the full old set. `one` writes 壱百 where 漢数字 leaves the one out. */
const scripts: Record<'kanji' | 'daiji' | 'old', Script> = {
  kanji: { digits: '〇一二三四五六七八九', small: ['十', '百', '千'], large: ['', '万', '億', '兆', '京'], one: false },
  daiji: { digits: '零壱弐参四五六七八九', small: ['拾', '百', '千'], large: ['', '萬', '億', '兆', '京'], one: true },
  old: { digits: '零壱弐参肆伍陸漆捌玖', small: ['拾', '佰', '仟'], large: ['', '萬', '億', '兆', '京'], one: true }
}

/** 1500 → 千五百, or 壱千五百 in 大字. Whole numbers up to 20 digits; a minus becomes マイナス. */
export function writeKanji (value: Decimal, style: keyof typeof scripts): string {
  if (!value.isInteger()) throw new Error(`${value.toFixed()} is not a whole number; round it first`)
  if (value.abs().gte('1e20')) throw new Error(`${value.toFixed()} is too large to be written in 漢数字`)
  const script = scripts[style]
  if (value.isZero()) return script.digits[0]!
  const groups = value.abs().toFixed().padStart(20, '0').match(/\d{4}/g)!
  const text = groups.map((group, index) => {
    const written = writeGroup(group, script)
    return written === '' ? '' : written + script.large[groups.length - 1 - index]!
  }).join('')
  return value.isNegative() ? `マイナス${text}` : text
}

function writeGroup (group: string, { digits, small, one }: Script): string {
  return [...group].map((char, index) => {
    const digit = Number(char)
    if (digit === 0) return ''
    const unit = ['', ...small][3 - index]!
    return (digit === 1 && unit !== '' && !one ? '' : digits[digit]!) + unit
  }).join('')
}

/** 1500 → 一五〇〇; other characters stay. */
export function kanjiDigits (text: string): string {
  return text.replace(/\d/g, (digit) => scripts.kanji.digits[Number(digit)]!)
}
