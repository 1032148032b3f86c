import type { AddressInfo } from 'node:net'
import { buildApp } from '../app.ts'
import type { Config } from '../config.ts'
import { openDeps, type Deps } from '../deps.ts'
import { ConfigInvalid } from '../errors.ts'
import { startWorker } from '../worker.ts'
import { openDemo, type Demo } from './open-demo.ts'

/** A running service: what it opened, where it listens, and the demo it serves on the embedded default. */
export interface Service { deps: Deps, url: string, demo: Demo | null, close: () => Promise<void> }

/** Opens everything, then the doors; closes them in reverse: no new request, no new parcel, then the tools. */
export async function serve (config: Config): Promise<Service> {
  const deps = await openDeps(config)
  const closers: Array<() => Promise<unknown>> = [deps.close]
  const close = async () => { for (const closer of closers.splice(0).reverse()) await closer() }
  try {
    // Of several processes on one database the worker finds the sandbox org as its tenant's address, like any other org.
    const demo = config.sandbox && config.MODE !== 'worker' ? await openDemo(deps) : null
    if (demo) closers.push(demo.close)
    if (config.MODE !== 'web') {
      const worker = await startWorker(deps)
      closers.push(() => deps.queue.close(), worker.close)
    }
    const url = config.MODE === 'worker' ? '' : await listen()
    demo?.announce(url)
    return { deps, url, demo, close }
  } catch (error) {
    await close()
    throw error
  }

  async function listen (): Promise<string> {
    const app = await buildApp(deps)
    closers.push(() => app.close())
    await app.listen({ port: config.PORT, host: config.HOST }).catch((error: NodeJS.ErrnoException) => { throw nameMisfit(error, config) })
    return `http://localhost:${(app.server.address() as AddressInfo).port}`
  }
}

function nameMisfit (error: NodeJS.ErrnoException, { PORT, HOST }: Config): Error {
  if (error.code === 'EADDRINUSE') return new ConfigInvalid('PORT', `another program listens on ${PORT} already`, { cause: error })
  if (error.code === 'EACCES') return new ConfigInvalid('PORT', `this user may not listen on ${PORT}`, { cause: error })
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new ConfigInvalid('HOST', `${HOST} is no address of this machine`, { cause: error })
  return error
}
