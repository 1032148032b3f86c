import { PDFDocument, PDFHexString, PDFName, PDFNull, PDFNumber, type PDFRef } from '@cantoo/pdf-lib'
import { foldObjects, type Known } from './fold-objects.ts'

/** One PDF that grows by others; every one of them gets a bookmark. The same parts in the same order give the same bytes. */
export interface Joint {
  add: (bytes: Uint8Array, title: string) => Promise<void>
  /** `lang` as BCP 47. */
  finish: (about: { title: string, lang: string }) => Promise<{ bytes: Uint8Array, pages: number }>
}

interface Bookmark { title: string, page: PDFRef }

export async function openJoint (): Promise<Joint> {
  const joint = await PDFDocument.create({ updateMetadata: false })
  const known: Known = new Map()
  const bookmarks: Bookmark[] = []
  return {
    async add (bytes, title) {
      const first = joint.context.largestObjectNumber + 1
      const part = await PDFDocument.load(bytes, { updateMetadata: false })
      const pages = await joint.copyPages(part, part.getPageIndices())
      for (const page of pages) joint.addPage(page)
      if (pages[0]) bookmarks.push({ title, page: pages[0].ref })
      foldObjects(joint.context, known, first)
    },
    async finish ({ title, lang }) {
      joint.setTitle(title)
      joint.setLanguage(lang)
      addOutline(joint, bookmarks)
      const bytes = await joint.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
      return { bytes, pages: joint.getPageCount() }
    }
  }
}

/** A flat list of bookmarks, each leading to the top of its page (ISO 32000-1, 12.3.3). */
function addOutline ({ context, catalog }: PDFDocument, bookmarks: Bookmark[]): void {
  if (bookmarks.length === 0) return
  const root = context.nextRef()
  const refs = bookmarks.map(() => context.nextRef())
  const name = PDFName.of
  for (const [at, { title, page }] of bookmarks.entries()) {
    const item = context.obj({})
    item.set(name('Title'), PDFHexString.fromText(title))
    item.set(name('Parent'), root)
    const [before, after] = [refs[at - 1], refs[at + 1]]
    if (before) item.set(name('Prev'), before)
    if (after) item.set(name('Next'), after)
    item.set(name('Dest'), context.obj([page, name('XYZ'), PDFNull, PDFNull, PDFNull]))
    context.assign(refs[at] as PDFRef, item)
  }
  const outlines = context.obj({ Type: 'Outlines' })
  outlines.set(name('First'), refs[0] as PDFRef)
  outlines.set(name('Last'), refs.at(-1) as PDFRef)
  outlines.set(name('Count'), PDFNumber.of(refs.length))
  context.assign(root, outlines)
  catalog.set(name('Outlines'), root)
  catalog.set(name('PageMode'), name('UseOutlines'))
}
