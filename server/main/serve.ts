import type { AddressInfo } from 'node:net'
import { buildApp } from '../app.ts'
import { dataPath, type Config } from '../config.ts'
import { openConsole, type Console } from '../console/open-console.ts'
import { placesIn } from '../console/places.ts'
import { openDeps, type Deps } from '../deps.ts'
import { ConfigInvalid } from '../errors.ts'
import { progress } from '../io/progress.ts'
import { startWorker } from '../worker.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** A running service: what it opened, where it listens, the demo it serves on the embedded default, and why there is no console. */
export interface Service { deps: Deps, url: string, demo: Demo | null, consoleBroken: string | null, close: () => Promise<void> }

/** Opens everything, then the doors; closes them in reverse: no new request, no new parcel, then the tools. */
export async function serve (config: Config): Promise<Service> {
  const closers: Array<() => Promise<unknown>> = []
  const close = async () => { for (const closer of closers.splice(0).reverse()) await closer() }
  try {
    // Begun first and waited for last: another process builds it, and that takes the longest on the first start.
    const console = config.MODE === 'worker' ? undefined : openPages(config)
    if (console) closers.push(console.close)
    const deps = await openDeps(config)
    closers.push(deps.close)
    // Of several processes on one database the worker finds the sandbox org as its tenant's address, like any other org.
    const demo = config.sandbox && config.MODE !== 'worker' ? await openDemo(deps) : null
    if (demo) closers.push(demo.close)
    if (config.MODE !== 'web') {
      const worker = await startWorker(deps)
      closers.push(() => deps.queue.close(), worker.close)
    }
    const url = config.MODE === 'worker' ? '' : await listen(deps, console)
    demo?.announce(url)
    // Documents are made meanwhile; without a console they are made too.
    const consoleBroken = await progress('Building the console (the first time, and after a change)', Promise.resolve(console?.newest())).then(() => null, (error: Error) => error.message)
    return { deps, url, demo, consoleBroken, close }
  } catch (error) {
    await close()
    throw error
  }

  async function listen (deps: Deps, console?: Console): Promise<string> {
    const app = await buildApp(deps, console)
    closers.push(() => app.close())
    await app.listen({ port: config.PORT, host: config.HOST }).catch((error: NodeJS.ErrnoException) => { throw nameMisfit(error, config) })
    return `http${config.TLS_CERT === '' ? '' : 's'}://localhost:${(app.server.address() as AddressInfo).port}`
  }
}

/** In development a changed component is there when the page is opened again. */
function openPages (config: Config): Console {
  return openConsole({ places: placesIn(), dir: dataPath(config, 'console'), watch: config.NODE_ENV === 'development' })
}

function nameMisfit (error: NodeJS.ErrnoException, { PORT, HOST }: Config): Error {
  if (error.code === 'EADDRINUSE') return new ConfigInvalid('PORT', `another program listens on ${PORT} already`, { cause: error })
  if (error.code === 'EACCES') return new ConfigInvalid('PORT', `this user may not listen on ${PORT}`, { cause: error })
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new ConfigInvalid('HOST', `${HOST} is no address of this machine`, { cause: error })
  return error
}
