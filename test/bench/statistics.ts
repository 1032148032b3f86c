/** The value that p per cent of the samples do not exceed. */
export function percentile (samples: number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * p / 100) - 1)] ?? Number.NaN
}

/** Documents per second over all rounds: the median round. */
export function rate (rounds: Array<{ documents: number, ms: number }>): number {
  return percentile(rounds.map(({ documents, ms }) => documents / ms * 1000), 50)
}
