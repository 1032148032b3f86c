const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The 18-character form of a record id, so that one record has one name here. The suffix says which of the 15 are capitals, five to a letter:
 * https://help.salesforce.com/s/articleView?id=000385585
 */
export function longId (id: string): string {
  if (id.length === 18) return id
  const suffix = [0, 5, 10].map((start) => {
    const group = [...id.slice(start, start + 5)]
    return LETTERS.charAt(group.reduce((bits, letter, place) => letter >= 'A' && letter <= 'Z' ? bits | (1 << place) : bits, 0))
  })
  return id + suffix.join('')
}
