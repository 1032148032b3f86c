import t from 'tap'
import { blankDates, countPages, paperSize, renumberTags } from '../../server/io/pdf.ts'
import { openTestChrome, print } from '../chrome.ts'
import { pdfPages, pdfText } from '../pdf.ts'

t.test('pages are counted through every level of the page tree', async (t) => {
  const chrome = await openTestChrome(t)
  for (const wanted of [1, 2, 7, 8, 9, 64, 65, 300]) {
    const { bytes, pages } = await chrome.printPdf(print({ body: '<p style="break-after:page">頁</p>'.repeat(wanted - 1) + '頁' }))
    t.equal(pages, wanted)
    t.equal(await pdfPages(bytes), wanted)
  }
})

t.test('text that looks like PDF misleads nobody', async (t) => {
  const chrome = await openTestChrome(t)
  const trick = ') /CreationDate (D:20200101000000+00\'00\') endobj trailer << /Root 9 0 R /Info 9 0 R >> startxref 0 %%EOF /Count 99999'
  const { bytes, pages } = await chrome.printPdf(print({ title: trick, body: `<a href="https://example.com/${trick}">${trick}</a>` }))
  t.equal(pages, 1)
  t.match(await pdfText(bytes), /CreationDate/)
})

t.test('a PDF carries no date, and stays a PDF', async (t) => {
  const chrome = await openTestChrome(t)
  const { bytes } = await chrome.printPdf(print({ body: '<p>日付なし</p>' }))
  t.notMatch(Buffer.from(bytes).toString('latin1'), /CreationDate|ModDate/)
  t.match(await pdfText(bytes), /日付なし/)
})

t.test('tags are counted from one, wherever the counter of the browser stood', async (t) => {
  const chrome = await openTestChrome(t)
  const body = '<h1>表</h1><table><thead><tr><th>番号</th><th>品名</th></tr></thead><tbody><tr><td>1</td><td>(node00000099)</td></tr></tbody></table><img alt="node00000099" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACADs=">'
  const { bytes } = await chrome.printPdf(print({ body, tagged: true, outline: true }))
  const ids = (pdf: Uint8Array) => [...new Set([...Buffer.from(pdf).toString('latin1').matchAll(/\/ID \(node(\d+)\)/g)].map(([, id]) => id))]
  t.same(ids(bytes), ['00000001', '00000002'])
  const later = Buffer.from(Buffer.from(bytes).toString('latin1').replace(/(?<!\/Alt )\(node0000000(\d)\)/g, '(node0000777$1)'), 'latin1')
  t.same(ids(later), ['00007771', '00007772'])
  renumberTags(later)
  t.ok(later.equals(bytes), 'the same file again')
  t.match(await pdfText(later), /\(node00000099\)/)
  t.match(later.toString('latin1'), /\/Alt \(node00000099\)/, 'what people are told stays as it was')
})

t.test('paper is measured in millimetres', async (t) => {
  const chrome = await openTestChrome(t)
  for (const [size, width, height] of [['A4', 210, 297], ['A5 landscape', 210, 148], ['100mm 200mm', 100, 200]] as const) {
    const paper = paperSize((await chrome.printPdf(print({ release: size, head: `@page{size:${size}}` }))).bytes)
    t.ok(Math.abs(paper.width - width) < 0.5 && Math.abs(paper.height - height) < 0.5, `${size}: ${paper.width} × ${paper.height}`)
  }
})

t.test('bytes that are no PDF of Chrome are refused, not misread', async (t) => {
  for (const text of ['', 'not a PDF', 'trailer <</Root 1 0 R>> startxref 0', 'xref\n0 1\n0000000000 65535 f \ntrailer <</Root 5 0 R /Info 5 0 R>>\nstartxref\n0\n%%EOF']) {
    for (const read of [countPages, blankDates, paperSize]) t.throws(() => read(Buffer.from(text)), Error, JSON.stringify(text.slice(0, 20)))
  }
})
