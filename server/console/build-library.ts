import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { transform } from 'esbuild'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup, type OutputChunk, type Plugin } from 'rollup'
import { compressFolder } from './compress-folder.ts'
import { drawIcons, lwcModules, warnOf } from './lwc-modules.ts'
import { listLibrary, type Library } from './list-library.ts'
import { packageJson, type Places } from './places.ts'
import type { Sources } from './read-sources.ts'
import { salesforceModules } from './salesforce-modules.ts'
import { findBase, scanUsed } from './scan-sources.ts'

/** Builds Salesforce's own components, as far as our sources use them, and the styles, into an empty folder. */
export async function buildLibrary (places: Places, sources: Sources, folder: string): Promise<void> {
  const names = listLibrary(sources)
  const find = (name: string): string | undefined => sources.modules.get(name) ?? findBase(name)
  const bundle = await rollup({
    input: Object.fromEntries(names.map((name) => [fileOf(name), name])),
    preserveEntrySignatures: 'strict',
    preserveSymlinks: true,
    logLevel: 'warn',
    // Finding what nobody uses takes longer than it saves: 4 % of the bytes for a third of the time.
    treeshake: false,
    plugins: [
      salesforceModules(places),
      packagedIcons(scanUsed(sources).icons),
      ...lwcModules(places.root, (name) => name.startsWith('c/') || name.startsWith('console/') ? undefined : find(name)),
      nodeResolve()
    ],
    onwarn: (log) => warnOf(places.root, log)
  })
  const { output } = await bundle.write({ dir: folder, format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js', experimentalMinChunkSize: 30_000, plugins: [minified] })
  await bundle.close()
  const chunks = output.filter((chunk): chunk is OutputChunk => chunk.type === 'chunk')
  const library: Library = {
    modules: Object.fromEntries(names.map((name) => [name, `${fileOf(name)}.js`])),
    needs: Object.fromEntries(chunks.map(({ fileName, imports }) => [fileName, imports]))
  }
  await writeFile(join(folder, 'library.json'), JSON.stringify(library))
  await copyStyles(folder)
  await compressFolder(folder)
}

/** Small names, and nothing that only development needs. */
export const minified: Plugin = {
  name: 'minified',
  async renderChunk (code) {
    const define = { 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false' }
    return { code: (await transform(code, { minify: true, format: 'esm', target: 'es2022', legalComments: 'none', define })).code, map: null }
  }
}

/** Draws the icons that the base components show by themselves, from our own store of icons instead of whole categories. */
function packagedIcons (icons: Set<string>): Plugin {
  return {
    name: 'packaged-icons',
    resolveId (id, importer) {
      if (id === './fetch' && importer?.includes('/lightning/primitiveIcon/')) return '\0packaged-icons'
    },
    load: (id) => id === '\0packaged-icons' ? `${drawIcons(icons)}\nexport { hasIconLibrary, getIconLibrary, fetchIconLibrary } from 'salesforce/icons'` : undefined
  }
}

/** SLDS and the pictures it shows. */
async function copyStyles (folder: string): Promise<void> {
  const styles = join(dirname(packageJson('@salesforce-ux/design-system')), 'assets', 'styles')
  const css = await readFile(join(styles, 'salesforce-lightning-design-system.min.css'), 'utf8')
  await mkdir(join(folder, 'styles'))
  await writeFile(join(folder, 'styles', 'slds.css'), css)
  for (const [, path = ''] of css.matchAll(/url\((\.\.\/images\/[\w@./-]+)\)/g)) {
    const place = join(folder, 'styles', path)
    await mkdir(dirname(place), { recursive: true })
    await cp(join(styles, path), place)
  }
}

function fileOf (name: string): string {
  return name.replace('@', '').replaceAll('/', '-')
}
