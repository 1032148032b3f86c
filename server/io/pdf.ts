/**
 * Small surgery on the PDFs that Chrome (Skia) writes: a classic cross-reference table, objects outside streams in clear.
 * Read by offset, never by searching the file, so that a text that looks like PDF cannot mislead it.
 */

/** Number of pages, from the root of the page tree. Throws when the bytes are not a PDF as Skia writes it. */
export function countPages (pdf: Uint8Array): number {
  const catalog = readObject(pdf, reference(trailer(pdf), 'Root'))
  const count = /\/Count (\d+)/.exec(readObject(pdf, reference(catalog, 'Pages')))
  if (count === null) throw new Error('page tree without a count')
  return Number(count[1])
}

/**
 * Blanks the dates of creation and change in place: the same release and data give the same bytes, and when a document was made is in
 * its history. The length stays, so every offset stays right.
 */
export function blankDates (pdf: Uint8Array): void {
  const info = reference(trailer(pdf), 'Info')
  const start = offsetOf(pdf, info)
  const text = readObject(pdf, info)
  for (const match of text.matchAll(/\/(?:CreationDate|ModDate) \(D:[\d+'-]*Z?\)/g)) {
    pdf.fill(0x20, start + match.index, start + match.index + match[0].length)
  }
}

/**
 * Counts the ids of tags from one, in place. Chrome takes them from a counter of the process that laid the page out, which may have laid out
 * others before. Their order stays, and so does their length: eight digits.
 */
export function renumberTags (pdf: Uint8Array): void {
  const tags = objectOffsets(pdf).flatMap((start, at, starts) => tagIds(latin1(pdf, start, starts[at + 1] ?? pdf.length)).map(({ id, index }) => ({ id, at: start + index })))
  const numbers = new Map([...new Set(tags.map(({ id }) => id))].sort().map((id, place) => [id, String(place + 1).padStart(id.length, '0')]))
  for (const { id, at } of tags) pdf.set(Buffer.from(numbers.get(id) ?? id, 'latin1'), at)
}

/** The ids in one object of the structure tree: `/ID (node00000015)`, in `/Headers [(node00000015)]`, and in the tree of names; never in alternative texts. */
function tagIds (object: string): Array<{ id: string, index: number }> {
  const clear = object.split(/\bstream\r?\n/, 1)[0] ?? ''
  if (!/\/StructElem|\/StructTreeRoot|\/(?:Names|Limits) \[\(node/.test(clear)) return []
  return [...clear.matchAll(/(?<!\\|\/(?:Alt|ActualText|E|T|Lang) )\(node(\d{8})\)/g)].map(({ index, 1: id = '' }) => ({ id, index: index + '(node'.length }))
}

/** Where the objects begin, in the order of the file. */
function objectOffsets (pdf: Uint8Array): number[] {
  const { entries, count } = table(pdf)
  return Array.from({ length: count - 1 }, (_, id) => Number(latin1(pdf, entries + (id + 1) * 20, entries + (id + 1) * 20 + 10))).sort((a, b) => a - b)
}

/** Width and height of the first page found in the tree, in millimetres. */
export function paperSize (pdf: Uint8Array): { width: number, height: number } {
  let node = readObject(pdf, reference(readObject(pdf, reference(trailer(pdf), 'Root')), 'Pages'))
  for (let kids = /\/Kids \[(\d+) 0 R/.exec(node); kids !== null; kids = /\/Kids \[(\d+) 0 R/.exec(node)) node = readObject(pdf, Number(kids[1]))
  const box = /\/MediaBox \[(\S+) (\S+) (\S+) ([^\]\s]+)\]/.exec(node)
  if (box === null) throw new Error('page without a size')
  return { width: toMillimetres(Number(box[3]) - Number(box[1])), height: toMillimetres(Number(box[4]) - Number(box[2])) }
}

function toMillimetres (points: number): number {
  return points / 72 * 25.4
}

function trailer (pdf: Uint8Array): string {
  const tail = latin1(pdf, Math.max(0, pdf.length - 2048), pdf.length)
  const start = tail.lastIndexOf('trailer')
  if (start === -1) throw new Error('not a PDF with a cross-reference table')
  return tail.slice(start)
}

function reference (dictionary: string, key: string): number {
  const match = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)
  if (match === null) throw new Error(`no /${key} in this PDF`)
  return Number(match[1])
}

function readObject (pdf: Uint8Array, id: number): string {
  const start = offsetOf(pdf, id)
  const end = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).indexOf('endobj', start)
  const text = latin1(pdf, start, end === -1 ? pdf.length : end)
  if (!text.startsWith(`${id} 0 obj`)) throw new Error(`object ${id} is not where the table says`)
  return text
}

// A table of one section, `0 N`, with entries of 20 bytes: what Skia writes.
function table (pdf: Uint8Array): { entries: number, count: number } {
  const start = Number(/startxref\s+(\d+)/.exec(trailer(pdf))?.[1])
  const head = /^xref\s+0 (\d+)\s*\n/.exec(latin1(pdf, start, start + 40))
  if (head === null) throw new Error('not a cross-reference table of one section')
  return { entries: start + head[0].length, count: Number(head[1]) }
}

function offsetOf (pdf: Uint8Array, id: number): number {
  const { entries, count } = table(pdf)
  if (id >= count) throw new Error('no such entry in the cross-reference table')
  return Number(latin1(pdf, entries + id * 20, entries + id * 20 + 10))
}

function latin1 (pdf: Uint8Array, start: number, end: number): string {
  return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).toString('latin1', start, end)
}
