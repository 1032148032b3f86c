import type { Timings } from '../../server/documents/schema.ts'
import type { Bench } from './open-bench.ts'

export interface Clicks { latencies: number[], timings: Timings[], calls: number }

/** One click after another, from the request to the answer, in milliseconds; the service says how long each step took. */
export async function measureClicks (bench: Bench, count: number): Promise<Clicks> {
  const clicks: Clicks = { latencies: [], timings: [], calls: 0 }
  const before = bench.calls()
  for (let made = 0; made < count; made += 1) {
    const started = performance.now()
    const { timings } = await bench.click()
    clicks.latencies.push(performance.now() - started)
    clicks.timings.push(timings)
  }
  clicks.calls = bench.calls() - before
  return clicks
}
