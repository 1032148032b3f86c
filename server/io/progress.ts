/** Tells a waiting person on the terminal what is going on as soon as it takes longer than a second, and how long it took. */
export async function progress<T> (what: string, work: Promise<T>): Promise<T> {
  const started = performance.now()
  const timer = setTimeout(() => process.stderr.write(`${what} …\n`), 1000)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    const seconds = (performance.now() - started) / 1000
    if (seconds > 1) process.stderr.write(`${what}: ${seconds.toFixed(1)} s\n`)
  }
}
