import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Found { where: string, what: string, around: string }

/** Looks for texts in everything below some folders, as `strings` would and in more ways: plain, UTF-16, hex and base64 at each of its three places. */
export async function findCanaries (folders: string[], canaries: Record<string, string>): Promise<{ found: Found[], bytes: number }> {
  const needles = Object.entries(canaries).flatMap(([what, text]) => formsOf(text).map((needle) => ({ what, needle })))
  const found: Found[] = []
  let bytes = 0
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const entry of entries.filter((entry) => entry.isFile())) {
      const path = join(entry.parentPath, entry.name)
      // Files of a running database come and go.
      const content = await readFile(path).catch(() => Buffer.alloc(0))
      bytes += content.byteLength
      found.push(...findIn(content, path, needles))
    }
  }
  return { found, bytes }
}

export function findIn (content: Buffer, where: string, needles: Array<{ what: string, needle: Buffer }>): Found[] {
  return needles.flatMap(({ what, needle }) => {
    const place = content.indexOf(needle)
    return place < 0 ? [] : [{ where, what, around: content.subarray(Math.max(0, place - 60), place + needle.length + 40).toString('latin1').replace(/[^ -~]/g, '.') }]
  })
}

export function formsOf (text: string): Buffer[] {
  const plain = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), plain]).toString('base64').slice(shift === 0 ? 0 : 4).replace(/.{0,3}=*$/, ''))
  return [plain, Buffer.from(text, 'utf16le'), Buffer.from(plain.toString('hex')), ...base64.map((form) => Buffer.from(form))]
}
