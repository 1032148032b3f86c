import type { Row } from '../store/table.ts'
import { dayFrom, plant } from './plant.ts'
import type { Showcase } from './showcase.ts'

interface Line {
  name: string
  quantity: number
  unit: string
  price: number
  taxRate: number
  day?: number
}

const japaneseLines: Line[] = [
  { name: '業務用複合機 MX-3200', quantity: 1, unit: '台', price: 398000, taxRate: 10 }, { name: '液晶モニター 27インチ', quantity: 4, unit: '台', price: 42800, taxRate: 10 },
  { name: '導入設定作業', quantity: 1, unit: '式', price: 120000, taxRate: 10 }, { name: '年間保守サービス', quantity: 1, unit: '年', price: 96000, taxRate: 10 },
  { name: '操作研修(半日)', quantity: 2, unit: '回', price: 55000, taxRate: 10 }, { name: 'トナーカートリッジ 黒', quantity: 6, unit: '本', price: 9800, taxRate: 10 },
  { name: 'コピー用紙 A4 2500枚', quantity: 20, unit: '箱', price: 2480, taxRate: 10 }, { name: '静岡煎茶 100g', quantity: 24, unit: '袋', price: 980, taxRate: 8 },
  { name: 'ミネラルウォーター 500ml×24本', quantity: 30, unit: 'ケース', price: 1680, taxRate: 8 }, { name: '季節の菓子折り', quantity: 5, unit: '箱', price: 3240, taxRate: 8 },
  { name: '有機コーヒー豆 1kg', quantity: 3.5, unit: 'kg', price: 4300, taxRate: 8 }, { name: 'お値引き', quantity: 1, unit: '式', price: -20000, taxRate: 10 }
]

const englishLines: Line[] = [
  { name: 'Onboarding workshop', quantity: 2, unit: 'day', price: 1850, taxRate: 0 }, { name: 'Annual subscription, 25 seats', quantity: 25, unit: 'seat', price: 312.5, taxRate: 0 },
  { name: 'Data migration', quantity: 18.5, unit: 'hour', price: 145, taxRate: 0 }, { name: 'Premium support', quantity: 12, unit: 'month', price: 199.99, taxRate: 0 },
  { name: 'Travel expenses (O\'Brien & Sons <contract>)', quantity: 1, unit: 'lump', price: 842.37, taxRate: 0 }
]

function plantLines ({ org }: Showcase, invoice: Row, lines: Line[]): Row[] {
  return lines.map(({ name, quantity, unit, price, taxRate, day = 0 }, at) =>
    plant(org, 'InvoiceLine__c', { Name: name, Invoice__c: invoice.Id, Position__c: at + 1, Quantity__c: quantity, Unit__c: unit, UnitPrice__c: price, TaxRate__c: taxRate, Date__c: dayFrom(day - 12 + at % 12), Description__c: taxRate === 8 ? '軽減税率対象' : null }))
}

/** 適格請求書: twelve lines of both tax rates, some with parts below. */
export function plantInvoice (show: Showcase, opportunity: Row): Row {
  const { org, owner, account, contact, issuer } = show
  const invoice = plant(org, 'Invoice__c', { Account__c: account.Id, Opportunity__c: opportunity.Id, Contact__c: contact.Id, Issuer__c: issuer.Id, IssueDate__c: dayFrom(0), DueDate__c: dayFrom(30), RegistrationNumber__c: issuer.RegistrationNumber__c, Status__c: 'Issued', Currency__c: 'JPY', Subject__c: '本社事務機器更新 10月分', Notes__c: '恐れ入りますが、振込手数料は貴社にてご負担ください。\n※は軽減税率対象品目です。', OwnerId: owner })
  const lines = plantLines(show, invoice, japaneseLines)
  for (const line of lines.slice(0, 3)) plantParts(show, line, 3)
  return invoice
}

export function plantParts ({ org }: Pick<Showcase, 'org'>, line: Row, count: number): void {
  for (let at = 1; at <= count; at++) {
    plant(org, 'InvoiceLinePart__c', { Name: `${String(line.Name)} 内訳 ${at}`, InvoiceLine__c: line.Id, Position__c: at, Quantity__c: at, UnitPrice__c: 1000 * at })
  }
}

export function plantEnglishInvoice (show: Showcase): Row {
  const { org, owner } = show
  const issuer = plant(org, 'Issuer__c', { Name: 'Chohyo Trading America, Inc.', Address__c: '1250 Broadway, 27th Floor, New York, NY 10001', Phone__c: '+1 212 555 0142', BankAccount__c: 'Bank: First Harbor Bank, New York\nRouting no.: 021000000\nAccount no.: 123456789' })
  const account = plant(org, 'Account', { Name: 'Blue Harbor Trading Ltd.', Type: 'Customer', Industry: 'Transportation', Phone: '+44 20 5555 0142', AnnualRevenue: 9_400_000, ExternalKey__c: 'A-0003', OwnerId: owner, BillingPostalCode: 'EC2A 4NE', BillingCountry: 'United Kingdom', BillingState: 'London', BillingCity: 'London', BillingStreet: '82 Great Eastern Street' })
  const contact = plant(org, 'Contact', { AccountId: account.Id, LastName: 'O\'Brien', FirstName: 'Zoë', Salutation: 'Ms.', Title: 'Accountant', Email: 'zoe.obrien@blueharbor.example', OwnerId: owner })
  const invoice = plant(org, 'Invoice__c', { Account__c: account.Id, Contact__c: contact.Id, Issuer__c: issuer.Id, IssueDate__c: dayFrom(0), DueDate__c: dayFrom(30), Status__c: 'Issued', Currency__c: 'USD', Subject__c: 'Implementation and subscription, Q4 2026', Notes__c: 'Please quote the invoice number with your payment.', OwnerId: owner })
  plantLines(show, invoice, englishLines)
  return invoice
}

/** An account with 25 invoices of twelve lines: a statement of 300 lines. */
export function plantStatement (show: Showcase): Row {
  const { org, owner, issuer } = show
  const account = plant(org, 'Account', { Name: '㈱大和食品', Kana__c: 'ヤマトショクヒン', Type: 'Customer', Industry: 'Food & Beverage', Phone: '092-555-7700', ExternalKey__c: 'A-0004', RegistrationNumber__c: 'T8290001234562', OwnerId: owner, BillingPostalCode: '812-0011', BillingCountry: '日本', BillingState: '福岡県', BillingCity: '福岡市博多区', BillingStreet: '博多駅前3丁目2-8' })
  for (let month = 0; month < 25; month++) {
    const day = -25 * 14 + month * 14
    const invoice = plant(org, 'Invoice__c', { Account__c: account.Id, Issuer__c: issuer.Id, IssueDate__c: dayFrom(day), DueDate__c: dayFrom(day + 30), RegistrationNumber__c: issuer.RegistrationNumber__c, Status__c: month < 20 ? 'Paid' : 'Issued', Currency__c: 'JPY', Subject__c: `${month + 1}回目納品分`, OwnerId: owner })
    plantLines(show, invoice, Array.from({ length: 12 }, (unused, at) => ({ ...japaneseLines[(at + month) % 11] ?? { name: '品', quantity: 1, unit: '個', price: 100, taxRate: 10 }, quantity: 1 + (at * 5 + month) % 9, day })))
  }
  return account
}

export function plantCertificate ({ org, owner, contact, issuer }: Showcase): Row {
  return plant(org, 'Certificate__c', { Name: '修了証書', Recipient__c: contact.Id, Issuer__c: issuer.Id, Title__c: '修了証書', Body__c: 'あなたは当社所定の\n帳票設計講座の全課程を修了し\n優秀な成績を収められましたので\nこれを証します', Remarks__c: '<p>第<b>十二</b>期</p>', IssuedOn__c: dayFrom(0), Number__c: '第二〇二六〇一二号', OwnerId: owner })
}

/** 10,000 lines under one invoice, every hundredth with twenty parts: three nested levels that no page holds. */
export function plantStress (show: Pick<Showcase, 'org' | 'owner'>, account: string): Row {
  const { org, owner } = show
  const invoice = plant(org, 'Invoice__c', { Account__c: account, IssueDate__c: dayFrom(0), DueDate__c: dayFrom(30), Status__c: 'Issued', Subject__c: '一万行', OwnerId: owner })
  for (let at = 1; at <= 10_000; at++) {
    const line = plant(org, 'InvoiceLine__c', { Name: `品目 ${String(at).padStart(5, '0')}`, Invoice__c: invoice.Id, Position__c: at, Quantity__c: 1 + at % 7, Unit__c: '個', UnitPrice__c: 100 + at % 900, TaxRate__c: at % 3 === 0 ? 8 : 10, Date__c: dayFrom(-(at % 30)) })
    if (at % 100 === 0) plantParts(show, line, 20)
  }
  return invoice
}
