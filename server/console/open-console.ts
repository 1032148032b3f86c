import { join } from 'node:path'
import { ConsoleBroken } from '../errors.ts'
import { openSubprocesses, type Subprocesses } from '../io/subprocess.ts'
import type { Built } from './answer-builds.ts'
import { isWhole } from './keep-folder.ts'
import { nameBuilds, type Names } from './name-builds.ts'
import type { Places } from './places.ts'
import { readSources } from './read-sources.ts'

export interface OpenConsole {
  places: Places
  /** where builds are kept */
  dir: string
  /** Look for changed sources whenever the page is opened: while they are being worked on. */
  watch: boolean
}

/** The console as it is served. */
export interface Console {
  dir: string
  /** The folders of the newest build, as soon as there is one. Throws ConsoleBroken with the sentence of a build that failed. */
  newest: () => Promise<Names>
  close: () => Promise<void>
}

const BUILD_LIMIT_MS = 300_000
const LOOK_AGAIN_MS = 1000

/** Begins to build what is not built yet, in another process. Who asks for the console waits for it; everybody else does not. */
export function openConsole ({ places, dir, watch }: OpenConsole): Console {
  const builders = openSubprocesses(new URL('./answer-builds.ts', import.meta.url), { size: 1, memory: 2048 })
  const start = (): Promise<Names> => {
    const building = build(builders, places, dir)
    // It is told when somebody asks.
    building.catch(() => {})
    return building
  }
  let building = start()
  let lookedAt = performance.now()
  return {
    dir,
    newest: () => {
      if (watch && performance.now() - lookedAt > LOOK_AGAIN_MS) {
        lookedAt = performance.now()
        building = building.then(start, start)
      }
      return building
    },
    close: builders.close
  }
}

async function build (builders: Subprocesses, places: Places, dir: string): Promise<Names> {
  const names = nameBuilds(places, readSources(places))
  const whole = await Promise.all([names.library, names.app].map((name) => isWhole(join(dir, name))))
  if (whole.every(Boolean)) return names
  const built = await builders.ask({ places, dir }, { timeLimit: BUILD_LIMIT_MS }) as Built
  if ('names' in built) return built.names
  throw new ConsoleBroken(built.broken)
}
