import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Deps } from '../deps.ts'

const registries = new WeakMap<Deps, Registry>()

/** The process and the queue in Prometheus' text format. No tenant is named. */
export async function metricsText (deps: Deps): Promise<string> {
  const registry = registries.get(deps) ?? openRegistry(deps)
  return registry.metrics()
}

function openRegistry (deps: Deps): Registry {
  const registry = new Registry()
  registries.set(deps, registry)
  collectDefaultMetrics({ register: registry })
  const waiting = new Gauge({
    name: 'chohyo_bells_waiting',
    help: 'Parcels rung in the queue and not finished',
    labelNames: ['lane'],
    registers: [registry],
    async collect () {
      // While the queue is away the other figures are needed all the more.
      const counts = await deps.queue.count().catch(() => ({}))
      waiting.reset()
      for (const [lane, count] of Object.entries<number>(counts)) waiting.set({ lane }, count)
    }
  })
  return registry
}
