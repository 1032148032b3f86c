import type { Random } from './random.ts'

export interface Person {
  LastName: string
  FirstName: string
  Kana__c: string | null
  romaji: string
}

type Names = readonly [readonly [string, string, string], ...Array<readonly [string, string, string]>]

/** Written, kana, romaji. Some are written with the variants that older encodings do not have. */
const families: Names = [
  ['佐藤', 'サトウ', 'sato'], ['鈴木', 'スズキ', 'suzuki'], ['髙橋', 'タカハシ', 'takahashi'], ['田中', 'タナカ', 'tanaka'], ['渡邉', 'ワタナベ', 'watanabe'],
  ['渡邊', 'ワタナベ', 'watanabe'], ['伊藤', 'イトウ', 'ito'], ['山﨑', 'ヤマザキ', 'yamazaki'], ['齋藤', 'サイトウ', 'saito'], ['中村', 'ナカムラ', 'nakamura'],
  ['小林', 'コバヤシ', 'kobayashi'], ['加藤', 'カトウ', 'kato'], ['𠮷田', 'ヨシダ', 'yoshida'], ['濵田', 'ハマダ', 'hamada'], ['德永', 'トクナガ', 'tokunaga'], ['葛󠄀城', 'カツラギ', 'katsuragi']
]

const given: Names = [
  ['健一', 'ケンイチ', 'kenichi'], ['美咲', 'ミサキ', 'misaki'], ['翔太', 'ショウタ', 'shota'], ['陽子', 'ヨウコ', 'yoko'], ['大輔', 'ダイスケ', 'daisuke'],
  ['さくら', 'サクラ', 'sakura'], ['隆', 'タカシ', 'takashi'], ['由美子', 'ユミコ', 'yumiko'], ['誠', 'マコト', 'makoto'], ['結衣', 'ユイ', 'yui'], ['ひろし', 'ヒロシ', 'hiroshi'], ['千尋', 'チヒロ', 'chihiro']
]

const englishFamilies = ['Carter', 'Nguyen', 'O\'Brien', 'Müller', 'Smith', 'García', 'Kowalski', 'Johansson', 'Brown', 'Patel'] as const
const englishGiven = ['Emily', 'James', 'Sofia', 'Liam', 'Zoë', 'Noah', 'Priya', 'Oliver', 'Chloé', 'Marek'] as const

export const titles = ['代表取締役', '部長', '課長', '係長', '主任', '担当'] as const
export const englishTitles = ['CEO', 'Director', 'Manager', 'Buyer', 'Accountant'] as const
export const departments = ['営業部', '購買部', '総務部', '経理部', '製造部', '情報システム部'] as const
export const englishDepartments = ['Sales', 'Purchasing', 'Finance', 'Operations', 'IT'] as const

export function makePerson (random: Random, japanese: boolean): Person {
  if (!japanese) {
    const [LastName, FirstName] = [random.pick(englishFamilies), random.pick(englishGiven)]
    return { LastName, FirstName, Kana__c: null, romaji: `${FirstName}.${LastName}`.normalize('NFD').replace(/[^A-Za-z.]/g, '').toLowerCase() }
  }
  const [last, first] = [random.pick(families), random.pick(given)]
  return { LastName: last[0], FirstName: first[0], Kana__c: `${last[1]} ${first[1]}`, romaji: `${first[2]}.${last[2]}` }
}
