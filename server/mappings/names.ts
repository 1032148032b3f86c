const addressParts = ['postalCode', 'state', 'city', 'street', 'country'] as const
type Address = Partial<Record<(typeof addressParts)[number], string | null>>

/** Lines of an address as the locale writes it; empty parts leave no gap. Keys as in Salesforce's address: postalCode, state, city, street, country. */
export function writeAddress (value: unknown, locale: string): string {
  const { postalCode, state, city, street, country } = readAddress(value)
  if (locale.startsWith('ja')) return lines([postalCode && `〒${postalCode.replace(/^〒\s*/, '')}`, [state, city, street].map((part) => part?.trim() ?? '').join('')])
  return lines([street, [city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', '), country])
}

function readAddress (value: unknown): Address {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an address is written as { "postalCode": …, "state": …, "city": …, "street": …, "country": … }')
  for (const [name, part] of Object.entries(value)) {
    if (!addressParts.includes(name as 'city')) throw new Error(`an address has no part ${name}; it has ${addressParts.join(', ')}`)
    if (part !== null && typeof part !== 'string') throw new Error(`the part ${name} of an address must be text`)
  }
  return value
}

function lines (parts: Array<string | null | undefined>): string {
  return parts.map((part) => part?.trim() ?? '').filter((part) => part !== '').join('\n')
}

/** 山田 太郎, or Taro Yamada where given names come first. */
export function writeFullName (last: string | null, { first, locale }: { first: string | null, locale: string }): string {
  const familyFirst = ['ja', 'zh', 'ko', 'hu', 'vi'].includes(locale.split('-')[0]!)
  return (familyFirst ? [last, first] : [first, last]).map((name) => name?.trim() ?? '').filter((name) => name !== '').join(' ')
}
