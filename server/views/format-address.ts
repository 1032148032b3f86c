export interface Address { street: string, city: string, state: string, postalCode: string, country: string }

/** An address in lines, as it is written in its country; null when there is nothing of it. */
export function formatAddress ({ street, city, state, postalCode, country }: Address): string | null {
  const lines = isJapanese(`${street}${city}${state}`)
    ? [postalCode === '' ? '' : `〒${postalCode}`, `${city.startsWith(state) ? '' : state}${city}`, street]
    : [street, [city, `${state} ${postalCode}`.trim()].filter((part) => part !== '').join(', '), country]
  return lines.map((line) => line.trim()).filter((line) => line !== '').join('\n') || null
}

function isJapanese (text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
}
