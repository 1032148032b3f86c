import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { pino } from 'pino'
import { dataPath } from '../config.ts'
import { hashBody } from '../definitions/hash-body.ts'
import { nameFile } from '../documents/name-file.ts'
import { printTemplate } from '../documents/print-template.ts'
import { DataUnreadable } from '../errors.ts'
import { openChrome } from '../io/chrome.ts'
import { progress } from '../io/progress.ts'
import { demandTemplate } from '../templates/demand-template.ts'
import { readFolder } from '../templates/read-folder.ts'
import { renderHtml } from '../templates/render-html.ts'
import type { Data } from '../templates/schema.ts'
import { herePath, readOptions, type Command } from './usage.ts'
import { demandOut, writeOut } from './write-out.ts'

/** A template folder and a data file to a PDF: no org, no database. */
export const render: Command = {
  usage: 'render --template DIR --out FILE.pdf [--data FILE.json]',
  does: 'a template folder with its sample or with a data file, without org and database',
  async run (args, config) {
    const options = readOptions(args, { required: ['template', 'out'], optional: ['data'] })
    const folder = herePath(config, options.template ?? '')
    const out = herePath(config, options.out ?? '')
    await demandOut(out)
    const { template, assets, mapping } = await readFolder(folder)
    demandTemplate(template, assets)
    const data = options.data === undefined ? template.sample ?? {} : await readData(herePath(config, options.data))
    const pattern = (mapping as { output?: { fileName?: string } } | undefined)?.output?.fileName ?? basename(folder)
    const title = nameFile({ pattern, data, extension: 'pdf' }).replace(/\.pdf$/, '')
    const chrome = await progress('Starting Chrome (it is unpacked the first time)', openChrome({ path: config.CHROME_PATH || undefined, dir: dataPath(config, 'chrome'), pages: 1, log: pino({ level: config.LOG_LEVEL }), requireIsolation: config.NODE_ENV === 'production' }))
    try {
      const { bytes, pages } = await printTemplate(chrome, { template, key: hashBody(template), title, page: renderHtml(template, data), assets })
      await writeOut(out, bytes)
      process.stdout.write(`Written: ${out}, ${pages} page(s), ${bytes.byteLength} bytes\n`)
    } finally {
      await chrome.close()
    }
  }
}

async function readData (path: string): Promise<Data> {
  try {
    const data: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Data
  } catch { /* the same sentence as for data of another shape */ }
  throw new DataUnreadable(basename(path))
}
