import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

export function describeMachine (): string {
  return `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
}

/** The load average of the last minute: read it beside the figures. */
export function foreignLoad (): number {
  return loadavg()[0] ?? Number.NaN
}

/** Proportional set size of this process and everything below it, in MiB: shared pages count once. */
export function treeMemory (root = process.pid): number {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => [Number(pid), parentOf(pid)]))
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && (parents.get(pid) ?? 0) > 1 && below(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(below).reduce((sum, pid) => sum + pssOf(pid), 0) / 1024
}

function parentOf (pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

function pssOf (pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
