/** A value as it stands on the page: text, and where a click on it leads. */
export interface Shown { text: string, href: string }

export interface Given { type: string, value: string | number | boolean | null, text: string | null, scale: number }

// Users and groups have no page here.
const NO_PAGE = /^(005|00G|00E)/

/** A value of Salesforce as people read it in this language. Times are those of the browser's own zone. */
export function showValue ({ type, value, text, scale }: Given, language: string): Shown {
  if (value === null || value === '') return plain('')
  switch (type) {
    case 'reference': return { text: text ?? '', href: text !== null && !NO_PAGE.test(String(value)) ? `/r/${String(value)}` : '' }
    case 'currency': case 'double': case 'int': case 'long': return plain(typeof value === 'number' ? sayNumber(value, type === 'currency' ? 2 : scale, language) : String(value))
    case 'percent': return plain(typeof value === 'number' ? `${sayNumber(value, scale, language)}%` : String(value))
    case 'date': return plain(sayDate(String(value), language))
    case 'datetime': return plain(sayMoment(String(value), language))
    case 'email': return { text: String(value), href: `mailto:${encodeURIComponent(String(value))}` }
    case 'phone': return { text: String(value), href: `tel:${String(value).replace(/[^+\d]/g, '')}` }
    case 'url': return { text: String(value), href: webAddress(String(value)) }
    case 'multipicklist': return plain((text ?? String(value)).split(';').join(language.startsWith('ja') ? '、' : ', '))
    case 'time': return plain(String(value).slice(0, 5))
    default: return plain(text ?? String(value))
  }
}

function plain (text: string): Shown {
  return { text, href: '' }
}

/** No digits that say nothing: amounts in yen have no decimals, whatever the field allows. */
function sayNumber (value: number, scale: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: Math.min(scale, 18) }).format(value)
}

/** A day is the same everywhere. */
export function sayDate (day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? day : new Intl.DateTimeFormat(language, { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(date)
}

export function sayMoment (moment: string, language: string): string {
  const date = new Date(moment.replace(/\+0000$/, 'Z'))
  return Number.isNaN(date.getTime()) ? moment : new Intl.DateTimeFormat(language, { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit' }).format(date)
}

/** People write addresses into records, and others write scripts. */
function webAddress (written: string): string {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol) ? address : ''
}
