/** Why PostgreSQL ended, from the last lines it wrote: its own words, or what to do where those would not help. Null when it said nothing. */
export function sayPostgres (lines: string[]): string | null {
  if (lines.some((line) => line.includes('No space left on device'))) return 'the disk of its data folder is full. Make room there, or set DATA_DIR to a folder on another disk.'
  const line = lines.findLast((line) => /FATAL|PANIC|error:|Permission denied/.test(line)) ?? lines.at(-1)
  return line === undefined ? null : line.replace(/^.*?(FATAL|PANIC|error): */, '')
}
