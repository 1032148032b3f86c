import { FileNameUnusable } from '../errors.ts'

const LONGEST_BYTES = 255
// What Windows, macOS, browsers or Salesforce refuse in a name, control characters, and the overrides that make exe.pdf look like fdp.exe.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\\/:*?"<>|\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i

export interface NameFile {
  /** `御見積書_{number}_{customer.name}`: fields of the Data */
  pattern: string
  data: Record<string, unknown>
  extension: string
  /** names already given away in the same run: the next one gets ` (2)` */
  taken?: ReadonlySet<string>
}

/** A file name that every system takes: no separators or control characters, at most 255 bytes of UTF-8 with its extension, unique among `taken`. */
export function nameFile ({ pattern, data, extension, taken }: NameFile): string {
  const filled = pattern.replace(/\{([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)\}/g, (_, path: string) => fieldText(data, path))
  // Half a character has no place in a header or a file system.
  const clean = filled.toWellFormed().normalize('NFC').replace(/\s+/g, ' ').replace(UNSAFE, '_').replace(/^[. ]+|[. ]+$/g, '')
  if (clean === '') throw new FileNameUnusable(pattern, 'it comes out empty')
  const stem = RESERVED.test(clean) ? `_${clean}` : clean
  for (let copy = 1; ; copy += 1) {
    const ending = `${copy === 1 ? '' : ` (${copy})`}.${extension}`
    const name = cut(stem, LONGEST_BYTES - Buffer.byteLength(ending)) + ending
    if (!taken?.has(name)) return name
  }
}

function fieldText (data: Record<string, unknown>, path: string): string {
  const value = path.split('.').reduce<unknown>((held, name) => typeof held === 'object' && held !== null && Object.hasOwn(held, name) ? (held as Record<string, unknown>)[name] : undefined, data)
  if (value === undefined) throw new FileNameUnusable(`{${path}}`, 'the template has no such field')
  if (value === null) return ''
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') throw new FileNameUnusable(`{${path}}`, 'that field is a list')
  return String(value)
}

/** The longest beginning that fits, never half a character. */
function cut (text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  let size = 0
  for (const { segment } of new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)) {
    size += Buffer.byteLength(segment)
    if (size > bytes) break
    kept += segment
  }
  return kept.replace(/[. ]+$/, '')
}
