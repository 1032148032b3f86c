/**
 * SIGINT and SIGTERM close in order. Ctrl-C reaches a child of npm twice, from the terminal and passed on by npm, so what follows within a second
 * counts as the same; later it is a person who does not want to wait.
 */
export function stopOnSignals (close: () => void): void {
  let since: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (since === undefined) {
        since = performance.now()
        close()
      } else if (performance.now() - since > 1000) process.exit(1)
    })
  }
}
