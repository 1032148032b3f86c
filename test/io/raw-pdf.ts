interface RawPdf { pages?: Array<string | Buffer>, box?: string, streamEntries?: string }

/** A PDF written by hand: for each page its drawing operators; `box` is its paper in points, `streamEntries` go into the dictionary of the operators. */
export function rawPdf ({ pages = [''], box = '0 0 595 842', streamEntries = '' }: RawPdf): Buffer {
  const kids = pages.map((_, at) => `${3 + at * 2} 0 R`).join(' ')
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`, ...pages.flatMap((content, at) => [
    `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents ${4 + at * 2} 0 R/Resources<<>>>>`,
    Buffer.concat([`<<${streamEntries}/Length ${content.length}>>\nstream\n`, content, '\nendstream'].map((part) => Buffer.from(part)))
  ])]
  const parts = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  for (const [at, object] of objects.entries()) {
    offsets.push(parts.reduce((sum, { length }) => sum + length, 0))
    parts.push(Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'))
  }
  const start = parts.reduce((sum, { length }) => sum + length, 0)
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.concat([...parts, Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`)])
}
