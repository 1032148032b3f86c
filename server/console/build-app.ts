import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup, type OutputChunk, type Plugin } from 'rollup'
import { ConsoleBroken } from '../errors.ts'
import { minified } from './build-library.ts'
import { compressFolder } from './compress-folder.ts'
import type { Library } from './list-library.ts'
import { drawIcons, lwcModules, warnOf } from './lwc-modules.ts'
import type { Places } from './places.ts'
import type { Sources } from './read-sources.ts'
import { salesforceModules } from './salesforce-modules.ts'
import { findIcon, scanOwn } from './scan-sources.ts'
import { writePage } from './write-page.ts'

export interface BuildApp { places: Places, sources: Sources, /** folder of the library */ library: string, /** URLs of both folders */ libraryUrl: string, appUrl: string }

/** Builds our components and the shell, and the page that opens them, into an empty folder. */
export async function buildApp ({ places, sources, library, libraryUrl, appUrl }: BuildApp, folder: string): Promise<void> {
  const built = JSON.parse(await readFile(join(library, 'library.json'), 'utf8')) as Library
  const bundle = await rollup({
    input: { main: MAIN },
    preserveSymlinks: true,
    logLevel: 'warn',
    plugins: [
      theMain(places),
      fromLibrary({ places, library: built, url: libraryUrl, own: sources.modules }),
      salesforceModules(places),
      ownIcons(places, sources),
      ...lwcModules(places.root, (name) => name.startsWith('c/') || name.startsWith('console/') ? sources.modules.get(name) : undefined),
      nodeResolve({ browser: true })
    ],
    onwarn: (log) => warnOf(places.root, log)
  })
  const { output } = await bundle.write({ dir: folder, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', hoistTransitiveImports: false, plugins: [minified] })
  await bundle.close()
  const chunks = output.filter((chunk): chunk is OutputChunk => chunk.type === 'chunk')
  await writePage({ places, chunks, library: built, libraryUrl, appUrl, folder })
  await compressFolder(folder)
}

const MAIN = '\0main'

/** Synthetic shadow changes the browser's own objects, and so comes before everything. */
function theMain ({ app }: Places): Plugin {
  return {
    name: 'the-main',
    resolveId: (id) => id === MAIN ? MAIN : undefined,
    load: (id) => id === MAIN ? `import '@lwc/synthetic-shadow'\nimport ${JSON.stringify(join(app, 'main.ts'))}` : undefined
  }
}

/** What the library has is loaded from there, by its URL: no import map, which a strict policy would have to make an exception for. */
function fromLibrary ({ places: { root }, library: { modules }, url, own }: { places: Places, library: Library, url: string, own: Sources['modules'] }): Plugin {
  return {
    name: 'from-library',
    resolveId (id, importer = '') {
      const file = modules[id]
      if (file !== undefined) return { id: `${url}/${file}`, external: 'absolute' }
      const from = relative(root, importer.split('?')[0] ?? '')
      if (/^(lightning|force)\//.test(id)) throw new ConsoleBroken(`${from} imports ${id}, which neither the base components nor server/console/platform have`)
      if (/^(c|console)\//.test(id) && !own.has(id)) throw new ConsoleBroken(`${from} imports ${id}, which neither lwc nor server/console/app has`)
    }
  }
}

/** The icons our sources name come with the first component that has a template. One that does not exist would be an empty place. */
function ownIcons ({ root }: Places, sources: Sources): Plugin {
  const drawn = new Set(sources.files.filter(({ path }) => path.endsWith('.html')).map(({ path }) => dirname(path)))
  const { icons } = scanOwn(sources)
  for (const icon of icons) {
    if (findIcon(icon) !== undefined) continue
    const { path = '' } = sources.files.find(({ text }) => text.includes(icon)) ?? {}
    throw new ConsoleBroken(`${relative(root, path)} shows the icon ${icon}, which does not exist (https://www.lightningdesignsystem.com/icons)`)
  }
  return {
    name: 'own-icons',
    resolveId: (id) => id === 'console:icons' ? '\0console-icons' : undefined,
    load: (id) => id === '\0console-icons' ? drawIcons(icons) : undefined,
    transform (code, id) {
      const [path = ''] = id.split('?')
      return path.endsWith('.ts') && drawn.has(dirname(path)) ? { code: `import 'console:icons'; ${code}`, map: null } : undefined
    }
  }
}
