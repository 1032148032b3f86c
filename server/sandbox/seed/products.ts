import type { Org } from '../org.ts'
import type { Row } from '../store/table.ts'
import { plant } from './plant.ts'

export interface Product {
  row: Row
  entry: Row
  name: string
  price: number
  unit: string
  taxRate: number
}

/** Name, code, unit, price in yen, tax rate in percent (8: 軽減税率), family. */
const catalogue: Array<[string, string, string, number, number, string]> = [
  ['業務用複合機 MX-3200', 'MX-3200', '台', 398000, 10, 'Hardware'], ['ノートパソコン 14型', 'NB-14A', '台', 148000, 10, 'Hardware'], ['液晶モニター 27インチ', 'DP-27', '台', 42800, 10, 'Hardware'],
  ['導入設定作業', 'SV-SETUP', '式', 120000, 10, 'Service'], ['年間保守サービス', 'SV-MNT', '年', 96000, 10, 'Service'], ['操作研修(半日)', 'SV-TRN', '回', 55000, 10, 'Service'],
  ['トナーカートリッジ 黒', 'TN-K', '本', 9800, 10, 'Supplies'], ['コピー用紙 A4 2500枚', 'PP-A4', '箱', 2480, 10, 'Supplies'],
  ['静岡煎茶 100g', 'FD-TEA', '袋', 980, 8, 'Food'], ['ミネラルウォーター 500ml×24本', 'FD-WTR', 'ケース', 1680, 8, 'Food'], ['季節の菓子折り', 'FD-SWT', '箱', 3240, 8, 'Food'], ['有機コーヒー豆 1kg', 'FD-CFE', 'kg', 4300, 8, 'Food']
]

/** Products with their entries in the standard price book. */
export function plantProducts (org: Org): [Product, ...Product[]] {
  const pricebook = plant(org, 'Pricebook2', { Name: 'Standard Price Book', IsActive: true, IsStandard: true })
  const products = catalogue.map(([name, code, unit, price, taxRate, family]): Product => {
    const row = plant(org, 'Product2', { Name: name, ProductCode: code, Description: `${name}(${code})`, IsActive: true, Family: family, QuantityUnitOfMeasure: unit, TaxRate__c: taxRate })
    const entry = plant(org, 'PricebookEntry', { Name: name, Pricebook2Id: pricebook.Id, Product2Id: row.Id, UnitPrice: price, IsActive: true })
    return { row, entry, name, price, unit, taxRate }
  })
  return products as [Product, ...Product[]]
}
