import { rawPdf } from '../io/raw-pdf.ts'
import { cases, type Case } from './case.ts'

/** Class S: PDFs that attack who shows them. They come from the org; we give them as bytes to save, under `sandbox`, and draw their pages in another process. */
const pdf = (object: string) => Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R ${object}>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF`)
const file = (inputs: Record<string, Buffer>, cve?: string[]): Case[] => cases('file', 'harmless', Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [`S ${name}`, { title: `${name}.pdf`, bytes }])), cve)

export const viewerCases: Case[] = [
  ...file({ 'a font matrix that is a script': Buffer.from(pdf('').toString('latin1').replace('/MediaBox', '/Resources<</Font<</F<</Type/Font/Subtype/Type1/FontMatrix[1 2 3 4 5 (1\\); alert\\(origin\\)]>>>>>>/MediaBox'), 'latin1') }, ['CVE-2024-4367']),
  ...file({
    'a script on opening': pdf('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'),
    'a program on opening': pdf('/OpenAction<</S/Launch/F(calc.exe)>>'),
    'an address on opening': pdf('/OpenAction<</S/URI/URI(http://127.0.0.1:__PORT__/)>>'),
    'a form that sends itself': pdf('/OpenAction<</S/SubmitForm/F(http://127.0.0.1:__PORT__/)>>'),
    'a form of XFA': pdf('/AcroForm<</XFA(<xdp xmlns="http://ns.adobe.com/xdp/"><script>app.alert(1)</script></xdp>)>>'),
    'a file within': pdf('/Names<</EmbeddedFiles<</Names[(x.exe)<</F(x.exe)>>]>>>>'),
    'a tree that is its own child': Buffer.from(pdf('').toString('latin1').replace('/Kids[3 0 R]', '/Kids[2 0 R]'), 'latin1'),
    'pages without number': Buffer.from(pdf('').toString('latin1').replace('/Count 1', '/Count 2147483647'), 'latin1'),
    'a sheet without end': rawPdf({ box: '0 0 1000000000 1000000000' }),
    'a sheet turned inside out': rawPdf({ box: '100 100 -100 -100' }),
    'a stream that lies about its length': rawPdf({ streamEntries: '/Length 999999999' }),
    'saving states without end': rawPdf({ pages: ['q '.repeat(500_000)] }),
    'HTML called a PDF': Buffer.from('<html><script>alert(1)</script></html>'),
    'HTML behind a PDF': Buffer.concat([pdf(''), Buffer.from('<script>alert(1)</script>')]),
    'nothing called a PDF': Buffer.from(' ')
  })
]
