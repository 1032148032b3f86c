import { words } from '../../../words.ts'
import type { FormGroup, FormValues } from '../fieldForm/fieldForm.ts'

const AMOUNT = '-?[0-9]{1,16}(\\.[0-9]{1,4})?'
const WITHDRAWN = [{ value: '', label: words.withdrawnWithout }, { value: 'with', label: words.withdrawnWith }, { value: 'only', label: words.withdrawnOnly }]

/** What the law wants documents found by (電子帳簿保存法施行規則), as a form that shows what is looked for. */
export function conditionsOf (query: string): FormGroup[] {
  const given = new URLSearchParams(query)
  const value = (name: string): string => given.get(name) ?? ''
  return [{
    name: 'conditions',
    label: '',
    fields: [
      { name: 'dateFrom', label: words.dateFrom, type: 'date', value: value('dateFrom') },
      { name: 'dateTo', label: words.dateTo, type: 'date', value: value('dateTo') },
      { name: 'amountFrom', label: words.amountFrom, type: 'text', value: value('amountFrom'), pattern: AMOUNT, maxLength: 22 },
      { name: 'amountTo', label: words.amountTo, type: 'text', value: value('amountTo'), pattern: AMOUNT, maxLength: 22 },
      { name: 'counterparty', label: words.counterparty, type: 'text', value: value('counterparty'), maxLength: 255 },
      { name: 'kind', label: words.paperKind, type: 'text', value: value('kind'), maxLength: 80 },
      { name: 'number', label: words.paperNumber, type: 'text', value: value('number'), maxLength: 80 },
      { name: 'withdrawn', label: words.withdrawnRule, type: 'select', value: value('withdrawn'), choices: WITHDRAWN }
    ]
  }]
}

/** The form as the query of an address. */
export function queryOf (values: FormValues): string {
  return new URLSearchParams(Object.entries(values).flatMap(([name, value]) => String(value).trim() === '' ? [] : [[name, String(value).trim()]])).toString()
}

/** What is asked of the service. Without a day to begin with it would also find documents that have no place in the ledger. */
export function askedOf (query: string): Record<string, string> {
  return { dateFrom: '1900-01-01', ...Object.fromEntries(new URLSearchParams(query)) }
}
