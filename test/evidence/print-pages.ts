import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { hashBody } from '../../server/definitions/hash-body.ts'
import { printTemplate } from '../../server/documents/print-template.ts'
import { openChrome } from '../../server/io/chrome.ts'
import { readFolder } from '../../server/templates/read-folder.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import { chromeDir } from '../chrome.ts'
import { pageData, type Evidence } from './page-data.ts'

/** The page in both languages, as HTML and as PDF, by the same steps that make every document of Chohyo. Answers the paths. */
export async function printPages ({ out, ...evidence }: Evidence & { out: string }): Promise<string[]> {
  const { template: body, assets } = await readFolder(join(import.meta.dirname, 'page'))
  const chrome = await openChrome({ path: process.env.CHROME_PATH, dir: chromeDir, pages: 1, log: pino({ level: 'silent' }), requireIsolation: false })
  const paths: string[] = []
  try {
    for (const language of ['ja', 'en'] as const) {
      const template = { ...body, lang: language }
      const data = pageData({ ...evidence, language })
      const page = renderHtml(template, data)
      const { bytes } = await printTemplate(chrome, { template, key: hashBody(template), title: data.title, page, assets })
      const name = join(out, `evidence-${language}`)
      await writeFile(`${name}.pdf`, bytes)
      await writeFile(`${name}.html`, `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${data.title}</title><style>${page.head}body { max-width: 180mm; margin: 8mm auto; padding: 0 5mm; }</style><body>${page.body}</body></html>\n`)
      paths.push(`${name}.html`, `${name}.pdf`)
    }
  } finally {
    await chrome.close()
  }
  return paths
}
