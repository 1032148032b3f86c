import type { Sources } from './read-sources.ts'
import { findBase, scanOwn } from './scan-sources.ts'

/** The file of each module of the library, and the files that one needs at once. */
export interface Library { modules: Record<string, string>, needs: Record<string, string[]> }

/** In every library: the engine, and what the build of the app asks for by itself. */
const ALWAYS = ['lwc', '@lwc/synthetic-shadow', 'salesforce/icons', 'salesforce/i18n', 'salesforce/user']

/** Which modules of the library our sources use: it is built anew when this changes. */
export function listLibrary (sources: Sources): string[] {
  return [...ALWAYS, ...[...scanOwn(sources).modules].filter((name) => sources.modules.has(name) || findBase(name) !== undefined)].sort()
}
