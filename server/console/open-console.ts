import { join } from 'node:path'
import { ConsoleBroken } from '../errors.ts'
import { openSubprocesses, type Subprocesses } from '../io/subprocess.ts'
import type { Built } from './answer-builds.ts'
import type { BuildConsole } from './build-console.ts'
import { isWhole } from './keep-folder.ts'
import { nameBuilds, type Names } from './name-builds.ts'
import type { Places } from './places.ts'
import { readSources } from './read-sources.ts'
import { sayBroken } from './say-broken.ts'

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
  const builders = new Set<Subprocesses>()
  const start = (): Promise<Names> => {
    const building = findBuild(places, dir).then((found) => found ?? build({ places, dir }, builders)).catch((error: Error & { code?: string }) => {
      throw error.code === 'CHOHYO_CONSOLE_BROKEN' ? error : new ConsoleBroken(sayBroken(error, places))
    })
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
    close: async () => { await Promise.all([...builders].map((builder) => builder.close())) }
  }
}

async function findBuild (places: Places, dir: string): Promise<Names | undefined> {
  const names = nameBuilds(places, readSources(places))
  const whole = await Promise.all([names.library, names.app].map((name) => isWhole(join(dir, name))))
  return whole.every(Boolean) ? names : undefined
}

/** The compiler takes half a gigabyte, and so does not stay. */
async function build (question: BuildConsole, builders: Set<Subprocesses>): Promise<Names> {
  const builder = openSubprocesses(new URL('./answer-builds.ts', import.meta.url), { size: 1, memory: 2048 })
  builders.add(builder)
  try {
    const built = await builder.ask(question, { timeLimit: BUILD_LIMIT_MS }) as Built
    if ('names' in built) return built.names
    throw new ConsoleBroken(built.broken)
  } finally {
    builders.delete(builder)
    await builder.close()
  }
}
