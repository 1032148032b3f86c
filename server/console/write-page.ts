import { existsSync } from 'node:fs'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutputChunk } from 'rollup'
import type { Library } from './list-library.ts'
import type { Places } from './places.ts'

export interface WritePage { places: Places, chunks: OutputChunk[], library: Library, libraryUrl: string, appUrl: string, folder: string }

/** The one page of the console. All it needs is asked for at once, instead of one import after the other, and who is signed in too. */
export async function writePage ({ places, chunks, library, libraryUrl, appUrl, folder }: WritePage): Promise<void> {
  const extras = ['styles.css', 'icon.svg'].filter((name) => existsSync(join(places.app, name)))
  for (const name of extras) await cp(join(places.app, name), join(folder, name))
  await writeFile(join(folder, 'page.html'), [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Chohyo</title>',
    `<link rel="stylesheet" href="${libraryUrl}/styles/slds.css">`,
    ...extras.includes('styles.css') ? [`<link rel="stylesheet" href="${appUrl}/styles.css">`] : [],
    extras.includes('icon.svg') ? `<link rel="icon" href="${appUrl}/icon.svg">` : '<link rel="icon" href="data:,">',
    `<script type="module" src="${appUrl}/main.js"></script>`,
    '<link rel="preload" as="fetch" href="/v1/session" crossorigin>',
    ...listAtOnce(chunks, library, libraryUrl, appUrl).map((url) => `<link rel="modulepreload" href="${url}">`),
    '</head>',
    '<body class="slds-scope">',
    '<noscript>Chohyo needs JavaScript. / Chohyo を使うには JavaScript を有効にしてください。</noscript>',
    '</body>',
    '</html>',
    ''
  ].join('\n'))
}

/** The URLs of the main module, of what it loads first of all, and of what both need. */
function listAtOnce (chunks: OutputChunk[], library: Library, libraryUrl: string, appUrl: string): string[] {
  const own = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const main = chunks.find(({ isEntry }) => isEntry)
  const files = new Set([main?.fileName ?? '', ...main?.dynamicImports ?? []])
  const urls = new Set<string>()
  for (const file of files) {
    urls.add(`${appUrl}/${file}`)
    for (const each of own.get(file)?.imports ?? []) {
      if (own.has(each)) files.add(each)
      else for (const url of withNeeds(each.slice(libraryUrl.length + 1), library)) urls.add(`${libraryUrl}/${url}`)
    }
  }
  return [...urls]
}

function withNeeds (file: string, { needs }: Library): Set<string> {
  const all = new Set([file])
  for (const each of all) for (const needed of needs[each] ?? []) all.add(needed)
  return all
}
