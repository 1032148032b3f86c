import { deflateSync, crc32 } from 'node:zlib'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { PDFiumDocument } from '@hyzyla/pdfium'

const library = PDFiumLibrary.init()

async function withDocument<Result> (bytes: Uint8Array, use: (document: PDFiumDocument) => Result | Promise<Result>): Promise<Result> {
  const document = await (await library).loadDocument(Buffer.from(bytes))
  try {
    return await use(document)
  } finally {
    document.destroy()
  }
}

/** The selectable text of a PDF, page after page. */
export async function pdfText (bytes: Uint8Array): Promise<string> {
  return await withDocument(bytes, (document) => [...document.pages()].map((page) => page.getText()).join('\n'))
}

export async function pdfPages (bytes: Uint8Array): Promise<number> {
  return await withDocument(bytes, (document) => document.getPageCount())
}

/** Base names and kinds of the fonts a PDF by Chrome embeds (its dictionaries are not compressed). */
export function pdfFonts (bytes: Uint8Array): Array<{ name: string, type: string }> {
  const fonts = Buffer.from(bytes).toString('latin1').matchAll(/\/Type \/Font\b(?!Descriptor)([\s\S]*?)endobj/g)
  return [...fonts].map(([, dictionary = '']) => ({
    name: (/\/BaseFont \/([^\s/>]+)/.exec(dictionary)?.[1] ?? '').replace(/^[A-Z]{6}\+/, ''),
    type: /\/Subtype \/(\w+)/.exec(dictionary)?.[1] ?? ''
  }))
}

/** A picture of one page (from 0), for looking at. */
export async function pdfPng (bytes: Uint8Array, page = 0): Promise<Buffer> {
  return await withDocument(bytes, async (document) => {
    const { data, width, height } = await document.getPage(page).render({ scale: 1.5, render: 'bitmap' })
    return encodePng(data, width, height)
  })
}

// PDFium gives rows of RGBA.
function encodePng (pixels: Uint8Array, width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width * 4 + 1))
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk (type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
