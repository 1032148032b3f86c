import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureClicks, type Clicks } from './clicks.ts'
import { describeMachine, foreignLoad } from './machine.ts'
import { measureNaive } from './naive.ts'
import { openBench } from './open-bench.ts'
import { measurePrints } from './prints.ts'
import { percentile, rate } from './statistics.ts'

// All contenders on the same record, in interleaved rounds of one run: ratios are comparable, absolute times only on a quiet machine.
const { values: { quick = false, json } } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } })
const rounds = quick ? 1 : 3
const size = quick ? { naive: 3, clicks: 40, prints: 80, burst: 80 } : { naive: 6, clicks: 100, prints: 200, burst: 200 }

const bench = await openBench()
const naive: number[] = []
const prints: Array<{ documents: number, ms: number }> = []
const bursts: Array<{ documents: number, ms: number }> = []
const clicks: Clicks = { latencies: [], timings: [], calls: 0 }
const loads: number[] = []
try {
  await measureClicks(bench, 20)
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`round ${round + 1} of ${rounds} …\n`)
    loads.push(foreignLoad())
    naive.push(...await measureNaive(bench, size.naive))
    const measured = await measureClicks(bench, size.clicks)
    clicks.latencies.push(...measured.latencies)
    clicks.timings.push(...measured.timings)
    clicks.calls += measured.calls
    bursts.push(await bench.burst(size.burst))
    prints.push(await measurePrints(bench, size.prints))
  }
  report(bench.memoryMiB())
} finally {
  await bench.close()
}

function report (memoryMiB: number): void {
  const click = { p50: percentile(clicks.latencies, 50), p95: percentile(clicks.latencies, 95), p99: percentile(clicks.latencies, 99) }
  const perSecond = { naive: 1000 / percentile(naive, 50), single: rate(prints), click: rate(bursts) }
  const apiCallsPerDocument = clicks.calls / clicks.latencies.length
  const steps = ['queue', 'query', 'map', 'render', 'save'] as const
  const breakdown = steps.map((step) => [step, percentile(clicks.timings.map((each) => each[step] ?? 0), 50), percentile(clicks.timings.map((each) => each[step] ?? 0), 95)] as const)
  const line = (...cells: Array<string | number>) => process.stdout.write(cells.map((cell, place) => place === 0 ? String(cell).padEnd(46) : (typeof cell === 'number' ? cell.toFixed(1) : cell).padStart(10)).join('') + '\n')
  process.stdout.write(`\n${describeMachine()}; Chrome ${bench.chrome}; load before each round ${loads.map((load) => load.toFixed(1)).join(', ')}\nDocument: ${bench.document}\n\n`)
  line('one click, filed in the sandbox org (ms)', 'p50', 'p95', 'p99')
  line('  from request to answer', click.p50, click.p95, click.p99)
  for (const [step, p50, p95] of breakdown) line(`  of it ${step}`, p50, p95, '')
  process.stdout.write('\n')
  line('documents per second', 'here', '× naive')
  line('  naive: a new browser for each, print only', perSecond.naive, 1)
  line('  warm pages, print only', perSecond.single, perSecond.single / perSecond.naive)
  line('  whole path, clicks at the same time, filed', perSecond.click, perSecond.click / perSecond.naive)
  process.stdout.write('\n')
  line('API calls per document', apiCallsPerDocument)
  line('memory of service and Chrome, PSS (MiB)', memoryMiB)
  if (json !== undefined) writeFileSync(json, JSON.stringify({ machine: describeMachine(), date: new Date().toISOString(), documentsPerSecond: perSecond, click, breakdown: Object.fromEntries(breakdown.map(([step, p50, p95]) => [step, { p50, p95 }])), apiCallsPerDocument, memoryMiB }, null, 2) + '\n')
}
