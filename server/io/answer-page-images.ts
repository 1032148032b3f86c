import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import { answerQuestions } from './answer-questions.ts'
import { encodePng } from './encode-png.ts'
import type { PageImage, PagesQuestion, PagesReply } from './page-images.ts'

// Runs in a subprocess of its own (subprocess.ts): a page may be made to take for ever or to need more memory than there is.

/** Two pixels a point: 144 a inch, so that a page shown 700 pixels wide stays crisp on a fine screen. */
const SCALE = 2
/** A3 at that scale; larger paper is drawn coarser. */
const MOST_PIXELS = 4_100_000
/** Of WebAssembly, in its pages of 64 KiB: 768 MiB. The heap limit of the process does not count it. */
const MOST_MEMORY = 768 * 16

interface Memory { buffer: ArrayBuffer, grow: (pages: number) => number }
/** Node has it, but its types come with those of browsers only. */
const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory }, RuntimeError: ErrorConstructor } }

let memory = 0
limitMemory()
const library = PDFiumLibrary.init()
answerQuestions((question) => answer(question as PagesQuestion))

async function answer ({ pdf, from, count }: PagesQuestion): Promise<PagesReply> {
  const document = await open(pdf)
  if (document === null) return { unreadable: true, memory }
  try {
    const pages = document.getPageCount()
    const images: PageImage[] = []
    for (let page = from; page < Math.min(from + count, pages + 1); page += 1) images.push(await draw(document, page))
    return { pages, images, memory }
  } finally {
    document.destroy()
  }
}

async function open (pdf: Uint8Array): Promise<PDFiumDocument | null> {
  const pdfium = await library
  return pdfium.loadDocument(pdf).catch(endWhenBroken)
}

/** What PDFium cannot read it refuses. When it breaks instead, its memory is not to be trusted any more, and this process ends. */
function endWhenBroken (error: unknown): null {
  if (error instanceof wasm.RuntimeError) throw error
  return null
}

async function draw (document: PDFiumDocument, number: number): Promise<PageImage> {
  const page = document.getPage(number - 1)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (originalWidth * originalHeight)))
  const { data, width, height } = await page.render({ scale, render: 'bitmap' })
  return { png: encodePng({ data, width, height }), width, height }
}

function limitMemory (): void {
  const { prototype } = wasm.Memory
  const grow = Object.getOwnPropertyDescriptor(prototype, 'grow')?.value as Memory['grow']
  prototype.grow = function (this: Memory, pages) {
    const wanted = this.buffer.byteLength / 65_536 + pages
    if (wanted > MOST_MEMORY) throw new RangeError('out of memory')
    memory = Math.max(memory, wanted / 16)
    return grow.call(this, pages)
  }
}
