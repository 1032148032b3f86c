import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import t from 'tap'
import { openJoint } from '../../server/works/join-pdfs.ts'

/** A page that draws `drawing` and hangs on an image that it may share with others. */
async function part (drawing: string, image: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const page = pdf.addPage([200, 100])
  const mask = pdf.context.register(pdf.context.stream(`mask of ${image}`, { Type: 'XObject' }))
  const picture = pdf.context.register(pdf.context.stream(image, { Type: 'XObject', Subtype: 'Image', SMask: mask }))
  page.node.setXObject(PDFName.of('X1'), picture)
  page.node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.stream(drawing)))
  // A link leads back to its own page: a circle.
  page.node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(pdf.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 1, 1], P: page.ref }))]))
  return pdf.save({ useObjectStreams: false })
}

async function join (parts: Uint8Array[]): Promise<Uint8Array> {
  const joint = await openJoint()
  for (const [at, bytes] of parts.entries()) await joint.add(bytes, `部 ${at + 1}`)
  return (await joint.finish({ title: '全部', lang: 'ja' })).bytes
}

async function streams (bytes: Uint8Array): Promise<string[]> {
  const pdf = await PDFDocument.load(bytes)
  return pdf.context.enumerateIndirectObjects().flatMap(([, object]) => object instanceof PDFRawStream ? [Buffer.from(object.contents).toString()] : []).sort()
}

t.test('what several parts have in common is kept once, each page with its own drawing', async (t) => {
  const bytes = await join([await part('one', 'logo'), await part('two', 'logo'), await part('three', 'seal')])
  t.same(await streams(bytes), ['logo', 'mask of logo', 'mask of seal', 'one', 'seal', 'three', 'two'])
  const pdf = await PDFDocument.load(bytes)
  const shown = pdf.getPages().map(({ node }) => ({
    drawing: Buffer.from((node.Contents() as PDFRawStream).contents).toString(),
    image: Buffer.from((node.Resources()?.lookup(PDFName.of('XObject')) as unknown as { lookup: (name: PDFName) => PDFRawStream }).lookup(PDFName.of('X1')).contents).toString()
  }))
  t.same(shown, [{ drawing: 'one', image: 'logo' }, { drawing: 'two', image: 'logo' }, { drawing: 'three', image: 'seal' }])
  t.equal(pdf.getTitle(), '全部')
})

t.test('the same parts in the same order give the same bytes', async (t) => {
  const parts = [await part('one', 'logo'), await part('two', 'logo')]
  t.ok(Buffer.from(await join(parts)).equals(Buffer.from(await join(parts))))
})
