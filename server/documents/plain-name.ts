// Legal forms as they are written before, behind or inside a name; after NFKC ㈱ is (株).
const LEGAL_FORMS = /株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|\((?:株|有|同|資|名|社|財)\)/g

/** A name as it is searched: width, case, spaces and 株式会社 in any spelling make no difference. https://unicode.org/reports/tr15/#Norm_Forms */
export function plainName (name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replace(LEGAL_FORMS, '')
}

/** A document's number as it is searched. */
export function plainNumber (number: string): string {
  return number.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** The characters of a plain name and its pairs of neighbours. Whatever contains a text has all parts of it; the reverse must be looked at. */
export function partsOf (plain: string): string[] {
  const letters = [...plain]
  return [...new Set([...letters, ...letters.slice(1).map((letter, index) => letters[index] + letter)])]
}
