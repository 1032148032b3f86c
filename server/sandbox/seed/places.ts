import type { Random } from './random.ts'

export interface Place {
  PostalCode: string
  Country: string
  State: string
  City: string
  Street: string
}

type Spots = readonly [readonly [string, string, string, string], ...Array<readonly [string, string, string, string]>]

/** Postal code, prefecture, city, district. */
const japanese: Spots = [
  ['100-0005', '東京都', '千代田区', '丸の内'], ['150-0002', '東京都', '渋谷区', '渋谷'], ['160-0023', '東京都', '新宿区', '西新宿'], ['220-0012', '神奈川県', '横浜市西区', 'みなとみらい'],
  ['260-0013', '千葉県', '千葉市中央区', '中央'], ['330-0854', '埼玉県', 'さいたま市大宮区', '桜木町'], ['450-0002', '愛知県', '名古屋市中村区', '名駅'], ['530-0001', '大阪府', '大阪市北区', '梅田'],
  ['600-8216', '京都府', '京都市下京区', '東塩小路町'], ['650-0021', '兵庫県', '神戸市中央区', '三宮町'], ['730-0011', '広島県', '広島市中区', '基町'], ['812-0011', '福岡県', '福岡市博多区', '博多駅前'],
  ['980-0021', '宮城県', '仙台市青葉区', '中央'], ['060-0005', '北海道', '札幌市中央区', '北五条西'], ['920-0853', '石川県', '金沢市', '本町'], ['900-0015', '沖縄県', '那覇市', '久茂地']
]

/** Postal code, state, city, street. */
const english: Spots = [
  ['94105', 'CA', 'San Francisco', 'Mission Street'], ['10001', 'NY', 'New York', 'West 31st Street'], ['60601', 'IL', 'Chicago', 'North Michigan Avenue'],
  ['EC2A 4NE', 'London', 'London', 'Great Eastern Street'], ['78701', 'TX', 'Austin', 'Congress Avenue'], ['V6B 1A1', 'BC', 'Vancouver', 'West Hastings Street']
]

const countries: Record<string, string> = { London: 'United Kingdom', BC: 'Canada' }
const buildings = ['', '', '中央ビル3F', '第一生命ビル 12階', 'サンシャインタワー 8F', '髙島ビルディング B棟 501'] as const

export function makePlace (random: Random, isJapanese: boolean): Place {
  if (!isJapanese) {
    const [PostalCode, State, City, street] = random.pick(english)
    return { PostalCode, Country: countries[State] ?? 'United States', State, City, Street: `${random.between(1, 999)} ${street}` }
  }
  const [PostalCode, State, City, district] = random.pick(japanese)
  const building = random.pick(buildings)
  const street = `${district}${random.between(1, 5)}丁目${random.between(1, 30)}-${random.between(1, 20)}`
  return { PostalCode, Country: '日本', State, City, Street: building === '' ? street : `${street}\n${building}` }
}

/** The place as the fields of a compound address: `BillingStreet` … */
export function placeFields (prefix: string, place: Place): Record<string, string> {
  return Object.fromEntries(Object.entries(place).map(([name, value]) => [prefix + name, String(value)]))
}
