import { mkdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Logger } from 'pino'
import { ChromeUnavailable } from '../errors.ts'
import { findChrome } from './find-chrome.ts'
import type { ChromeKind, FoundChrome } from './find-chrome.ts'
import { openFonts } from './fonts.ts'
import { browserPlaces, isolateChrome } from './isolate-chrome.ts'
import { judgeChrome } from './judge-chrome.ts'
import type { Print, Printed } from './print.ts'
import { proveIsolation } from './prove-isolation.ts'
import type { Proof } from './prove-isolation.ts'
import { openRenderer, printOn, start, stopRenderer } from './renderer.ts'
import type { Renderer } from './renderer.ts'
import { openTurns } from './turns.ts'

export interface ChromeOptions {
  /** The setting CHROME_PATH. */
  path?: string
  /** A folder for the unpacked browser, its profiles and the font configuration. */
  dir: string
  /** Documents printed at the same time; as many as cores is enough. */
  pages: number
  log: Logger
  /** Refuse to open where Chrome cannot be cut off from network and files. */
  requireIsolation: boolean
}

export interface ChromeAbout {
  version: string
  from: FoundChrome['from']
  executable: ChromeKind
  isolation: Proof & { how: string, uid: number }
  fonts: string[]
  warnings: string[]
}

export interface Chrome {
  /** Prints one document. Errors: GlyphMissing, AssetMissing, RenderTooLarge, RenderTimeout (422), ChromeCrashed, ChromeUnavailable (503). */
  printPdf: (print: Print) => Promise<Printed>
  about: () => ChromeAbout
  close: () => Promise<void>
}

/** Finds, isolates and starts Chrome, and proves the isolation before the first document. */
export async function openChrome ({ path, dir, pages, log, requireIsolation }: ChromeOptions): Promise<Chrome> {
  await mkdir(dir, { recursive: true })
  const [found, fonts] = await Promise.all([findChrome({ path, dir, log }), openFonts(join(dir, 'fonts'))])
  const places = [...browserPlaces(found.path, await realpath(found.path)), ...fonts.folders, dirname(fonts.config)]
  const isolation = await isolateChrome({ chrome: found.path, libraries: found.libraries, places, dir })
  const renderers = Array.from({ length: Math.max(1, pages) }, () => openRenderer({ found, isolation, fontconfig: fonts.config, dir }, fonts.covers))
  const first = renderers[0] as Renderer
  try {
    const chrome = await start(first)
    const proof = await proveIsolation(chrome, dir)
    const age = judgeChrome(chrome.version)
    const warnings = [...isolation.warnings, ...findings(found, proof), ...age === null ? [] : [age]]
    if (requireIsolation && age !== null) throw new ChromeUnavailable(`${age}. Install a newer one, or unset CHROME_PATH to use the browser that came with the packages.`)
    if (requireIsolation && !(proof.network && proof.files && proof.sandbox)) {
      throw new ChromeUnavailable(`it cannot be isolated on this machine (${[...isolation.warnings, 'a test page could reach out'].join('; ')}). Allow user namespaces to the service (Linux: kernel.unprivileged_userns_clone, in containers a seccomp profile), or switch the requirement off.`)
    }
    for (const warning of warnings) log.warn(warning)
    const about: ChromeAbout = { version: chrome.version, from: found.from, executable: found.kind, isolation: { ...proof, how: isolation.how, uid: isolation.uid }, fonts: fonts.names, warnings }
    const turns = openTurns(renderers, ({ chrome, pages }, release) => pages.has(release) ? 2 : chrome === undefined ? 0 : 1)
    // The others start meanwhile; one that fails says so when it is needed.
    for (const renderer of renderers.slice(1)) start(renderer).catch(() => {})
    return {
      printPdf: async (print) => await turns.take(print.release, async (renderer) => await printOn(renderer, print), print.patient),
      about: () => about,
      close: async () => {
        await turns.close()
        await Promise.all(renderers.map(stopRenderer))
      }
    }
  } catch (error) {
    await stopRenderer(first)
    throw error
  }
}

function findings (found: FoundChrome, proof: Proof): string[] {
  return [
    ...(found.kind === 'full' ? ['This is a full Chrome: printing takes about four times as long as with chrome-headless-shell'] : []),
    ...(proof.network ? [] : ['Chrome is not cut off from the network']),
    ...(proof.files ? [] : ['Chrome can read files of this machine'])
  ]
}
