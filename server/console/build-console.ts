import { join } from 'node:path'
import { buildApp } from './build-app.ts'
import { buildLibrary } from './build-library.ts'
import { clearFolders, keepFolder } from './keep-folder.ts'
import { nameBuilds, type Names } from './name-builds.ts'
import { placesIn, type Places } from './places.ts'
import { readSources } from './read-sources.ts'
import { sayBroken } from './say-broken.ts'

export interface BuildConsole { places: Places, /** where builds are kept */ dir: string }

/**
 * The console from our components, the shell and Salesforce's own base components. What is built already is kept: the base components until others are
 * used, the app until a source changes. Throws ConsoleBroken for a mistake in a source.
 */
export async function buildConsole ({ places, dir }: BuildConsole): Promise<Names> {
  const sources = readSources(places)
  const names = nameBuilds(places, sources)
  const library = await keepFolder(dir, names.library, (folder) => buildLibrary(places, sources, folder))
  const urls = { libraryUrl: `/assets/${names.library}`, appUrl: `/assets/${names.app}` }
  await keepFolder(dir, names.app, (folder) => buildApp({ places, sources, library, ...urls }, folder))
  await clearFolders(dir, [names.library, names.app])
  return names
}

if (import.meta.main) {
  const [dir = 'data/console', root] = process.argv.slice(2) as Array<string | undefined>
  const started = performance.now()
  try {
    const { library, app } = await buildConsole({ places: placesIn(root), dir })
    console.log(`${join(dir, library)}\n${join(dir, app)}\nbuilt in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  } catch (error) {
    console.error(sayBroken(error, placesIn(root)))
    process.exitCode = 1
  }
}
