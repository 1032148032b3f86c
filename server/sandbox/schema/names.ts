/** A person's full name: family name first where it is written in Japanese. */
export function personName (row: Record<string, unknown>): string {
  const last = typeof row.LastName === 'string' ? row.LastName : ''
  const first = typeof row.FirstName === 'string' ? row.FirstName : ''
  const japanese = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[\ud840-\udbff]/.test(last + first)
  return (japanese ? [last, first] : [first, last]).filter(part => part !== '').join(' ')
}
