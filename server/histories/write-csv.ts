/** What a spreadsheet takes for the beginning of a formula, also in full width and behind what nobody sees: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** A row of CSV (https://www.rfc-editor.org/rfc/rfc4180): every field in quotes, and none that a spreadsheet would calculate. A number stays one. */
export function writeCsvRow (fields: Array<string | number | null>): string {
  return `${fields.map((field) => `"${defuse(String(field ?? '')).replaceAll('"', '""')}"`).join(',')}\r\n`
}

function defuse (text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
}
