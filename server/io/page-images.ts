import { PagesNotDrawn, PageUnknown } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'
import { openSubprocesses } from './subprocess.ts'

/** One page as a picture: PNG, with its size in pixels. */
export interface PageImage { png: Uint8Array, width: number, height: number }

/** Some pages of a document, which has `pages` in all. */
export interface DrawnPages { pages: number, images: [PageImage, ...PageImage[]] }

export interface PageImages {
  /** Pages from the number `from` (the first is 1), at most `count` of them. Errors: PageUnknown when there is no page `from`, PagesNotDrawn. */
  draw: (pdf: Uint8Array, range: { from: number, count: number }) => Promise<DrawnPages>
  close: () => Promise<void>
}

export interface PagesQuestion { pdf: Uint8Array, from: number, count: number }
/** `memory`: MiB that PDFium has reached. */
export type PagesReply = ({ pages: number, images: PageImage[] } | { unreadable: true }) & { memory: number }

/** Milliseconds for the pages of one answer. */
const TIME_LIMIT = 20_000
/** It travels to the subprocess and lies in memory several times. */
const MOST_BYTES = 100_000_000
/** MiB. WebAssembly never gives memory back, so a subprocess that has more is replaced. */
const MOST_KEPT = 256

/** PDF to pictures by PDFium (https://pdfium.googlesource.com/pdfium/) as WebAssembly, in subprocesses that start with the first question. */
export function openPageImages ({ size, timeLimit = TIME_LIMIT }: { size: number, timeLimit?: number }): PageImages {
  const subprocesses = openSubprocesses(new URL('./answer-page-images.ts', import.meta.url), { size, retire: (reply) => (reply as PagesReply).memory > MOST_KEPT })
  return {
    draw: async (pdf, { from, count }) => {
      if (pdf.byteLength > MOST_BYTES) throw new PagesNotDrawn(both('it is larger than 100 MB', '100 MB を超えています'))
      const reply = await subprocesses.ask({ pdf, from, count } satisfies PagesQuestion, { timeLimit }).catch(nameFailure) as PagesReply
      if ('unreadable' in reply) throw new PagesNotDrawn(both('it is not a readable PDF', 'PDF として読み取れません'))
      const [first, ...others] = reply.images
      if (first === undefined) throw new PageUnknown(reply.pages, from)
      return { pages: reply.pages, images: [first, ...others] }
    },
    close: subprocesses.close
  }
}

const REASONS: Readonly<Record<string, Both>> = {
  CHOHYO_SUBPROCESS_LATE: both('drawing them took too long', '描画に時間がかかりすぎるため中止しました'),
  CHOHYO_SUBPROCESS_OUT_OF_MEMORY: both('drawing them needs too much memory', '必要なメモリが大きすぎます'),
  CHOHYO_SUBPROCESS_DIED: both('drawing them stopped unexpectedly', '描画中に停止しました')
}

function nameFailure (error: unknown): never {
  const reason = REASONS[(error as { code?: string }).code ?? '']
  throw reason === undefined ? error : new PagesNotDrawn(reason)
}
