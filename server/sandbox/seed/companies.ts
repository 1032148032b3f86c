import type { Random } from './random.ts'

export interface Company {
  name: string
  kana: string | null
}

const stems = [
  ['髙橋', 'タカハシ'], ['渡邉', 'ワタナベ'], ['山﨑', 'ヤマザキ'], ['東洋', 'トウヨウ'], ['富士', 'フジ'], ['日の出', 'ヒノデ'], ['みどり', 'ミドリ'], ['北斗', 'ホクト'], ['アルファ', 'アルファ'],
  ['さくら', 'サクラ'], ['第一', 'ダイイチ'], ['大和', 'ヤマト'], ['旭', 'アサヒ'], ['三﨑', 'ミサキ'], ['青葉', 'アオバ'], ['ニューライフ', 'ニューライフ']
] as const
const trades = [
  ['製作所', 'セイサクショ'], ['商事', 'ショウジ'], ['工業', 'コウギョウ'], ['食品', 'ショクヒン'], ['電機', 'デンキ'], ['建設', 'ケンセツ'], ['運輸', 'ウンユ'], ['システムズ', 'システムズ'], ['薬品', 'ヤクヒン'], ['印刷', 'インサツ']
] as const
const forms = ['株式会社*', '株式会社*', '*株式会社', '㈱*', '有限会社*', '合同会社*', '*(株)'] as const
const englishStems = ['Acme', 'Blue Harbor', 'Northwind', 'Silver & Sons', 'Pacific', 'Redwood', 'Evergreen', 'Lakeside', 'Summit', 'Old Town'] as const
const englishTrades = ['Trading', 'Foods', 'Logistics', 'Industries', 'Systems', 'Medical', 'Printing', 'Construction'] as const
const englishForms = ['Inc.', 'LLC', 'Ltd.', 'Corp.'] as const

export function makeCompany (random: Random, japanese: boolean): Company {
  if (!japanese) return { name: `${random.pick(englishStems)} ${random.pick(englishTrades)} ${random.pick(englishForms)}`, kana: null }
  const [stem, trade] = [random.pick(stems), random.pick(trades)]
  return { name: random.pick(forms).replace('*', `${stem[0]}${trade[0]}`), kana: `${stem[1]}${trade[1]}` }
}

/** 適格請求書発行事業者の登録番号: T and thirteen digits, the first of them the check digit of a corporate number. */
export function makeRegistrationNumber (random: Random): string {
  const digits = Array.from({ length: 12 }, () => random.between(0, 9))
  // https://www.houjin-bangou.nta.go.jp/documents/checkdigit.pdf
  const sum = [...digits].reverse().reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 2), 0)
  return `T${9 - (sum % 9)}${digits.join('')}`
}
